-- What has changed since it was last folded. Rows are only added, by the triggers here,
-- and taken out by the diff that has seen them: whatever is written while a diff runs
-- stays for the next.
CREATE TABLE core.diff_change (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    organisation_id TEXT NOT NULL,
    part TEXT NOT NULL,
    observation_id BIGINT,
    CONSTRAINT pk_diff_change PRIMARY KEY (id),
    CONSTRAINT fk_diff_change_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id) ON DELETE CASCADE
);
COMMENT ON TABLE core.diff_change IS 'What has changed since the last diff, which takes it out; added by triggers.';
COMMENT ON COLUMN core.diff_change.id IS 'Number of the row.';
COMMENT ON COLUMN core.diff_change.organisation_id IS 'The organisation.';
COMMENT ON COLUMN core.diff_change.part IS 'A position, or a kind of event that is of none.';
COMMENT ON COLUMN core.diff_change.observation_id IS 'The observation that came or went, or weighs otherwise; null: all of the part.';

-- Every organisation is folded anew once, which fills it.
ALTER TABLE core.diff_state DROP COLUMN digest;
ALTER TABLE core.diff_state ADD COLUMN signs JSONB NOT NULL DEFAULT '{}';
COMMENT ON COLUMN core.diff_state.signs IS 'By part, what can make slates of other parts: results of congresses, busy days.';
COMMENT ON TABLE core.diff_state IS 'By what each organisation was last folded; what has changed since is in diff_change.';
UPDATE core.diff_state SET rules = '';

CREATE FUNCTION core.note_diff_changes(ids bigint[], is_whole boolean) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO core.diff_change (organisation_id, part, observation_id)
    SELECT DISTINCT o.organisation_id, coalesce(o.fields ->> 'position', o.kind),
           CASE WHEN NOT is_whole THEN o.id END
    FROM core.observation o
    WHERE o.id = ANY(ids) AND o.organisation_id IS NOT NULL AND o.kind <> 'document';
END;
COMMENT ON FUNCTION core.note_diff_changes(bigint[], boolean) IS
    'Notes that these observations weigh otherwise; is_whole: not to be followed one by one.';

CREATE FUNCTION core.diff_observation_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO core.diff_change (organisation_id, part, observation_id)
    SELECT organisation_id, coalesce(fields ->> 'position', kind), id
    FROM after
    WHERE organisation_id IS NOT NULL AND kind <> 'document' AND superseded_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_observation_added AFTER INSERT ON core.observation
    REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_observation_added();

CREATE FUNCTION core.diff_observation_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- What says something else now leaves nothing to follow its old words by.
    INSERT INTO core.diff_change (organisation_id, part, observation_id)
    SELECT row.organisation_id, coalesce(row.fields ->> 'position', row.kind),
           CASE WHEN is_said THEN row.id END
    FROM before JOIN after ON after.id = before.id
    CROSS JOIN LATERAL (
        SELECT (before.kind, before.organisation_id, before.fields, before.occurred_on)
            IS NOT DISTINCT FROM
            (after.kind, after.organisation_id, after.fields, after.occurred_on) AS is_said
    ) compared
    CROSS JOIN LATERAL (
        VALUES (before.id, before.kind, before.organisation_id, before.fields),
               (after.id, after.kind, after.organisation_id, after.fields)
    ) row(id, kind, organisation_id, fields)
    WHERE (NOT is_said OR before.confidence <> after.confidence
           OR (before.superseded_at IS NULL) <> (after.superseded_at IS NULL))
      AND row.organisation_id IS NOT NULL AND row.kind <> 'document'
    GROUP BY 1, 2, 3;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_observation_changed AFTER UPDATE ON core.observation
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_observation_changed();

CREATE FUNCTION core.diff_observation_removed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO core.diff_change (organisation_id, part)
    SELECT DISTINCT organisation_id, coalesce(fields ->> 'position', kind)
    FROM before
    WHERE organisation_id IS NOT NULL AND kind <> 'document' AND superseded_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_observation_removed AFTER DELETE ON core.observation
    REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_observation_removed();

CREATE FUNCTION core.diff_article_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM core.note_diff_changes(ids, false) FROM (
        SELECT array_agg(o.id) AS ids
        FROM before JOIN after ON after.id = before.id
        JOIN core.article_version v ON v.article_id = after.id
        JOIN core.observation o ON o.article_version_id = v.id AND o.superseded_at IS NULL
        WHERE before.duplicate_of_id IS DISTINCT FROM after.duplicate_of_id
    ) changed
    WHERE ids IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_article_changed AFTER UPDATE ON core.article
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_article_changed();

CREATE FUNCTION core.diff_version_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM core.note_diff_changes(ids, true) FROM (
        SELECT array_agg(o.id) AS ids
        FROM before JOIN after ON after.id = before.id
        JOIN core.observation o ON o.article_version_id = after.id AND o.superseded_at IS NULL
        WHERE (before.published_at, before.fetched_at)
              IS DISTINCT FROM (after.published_at, after.fetched_at)
    ) changed
    WHERE ids IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_version_changed AFTER UPDATE ON core.article_version
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_version_changed();

CREATE FUNCTION core.diff_source_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO core.diff_change (organisation_id, part)
    SELECT DISTINCT o.organisation_id, coalesce(o.fields ->> 'position', o.kind)
    FROM before JOIN after ON after.id = before.id
    JOIN core.article a ON a.source_id = after.id
    JOIN core.article_version v ON v.article_id = a.id
    JOIN core.observation o ON o.article_version_id = v.id
    WHERE (before.is_official, before.homes) IS DISTINCT FROM (after.is_official, after.homes)
      AND o.superseded_at IS NULL AND o.organisation_id IS NOT NULL AND o.kind <> 'document';
    RETURN NULL;
END $$;
CREATE TRIGGER diff_source_changed AFTER UPDATE ON core.source
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_source_changed();

-- Of events only what people decide: the rest is the diff's own work.
CREATE FUNCTION core.diff_event_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO core.diff_change (organisation_id, part)
    SELECT DISTINCT row.organisation_id, coalesce(row.fields ->> 'position', row.kind)
    FROM before JOIN after ON after.id = before.id
    CROSS JOIN LATERAL (
        VALUES (before.organisation_id, before.fields, before.kind),
               (after.organisation_id, after.fields, after.kind)
    ) row(organisation_id, fields, kind)
    WHERE (before.status = 'rejected') <> (after.status = 'rejected')
       OR before.organisation_id <> after.organisation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_event_changed AFTER UPDATE ON core.event
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_event_changed();

-- A review that moves an event concerns every organisation its articles are read as.
CREATE FUNCTION core.diff_reviewed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO core.diff_change (organisation_id, part)
    SELECT DISTINCT concerned.id, parts.part
    FROM after r
    CROSS JOIN LATERAL (
        SELECT r.organisation_id AS id
        UNION
        SELECT o.organisation_id
        FROM core.observation said
        JOIN core.article_version its ON its.id = said.article_version_id
        JOIN core.article_version v ON v.article_id = its.article_id
        JOIN core.observation o ON o.article_version_id = v.id
        WHERE said.id = ANY(r.observation_ids) AND r.edits ? 'province'
          AND o.organisation_id IS NOT NULL
    ) concerned
    CROSS JOIN LATERAL (
        SELECT coalesce(r.told ->> 'position', r.kind) AS part
        UNION
        SELECT coalesce(r.edits ->> 'position', r.told ->> 'position', r.kind)
        UNION
        SELECT coalesce(o.fields ->> 'position', r.kind)
        FROM core.observation o WHERE o.id = ANY(r.observation_ids)
    ) parts;
    RETURN NULL;
END $$;
CREATE TRIGGER diff_reviewed AFTER INSERT ON core.review
    REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_reviewed();
CREATE TRIGGER diff_review_changed AFTER UPDATE ON core.review
    REFERENCING NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION core.diff_reviewed();
