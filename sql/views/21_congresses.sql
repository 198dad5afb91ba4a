-- Congresses: one row a phase, as each phase is an event of its own.
CREATE OR REPLACE VIEW dashboard.congresses AS
SELECT
    e.event_id,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    CASE WHEN jsonb_typeof(e.fields -> 'ordinal') = 'number'
        THEN (e.fields ->> 'ordinal')::integer END AS ordinal,
    e.fields ->> 'term' AS term,
    e.fields ->> 'phase' AS phase,
    e.occurred_on,
    e.confidence,
    e.source_count,
    e.quote,
    e.article_title,
    e.article_url,
    e.flagged_at,
    e.iso_code,
    e.province_now,
    e.province_name_now,
    e.iso_code_now,
    e.month,
    e.article_id
FROM core.event_told e
WHERE e.kind = 'congress' AND e.status IN ('flagged', 'confirmed', 'baseline');

COMMENT ON VIEW dashboard.congresses IS
    'Provincial Party congresses: one row a phase (announced, preparatory_session, opening, result, closing).';
COMMENT ON COLUMN dashboard.congresses.event_id IS 'Number of the event: see events.';
COMMENT ON COLUMN dashboard.congresses.status IS 'flagged, confirmed or baseline; in events also the rejected and retracted.';
COMMENT ON COLUMN dashboard.congresses.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN dashboard.congresses.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.congresses.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN dashboard.congresses.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN dashboard.congresses.ordinal IS 'Which congress of the organisation, for instance 20; as the articles count.';
COMMENT ON COLUMN dashboard.congresses.term IS 'Term, for instance 2020-2025.';
COMMENT ON COLUMN dashboard.congresses.phase IS 'announced, preparatory_session, opening, result or closing.';
COMMENT ON COLUMN dashboard.congresses.occurred_on IS 'Day of the phase; of an announcement the day announced for the congress, where given.';
COMMENT ON COLUMN dashboard.congresses.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.congresses.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.congresses.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.congresses.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.congresses.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.congresses.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.congresses.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.congresses.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.congresses.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.congresses.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN dashboard.congresses.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN dashboard.congresses.article_id IS 'The article with that sentence: see articles.';
