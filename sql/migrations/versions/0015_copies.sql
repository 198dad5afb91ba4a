-- Copies are not read, and so stood among the unread texts for ever, where every reading
-- looked through them. Those dealt with are marked now; who ceases to be a copy, or
-- becomes one after it was read, is marked anew by the triggers here.
COMMENT ON COLUMN core.article_version.read_by IS 'Reader version that last read it; null: not yet read; empty: to be read again; copy: of an article that copies another, and not read for that.';

CREATE FUNCTION core.silence_copies(ids bigint[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    UPDATE core.article_version v SET read_by = ''
    FROM (SELECT DISTINCT unnest(ids) AS id) wanted
    JOIN core.article a ON a.id = wanted.id AND a.duplicate_of_id IS NOT NULL
    WHERE v.article_id = a.id AND v.read_by NOT IN ('', 'copy')
      AND NOT EXISTS (
        SELECT FROM core.article_version first
        JOIN core.page p ON p.id = first.page_id AND p.kind = 'article'
        JOIN core.source_run doubted
            ON doubted.run_id = p.run_id AND doubted.source_id = p.source_id
        WHERE first.article_id = a.duplicate_of_id AND doubted.is_held
      );
END;
COMMENT ON FUNCTION core.silence_copies(bigint[]) IS
    'Lets the next reading put away what was read in those of these articles that copy another; not where that one is held, as its copies speak for it.';

CREATE FUNCTION core.article_copies_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE core.article_version v SET read_by = NULL
    FROM before JOIN after ON after.id = before.id
    WHERE before.duplicate_of_id IS NOT NULL AND after.duplicate_of_id IS NULL
      AND v.article_id = after.id AND v.read_by = 'copy';
    PERFORM core.silence_copies(ids) FROM (
        SELECT array_agg(after.id) AS ids
        FROM before JOIN after ON after.id = before.id
        WHERE before.duplicate_of_id IS DISTINCT FROM after.duplicate_of_id
          AND after.duplicate_of_id IS NOT NULL
    ) changed
    WHERE ids IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER article_copies_changed AFTER UPDATE ON core.article
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.article_copies_changed();

-- Copies spoke for what a crawl that was held had brought.
CREATE FUNCTION core.source_run_released() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM before
        JOIN after ON after.run_id = before.run_id AND after.source_id = before.source_id
        WHERE before.is_held AND NOT after.is_held
    ) THEN
        RETURN NULL;
    END IF;
    PERFORM core.silence_copies(ids) FROM (
        SELECT array_agg(copy.id) AS ids
        FROM before
        JOIN after ON after.run_id = before.run_id AND after.source_id = before.source_id
        JOIN core.page p ON p.run_id = after.run_id AND p.source_id = after.source_id
            AND p.kind = 'article'
        JOIN core.article_version first ON first.page_id = p.id
        JOIN core.article copy ON copy.duplicate_of_id = first.article_id
        WHERE before.is_held AND NOT after.is_held
    ) released
    WHERE ids IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER source_run_released AFTER UPDATE ON core.source_run
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.source_run_released();

-- Today's copies; what was read in them since the last reading is still to be put away.
-- Triggers follow texts and dates, which stay: over a tenth of a big store they take long.
ALTER TABLE core.article_version DISABLE TRIGGER USER;
UPDATE core.article_version v
SET read_by = CASE WHEN v.read_by IS NULL THEN 'copy' ELSE '' END
FROM core.article a
WHERE a.id = v.article_id AND a.duplicate_of_id IS NOT NULL
  AND a.duplicate_of_id NOT IN (
    SELECT held.article_id
    FROM core.source_run doubted
    JOIN core.page p ON p.run_id = doubted.run_id AND p.source_id = doubted.source_id
        AND p.kind = 'article'
    JOIN core.article_version held ON held.page_id = p.id
    WHERE doubted.is_held
  );
ALTER TABLE core.article_version ENABLE TRIGGER USER;
