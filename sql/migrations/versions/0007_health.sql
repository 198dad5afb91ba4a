ALTER TABLE core.source ADD COLUMN next_try_on DATE;
COMMENT ON COLUMN core.source.next_try_on IS 'Left alone until that day, as it failed; null: crawled every day.';

ALTER TABLE core.page ADD COLUMN canonical_host TEXT;
COMMENT ON COLUMN core.page.canonical_host IS 'Host that an article names as its own, if a foreign one.';

ALTER TABLE core.source_run
    ADD COLUMN problems INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN redirected_to JSONB DEFAULT '{}' NOT NULL,
    ADD COLUMN cleaned INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN texts INTEGER DEFAULT '0' NOT NULL,
    ADD COLUMN filled JSONB DEFAULT '{}' NOT NULL,
    ADD COLUMN canonical_at JSONB DEFAULT '{}' NOT NULL,
    ADD COLUMN state TEXT,
    ADD COLUMN state_words TEXT,
    ADD COLUMN is_held BOOLEAN DEFAULT false NOT NULL,
    ADD CONSTRAINT ck_source_run_state CHECK (state IN ('new', 'healthy', 'quiet', 'degraded', 'failing', 'refused', 'moved', 'retired'));
CREATE INDEX ix_source_run_is_held ON core.source_run (source_id) WHERE is_held;
COMMENT ON COLUMN core.source_run.problems IS 'Addresses with which something went wrong.';
COMMENT ON COLUMN core.source_run.redirected_to IS 'Foreign host to count of the addresses that led there.';
COMMENT ON COLUMN core.source_run.cleaned IS 'Article pages that cleaning judged.';
COMMENT ON COLUMN core.source_run.texts IS 'New or changed texts that cleaning made of them.';
COMMENT ON COLUMN core.source_run.filled IS 'Field (title, date, lead, author) to count of the texts that have it.';
COMMENT ON COLUMN core.source_run.canonical_at IS 'Foreign host to count of the articles that name it as their own.';
COMMENT ON COLUMN core.source_run.state IS 'How this crawl was judged; null: not yet, or a backfill.';
COMMENT ON COLUMN core.source_run.state_words IS 'Why, in plain words.';
COMMENT ON COLUMN core.source_run.is_held IS 'Its texts are not read until the source is good again.';

-- What was crawled before is the past that the next crawls are measured by.
UPDATE core.source_run s
SET cleaned = found.cleaned, texts = found.texts, filled = found.filled
FROM (
    SELECT
        p.run_id,
        p.source_id,
        count(*) FILTER (WHERE p.status = 200 AND p.clean_outcome IS NOT NULL)
            AS cleaned,
        count(v.id) AS texts,
        jsonb_build_object(
            'title', count(*) FILTER (WHERE v.title <> ''),
            'date', count(v.published_at),
            'lead', count(*) FILTER (WHERE v.lead <> ''),
            'author', count(*) FILTER (WHERE v.author <> '')
        ) AS filled
    FROM core.page p
    LEFT JOIN core.article_version v ON v.page_id = p.id
    WHERE p.kind = 'article'
    GROUP BY p.run_id, p.source_id
) found
WHERE s.run_id = found.run_id AND s.source_id = found.source_id;

UPDATE core.source_run s
SET state = CASE s.status
        WHEN 'succeeded' THEN 'healthy'
        WHEN 'refused' THEN 'refused'
        WHEN 'interrupted' THEN 'degraded'
        ELSE 'failing'
    END,
    state_words = s.message
FROM core.run r
WHERE r.id = s.run_id AND r.kind <> 'backfill';

CREATE TABLE core.source_state (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    source_id TEXT NOT NULL,
    state TEXT NOT NULL,
    words TEXT NOT NULL,
    run_id BIGINT,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    is_accepted BOOLEAN DEFAULT false NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_source_state PRIMARY KEY (id),
    CONSTRAINT ck_source_state_state CHECK (state IN ('new', 'healthy', 'quiet', 'degraded', 'failing', 'refused', 'moved', 'retired')),
    CONSTRAINT fk_source_state_source_id FOREIGN KEY(source_id) REFERENCES core.source (id) ON DELETE CASCADE,
    CONSTRAINT fk_source_state_run_id FOREIGN KEY(run_id) REFERENCES core.run (id) ON DELETE CASCADE
);
CREATE INDEX ix_source_state_told_at ON core.source_state (source_id) WHERE told_at IS NULL;
CREATE UNIQUE INDEX uq_source_state_source_id ON core.source_state (source_id) WHERE ended_at IS NULL;
COMMENT ON TABLE core.source_state IS 'The health of sources: each change of state with why and since when.';
COMMENT ON COLUMN core.source_state.id IS 'Number of the change.';
COMMENT ON COLUMN core.source_state.source_id IS 'The source.';
COMMENT ON COLUMN core.source_state.state IS 'new, healthy, quiet, degraded, failing, refused, moved, retired.';
COMMENT ON COLUMN core.source_state.words IS 'Why, in plain words, as of its newest crawl.';
COMMENT ON COLUMN core.source_state.run_id IS 'The run that noticed the change.';
COMMENT ON COLUMN core.source_state.since IS 'The moment that run speaks for.';
COMMENT ON COLUMN core.source_state.ended_at IS 'When another state followed; null: it lasts.';
COMMENT ON COLUMN core.source_state.is_accepted IS 'A person said so: what the source is measured by begins here.';
COMMENT ON COLUMN core.source_state.told_at IS 'When the operator''s mail had it; null: not yet.';
