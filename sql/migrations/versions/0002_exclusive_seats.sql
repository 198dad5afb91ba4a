-- What is recorded today (recorded_to is null) never puts two tenures of a single
-- seat into the same days. An exclusion constraint would need the extension
-- btree_gist, which not every server has; a deferred constraint trigger needs none:
-- within a transaction a tenure may be closed after its successor is written.
--
-- valid_from .. valid_to with these readings of what is not known:
--   no beginning: it is known from the first day seen, else for its last day alone;
--   no end: it goes on.
-- The day of a handover may belong to both.
CREATE FUNCTION core.check_exclusive_seat() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine core.tenure;
    other core.tenure;
    begins date;
    ends date;
BEGIN
    -- As it is at the end of the transaction, not as it was when written.
    SELECT * INTO mine FROM core.tenure WHERE id = NEW.id AND recorded_to IS NULL;
    IF NOT FOUND OR NOT (
        SELECT is_single_seat FROM core.position WHERE id = mine.position_id
    ) THEN
        RETURN NULL;
    END IF;
    -- Writers of the same seat take turns, so that each sees what the other wrote.
    PERFORM pg_advisory_xact_lock(
        hashtextextended(mine.organisation_id || ' ' || mine.position_id, 0)
    );
    begins := coalesce(mine.valid_from, mine.first_seen_on, mine.valid_to, '-infinity');
    ends := coalesce(mine.valid_to, 'infinity');
    SELECT * INTO other FROM core.tenure t
    WHERE t.organisation_id = mine.organisation_id
      AND t.position_id = mine.position_id
      AND t.recorded_to IS NULL
      AND t.id <> mine.id
      AND coalesce(t.valid_from, t.first_seen_on, t.valid_to, '-infinity') < ends
      AND begins < coalesce(t.valid_to, 'infinity')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'exclusion_violation',
            SCHEMA = 'core', TABLE = 'tenure', CONSTRAINT = 'tenure_exclusive_seat',
            MESSAGE = format(
                'two holders of %s in %s at a time: %s (%s to %s) and %s (%s to %s)',
                mine.position_id, mine.organisation_id,
                mine.person, coalesce(mine.valid_from::text, '?'),
                coalesce(mine.valid_to::text, 'now'),
                other.person, coalesce(other.valid_from::text, '?'),
                coalesce(other.valid_to::text, 'now')
            );
    END IF;
    RETURN NULL;
END $$;

COMMENT ON FUNCTION core.check_exclusive_seat() IS
    'Refuses two tenures of a single seat in the same days.';

CREATE CONSTRAINT TRIGGER tenure_exclusive_seat
    AFTER INSERT OR UPDATE ON core.tenure
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION core.check_exclusive_seat();
