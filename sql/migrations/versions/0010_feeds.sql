-- What feeds and the calendar must know of an event, whoever changes it: whether it
-- ever was news, how often what they tell of it has changed, and when it last did.
-- A trigger keeps it. Frozen: a later change is a later migration.
ALTER TABLE core.event
    ADD COLUMN was_news BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN revision INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN changed_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now();
COMMENT ON COLUMN core.event.was_news IS 'Was news once, also if it is retracted now; kept by a trigger.';
COMMENT ON COLUMN core.event.revision IS 'How often its days, state, status, province or fields have changed; kept by a trigger.';
COMMENT ON COLUMN core.event.changed_at IS 'When they last did; kept by a trigger.';

UPDATE core.event e SET
    was_news = e.is_news OR EXISTS (SELECT FROM core.alert a WHERE a.event_id = e.id),
    changed_at = r.as_of
FROM core.run r WHERE r.id = e.last_run_id;

CREATE INDEX ix_event_was_news ON core.event (kind, changed_at) WHERE was_news;

CREATE FUNCTION core.event_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.was_news := NEW.is_news;
        RETURN NEW;
    END IF;
    NEW.was_news := OLD.was_news OR NEW.is_news;
    IF (NEW.occurred_on, NEW.occurred_after, NEW.state, NEW.status, NEW.province,
        NEW.fields)
        IS DISTINCT FROM
        (OLD.occurred_on, OLD.occurred_after, OLD.state, OLD.status, OLD.province,
        OLD.fields)
    THEN
        NEW.revision := OLD.revision + 1;
        NEW.changed_at := greatest(now(), OLD.changed_at);
    END IF;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION core.event_changed() IS 'Keeps was_news, revision and changed_at of core.event.';

CREATE TRIGGER event_changed BEFORE INSERT OR UPDATE ON core.event
    FOR EACH ROW EXECUTE FUNCTION core.event_changed();
