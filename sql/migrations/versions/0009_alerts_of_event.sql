-- The way from an event to its alerts, looked for every night in the outbox.
-- Frozen: a later change is a later migration.
CREATE INDEX ix_alert_event_id ON core.alert (event_id);
