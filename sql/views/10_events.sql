-- Every event, whatever its kind, with the sentence that proves it best.
CREATE OR REPLACE VIEW dashboard.events AS
SELECT
    e.event_id,
    e.kind,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    e.occurred_on,
    e.occurred_after,
    e.state,
    CASE e.kind
        WHEN 'leadership_change' THEN concat_ws(
            ', ', e.fields ->> 'person',
            CASE WHEN (e.fields ->> 'former')::boolean THEN 'nguyên ' ELSE '' END
            || coalesce(p.name_vi, e.fields ->> 'position'), e.fields ->> 'direction')
        WHEN 'resolution' THEN concat_ws(
            ', ', e.fields ->> 'number', e.fields ->> 'subject', e.fields ->> 'issuer')
        ELSE concat_ws(
            ', ', e.fields ->> 'term',
            coalesce(e.fields ->> 'phase', e.fields ->> 'status'))
    END AS summary,
    e.confidence,
    e.source_count,
    e.quote,
    e.article_title,
    e.article_url,
    e.source_name,
    e.article_published_at,
    e.flagged_at,
    e.first_seen_at,
    e.last_seen_at,
    e.run_id,
    e.iso_code,
    e.province_now,
    e.province_name_now,
    e.iso_code_now,
    e.month,
    e.article_id,
    e.fields ->> 'slate' AS slate,
    parent.id AS parent_event_id
FROM core.event_told e
LEFT JOIN core.position p ON p.id = e.fields ->> 'position'
LEFT JOIN core.event parent ON parent.identity_key = e.fields ->> 'slate';

COMMENT ON VIEW dashboard.events IS
    'Every event of every kind, also the rejected, retracted and baseline ones: filter by status.';
COMMENT ON COLUMN dashboard.events.event_id IS 'Number of the event; the same in every view.';
COMMENT ON COLUMN dashboard.events.kind IS 'congress, midterm_review, leadership_change or resolution.';
COMMENT ON COLUMN dashboard.events.status IS 'flagged, confirmed or rejected by a person, retracted by newer reading, or baseline (history loaded at the start).';
COMMENT ON COLUMN dashboard.events.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN dashboard.events.organisation_id IS 'The Party organisation with its generation: survives renamings, ends with a merger.';
COMMENT ON COLUMN dashboard.events.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN dashboard.events.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN dashboard.events.occurred_on IS 'Day it happened; for a silent change the latest day it can have happened. Null: not known.';
COMMENT ON COLUMN dashboard.events.occurred_after IS 'Of a silent change, or one reported without its day: last day known to be before it.';
COMMENT ON COLUMN dashboard.events.state IS 'How far it has come, for instance its phase; a change of state is told again.';
COMMENT ON COLUMN dashboard.events.summary IS 'What it is about in a few words, for tables.';
COMMENT ON COLUMN dashboard.events.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.events.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.events.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.events.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.events.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.events.source_name IS 'Paper or portal of the article with that sentence.';
COMMENT ON COLUMN dashboard.events.article_published_at IS 'When that article was published.';
COMMENT ON COLUMN dashboard.events.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.events.first_seen_at IS 'Earliest fetch of its evidence.';
COMMENT ON COLUMN dashboard.events.last_seen_at IS 'Latest fetch of its evidence.';
COMMENT ON COLUMN dashboard.events.run_id IS 'The run that found it: see runs.';
COMMENT ON COLUMN dashboard.events.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.events.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.events.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.events.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN dashboard.events.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN dashboard.events.article_id IS 'The article with that sentence: see articles.';
COMMENT ON COLUMN dashboard.events.slate IS 'Changes of leaders that are one story share it: the result of a congress, the founding of a merged organisation, three and more changes of one body on one day. Null: alone.';
COMMENT ON COLUMN dashboard.events.parent_event_id IS 'The result of the congress that a change of leaders was part of: see event_id.';
