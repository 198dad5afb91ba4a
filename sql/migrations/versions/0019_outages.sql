CREATE TABLE core.outage (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    source_id TEXT,
    cause TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    noticed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_outage PRIMARY KEY (id),
    CONSTRAINT ck_outage_cause CHECK (cause IN ('doubted', 'unfinished', 'new', 'healthy', 'quiet', 'degraded', 'failing', 'refused', 'moved', 'retired')),
    CONSTRAINT fk_outage_source_id FOREIGN KEY (source_id) REFERENCES core.source (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX uq_outage_lasting ON core.outage (coalesce(source_id, '')) WHERE ended_at IS NULL;
COMMENT ON TABLE core.outage IS 'What readers cannot see, since when and why: each time from start to end.';
COMMENT ON COLUMN core.outage.id IS 'Number of the outage.';
COMMENT ON COLUMN core.outage.source_id IS 'The source that is out; null: no news of any source came.';
COMMENT ON COLUMN core.outage.cause IS 'Of a source the state it is in; else doubted (too few sources did well, so nothing was compared) or unfinished (no run came to its end in time).';
COMMENT ON COLUMN core.outage.since IS 'What the last news is of: the last good run, crawl or article.';
COMMENT ON COLUMN core.outage.noticed_at IS 'When it was so late that readers are to be told.';
COMMENT ON COLUMN core.outage.ended_at IS 'When news came again; null: it lasts.';

ALTER TABLE core.run ADD COLUMN compared_at TIMESTAMP WITH TIME ZONE;
COMMENT ON COLUMN core.run.compared_at IS 'When what had been read was compared; null: not yet, or it was refused.';
-- One that could only not mail had compared.
UPDATE core.run SET compared_at = finished_at
WHERE kind <> 'backfill' AND (status = 'succeeded' OR message ~ '^[a-z_]+\.alert: ');

ALTER TABLE core.source ADD COLUMN muted_until DATE;
COMMENT ON COLUMN core.source.muted_until IS 'Known to be out until that day: readers are not told; null: no.';

ALTER TABLE core.alert
    ALTER COLUMN event_id DROP NOT NULL,
    ALTER COLUMN run_id DROP NOT NULL,
    ADD COLUMN outage_id BIGINT,
    ADD COLUMN is_companion BOOLEAN DEFAULT false NOT NULL,
    ADD CONSTRAINT fk_alert_outage_id FOREIGN KEY (outage_id) REFERENCES core.outage (id) ON DELETE CASCADE,
    ADD CONSTRAINT uq_alert_recipient_outage_id_state UNIQUE (recipient, outage_id, state),
    ADD CONSTRAINT ck_alert_about_one CHECK (num_nonnulls(event_id, outage_id) = 1);
CREATE INDEX ix_alert_outage_id ON core.alert (outage_id);
COMMENT ON TABLE core.alert IS 'The outbox: one row a recipient, event (or outage) and its state.';
COMMENT ON COLUMN core.alert.event_id IS 'The event that is told.';
COMMENT ON COLUMN core.alert.outage_id IS 'Or the outage that is told of.';
COMMENT ON COLUMN core.alert.state IS 'State of the event that is told; of an outage out, out.N (reminders) or over.';
COMMENT ON COLUMN core.alert.run_id IS 'The run that queued it; null: queued as no run had come to its end.';
COMMENT ON COLUMN core.alert.is_companion IS 'True: travels with the next mail of others, never by itself.';
