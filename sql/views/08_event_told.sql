-- Every event with its fields and its best sentence: what the views of events choose
-- from. Each join is by a unique key from the left, so that a query which asks for none
-- of its columns does without it.
CREATE OR REPLACE VIEW core.event_told AS
SELECT
    e.id AS event_id,
    e.kind,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    coalesce(named.name, o.name) AS province_name,
    e.occurred_on,
    e.occurred_after,
    e.state,
    e.fields,
    e.confidence,
    e.source_count,
    best.quote,
    v.title AS article_title,
    a.url AS article_url,
    s.name AS source_name,
    v.published_at AS article_published_at,
    flagged.as_of AS flagged_at,
    e.first_seen_at,
    e.last_seen_at,
    e.first_run_id AS run_id,
    named.iso AS iso_code,
    today.province AS province_now,
    today.name AS province_name_now,
    today.iso AS iso_code_now,
    date_trunc('month', e.occurred_on::timestamp)::date AS month,
    a.id AS article_id
FROM core.event e
LEFT JOIN core.organisation o ON o.id = e.organisation_id
LEFT JOIN core.organisation_slug named
    ON named.organisation_id = e.organisation_id AND named.slug = e.province
LEFT JOIN core.organisation_today today ON today.organisation_id = e.organisation_id
LEFT JOIN core.run flagged ON flagged.id = e.first_run_id
LEFT JOIN core.observation best ON best.id = e.best_observation_id
LEFT JOIN core.article_version v ON v.id = best.article_version_id
LEFT JOIN core.article a ON a.id = v.article_id
LEFT JOIN core.source s ON s.id = a.source_id;

COMMENT ON VIEW core.event_told IS
    'Every event with its fields and its best sentence: what the views of events choose from.';
COMMENT ON COLUMN core.event_told.event_id IS 'Number of the event.';
COMMENT ON COLUMN core.event_told.kind IS 'congress, midterm_review, leadership_change or resolution.';
COMMENT ON COLUMN core.event_told.status IS 'flagged, confirmed or rejected by a person, retracted by newer reading, or baseline (history loaded at the start).';
COMMENT ON COLUMN core.event_told.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN core.event_told.organisation_id IS 'The Party organisation with its generation: survives renamings, ends with a merger.';
COMMENT ON COLUMN core.event_told.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN core.event_told.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN core.event_told.occurred_on IS 'Day it happened; for a silent change the latest day it can have happened. Null: not known.';
COMMENT ON COLUMN core.event_told.occurred_after IS 'Of a silent change, or one reported without its day: last day known to be before it.';
COMMENT ON COLUMN core.event_told.state IS 'How far it has come, for instance its phase; a change of state is told again.';
COMMENT ON COLUMN core.event_told.fields IS 'The fields of its kind.';
COMMENT ON COLUMN core.event_told.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN core.event_told.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN core.event_told.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN core.event_told.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN core.event_told.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN core.event_told.source_name IS 'Paper or portal of the article with that sentence.';
COMMENT ON COLUMN core.event_told.article_published_at IS 'When that article was published.';
COMMENT ON COLUMN core.event_told.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN core.event_told.first_seen_at IS 'Earliest fetch of its evidence.';
COMMENT ON COLUMN core.event_told.last_seen_at IS 'Latest fetch of its evidence.';
COMMENT ON COLUMN core.event_told.run_id IS 'The run that found it: see runs.';
COMMENT ON COLUMN core.event_told.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN core.event_told.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN core.event_told.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN core.event_told.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN core.event_told.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN core.event_told.article_id IS 'The article with that sentence: see articles.';
