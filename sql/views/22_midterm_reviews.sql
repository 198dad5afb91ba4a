-- Mid-term reviews of the resolution of a congress.
CREATE OR REPLACE VIEW dashboard.midterm_reviews AS
SELECT
    e.event_id,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    e.fields ->> 'term' AS term,
    CASE WHEN jsonb_typeof(e.fields -> 'ordinal') = 'number'
        THEN (e.fields ->> 'ordinal')::integer END AS ordinal,
    e.fields ->> 'status' AS review_status,
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
WHERE e.kind = 'midterm_review' AND e.status IN ('flagged', 'confirmed', 'baseline');

COMMENT ON VIEW dashboard.midterm_reviews IS
    'Conferences that review the first half of a term.';
COMMENT ON COLUMN dashboard.midterm_reviews.event_id IS 'Number of the event: see events.';
COMMENT ON COLUMN dashboard.midterm_reviews.status IS 'flagged, confirmed or baseline; in events also the rejected and retracted.';
COMMENT ON COLUMN dashboard.midterm_reviews.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN dashboard.midterm_reviews.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.midterm_reviews.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN dashboard.midterm_reviews.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN dashboard.midterm_reviews.term IS 'Term under review, for instance 2020-2025.';
COMMENT ON COLUMN dashboard.midterm_reviews.ordinal IS 'Which congress''s resolution is reviewed.';
COMMENT ON COLUMN dashboard.midterm_reviews.review_status IS 'held or planned.';
COMMENT ON COLUMN dashboard.midterm_reviews.occurred_on IS 'Day of the conference. Null: not known.';
COMMENT ON COLUMN dashboard.midterm_reviews.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.midterm_reviews.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.midterm_reviews.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.midterm_reviews.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.midterm_reviews.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.midterm_reviews.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.midterm_reviews.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.midterm_reviews.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.midterm_reviews.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.midterm_reviews.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN dashboard.midterm_reviews.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN dashboard.midterm_reviews.article_id IS 'The article with that sentence: see articles.';
