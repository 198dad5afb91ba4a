-- Congresses: one row a phase, as each phase is an event of its own.
CREATE OR REPLACE VIEW dashboard.congresses AS
SELECT
    e.event_id,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    CASE WHEN jsonb_typeof(x.fields -> 'ordinal') = 'number'
        THEN (x.fields ->> 'ordinal')::integer END AS ordinal,
    x.fields ->> 'term' AS term,
    x.fields ->> 'phase' AS phase,
    e.occurred_on,
    e.confidence,
    e.source_count,
    e.quote,
    e.article_title,
    e.article_url,
    e.flagged_at
FROM dashboard.events e
JOIN core.event x ON x.id = e.event_id
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
