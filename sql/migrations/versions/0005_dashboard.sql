-- What a question of a dashboard would otherwise work out anew for each row: the newest
-- version of an article, the best sentence of an event, the words of a text. Triggers
-- keep them, so that every writer does. Frozen: a later change is a later migration.

ALTER TABLE core.organisation ADD COLUMN iso TEXT;
COMMENT ON COLUMN core.organisation.iso IS 'ISO 3166-2 code of its province, where ISO lists it.';

-- Letters of Vietnamese without their marks, one character for one character of NFC, so
-- that a place in the folded text is the same place in the text. The marks: grave,
-- acute, circumflex, tilde, breve, hook, horn, dot below; then those of other tongues.
CREATE FUNCTION core.fold_ascii(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT translate(
        normalize(lower(normalize(words, NFC)), NFD),
        U&'\0111\0300\0301\0302\0303\0306\0309\031B\0323\0304\0307\0308\030A\030C\0327\0328',
        'd'
    );
END;
COMMENT ON FUNCTION core.fold_ascii(text) IS
    'A text in lower case and without any diacritics: Tỉnh ủy Đắk Lắk is tinh uy dak lak. For searching.';

-- The newest version of each article, and the words of it.
ALTER TABLE core.article ADD COLUMN newest_number INTEGER;
ALTER TABLE core.article ADD COLUMN published_at TIMESTAMP WITH TIME ZONE;
COMMENT ON COLUMN core.article.newest_number IS 'Number of its newest version; kept by a trigger.';
COMMENT ON COLUMN core.article.published_at IS 'Publication by its newest version; kept by a trigger.';

CREATE TABLE core.article_search (
    article_id BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    CONSTRAINT pk_article_search PRIMARY KEY (article_id),
    CONSTRAINT fk_article_search_article_id FOREIGN KEY(article_id) REFERENCES core.article (id) ON DELETE CASCADE
);
COMMENT ON TABLE core.article_search IS 'The words of the newest version of each article, for dashboard.search_articles; kept by a trigger.';
COMMENT ON COLUMN core.article_search.article_id IS 'The article.';
COMMENT ON COLUMN core.article_search.words IS 'Headline (weight A) and text, folded by core.fold_ascii.';

CREATE FUNCTION core.refresh_articles(ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE core.article a
    SET newest_number = n.number, published_at = n.published_at
    FROM (
        SELECT DISTINCT ON (v.article_id) v.article_id, v.number, v.published_at
        FROM core.article_version v
        WHERE v.article_id = ANY(ids)
        ORDER BY v.article_id, v.number DESC
    ) n
    WHERE a.id = n.article_id
      AND (a.newest_number, a.published_at)
          IS DISTINCT FROM (n.number, n.published_at);
    -- PostgreSQL refuses the words of more than a megabyte: no page of news has them.
    INSERT INTO core.article_search AS held (article_id, words)
    SELECT
        a.id,
        setweight(to_tsvector('simple', core.fold_ascii(left(v.title, 10000))), 'A')
            || to_tsvector('simple', core.fold_ascii(left(v.text, 200000)))
    FROM core.article a
    JOIN core.article_version v ON v.article_id = a.id AND v.number = a.newest_number
    WHERE a.id = ANY(ids)
    ON CONFLICT (article_id) DO UPDATE SET words = excluded.words
    WHERE held.words <> excluded.words;
END $$;
COMMENT ON FUNCTION core.refresh_articles(bigint[]) IS
    'Brings newest version and words of these articles up to date.';

CREATE FUNCTION core.article_version_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM core.refresh_articles(ARRAY(SELECT DISTINCT article_id FROM added));
    RETURN NULL;
END $$;

CREATE FUNCTION core.article_version_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    redated bigint[];
BEGIN
    PERFORM core.refresh_articles(ids) FROM (
        SELECT array_agg(DISTINCT after.article_id) AS ids
        FROM after JOIN before ON before.id = after.id
        WHERE (after.title, after.text, after.published_at)
              IS DISTINCT FROM (before.title, before.text, before.published_at)
    ) changed
    WHERE ids IS NOT NULL;
    -- The day of an article is one of the grounds of choosing among sentences.
    SELECT array_agg(DISTINCT ev.event_id) INTO redated
    FROM after
    JOIN before ON before.id = after.id AND before.published_at IS DISTINCT FROM after.published_at
    JOIN core.observation o ON o.article_version_id = after.id
    JOIN core.event_evidence ev ON ev.observation_id = o.id;
    IF redated IS NOT NULL THEN
        PERFORM core.choose_sentences(redated);
    END IF;
    RETURN NULL;
END $$;

-- The best sentence of each event.
ALTER TABLE core.event ADD COLUMN best_observation_id BIGINT;
ALTER TABLE core.event ADD CONSTRAINT fk_event_best_observation_id
    FOREIGN KEY(best_observation_id) REFERENCES core.observation (id) ON DELETE SET NULL;
COMMENT ON COLUMN core.event.best_observation_id IS 'The observation whose sentence proves it best; kept by a trigger.';

CREATE FUNCTION core.choose_sentences(ids bigint[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    UPDATE core.event e SET best_observation_id = best.observation_id
    FROM unnest(ids) AS wanted(event_id)
    LEFT JOIN LATERAL (
        SELECT ev.observation_id
        FROM core.event_evidence ev
        JOIN core.observation o ON o.id = ev.observation_id
        JOIN core.article_version v ON v.id = o.article_version_id
        WHERE ev.event_id = wanted.event_id
        ORDER BY
            ev.role = 'before', o.superseded_at IS NOT NULL, o.confidence DESC,
            v.published_at NULLS LAST, o.id
        LIMIT 1
    ) best ON true
    WHERE e.id = wanted.event_id
      AND e.best_observation_id IS DISTINCT FROM best.observation_id;
END;
COMMENT ON FUNCTION core.choose_sentences(bigint[]) IS
    'Chooses anew the best sentence of these events: what reports it before what was so before, what stands before what was superseded, the surest, the earliest.';

CREATE FUNCTION core.event_evidence_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM core.choose_sentences(ARRAY(SELECT DISTINCT event_id FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION core.observation_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM core.choose_sentences(ids) FROM (
        SELECT array_agg(DISTINCT ev.event_id) AS ids
        FROM changed JOIN core.event_evidence ev ON ev.observation_id = changed.id
    ) touched
    WHERE ids IS NOT NULL;
    RETURN NULL;
END $$;

-- What is there already.
DO $$ BEGIN
    PERFORM core.refresh_articles(ARRAY(SELECT id FROM core.article));
    PERFORM core.choose_sentences(ARRAY(SELECT id FROM core.event));
END $$;

CREATE TRIGGER article_version_added AFTER INSERT ON core.article_version
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION core.article_version_added();
CREATE TRIGGER article_version_changed AFTER UPDATE ON core.article_version
    REFERENCING NEW TABLE AS after OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION core.article_version_changed();
CREATE TRIGGER event_evidence_added AFTER INSERT ON core.event_evidence
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION core.event_evidence_changed();
CREATE TRIGGER event_evidence_changed AFTER UPDATE ON core.event_evidence
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION core.event_evidence_changed();
CREATE TRIGGER event_evidence_removed AFTER DELETE ON core.event_evidence
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION core.event_evidence_changed();
CREATE TRIGGER observation_changed AFTER UPDATE ON core.observation
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION core.observation_changed();

-- The ways in. One province one year, the last days, what waits, what a run brought.
DROP INDEX core.ix_article_source_id;
CREATE INDEX ix_article_source_id_published_at ON core.article (source_id, published_at);
CREATE INDEX ix_article_published_at ON core.article (published_at);
CREATE INDEX ix_article_search_words ON core.article_search USING gin (words);
CREATE INDEX ix_article_version_page_id ON core.article_version (page_id);
CREATE INDEX ix_article_version_read_by ON core.article_version (read_by, id);
CREATE INDEX ix_article_version_edited ON core.article_version (fetched_at) WHERE number > 1;
CREATE INDEX ix_event_province_occurred_on ON core.event (province, occurred_on);
CREATE INDEX ix_event_first_run_id ON core.event (first_run_id);
CREATE INDEX ix_page_unjudged ON core.page (fetched_at, id) WHERE kind = 'article' AND clean_outcome IS NULL;
CREATE INDEX ix_source_run_source_id ON core.source_run (source_id, run_id);
CREATE INDEX ix_run_as_of ON core.run (as_of);
CREATE INDEX ix_alert_run_id ON core.alert (run_id);
-- The newest sentence that names a holder.
CREATE INDEX ix_observation_holder ON core.observation (
    organisation_id, (fields ->> 'position'), (fields ->> 'person'),
    occurred_on DESC NULLS LAST, confidence DESC, id
) WHERE kind = 'office_holder' AND superseded_at IS NULL;
