-- Resolutions, and those of them that were news.
CREATE OR REPLACE VIEW dashboard.resolutions AS
SELECT
    e.event_id,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    e.fields ->> 'number' AS number,
    e.fields ->> 'issuer' AS issuer,
    e.fields ->> 'subject' AS subject,
    e.fields ->> 'action' AS action,
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
WHERE e.kind = 'resolution' AND e.status IN ('flagged', 'confirmed', 'baseline');

COMMENT ON VIEW dashboard.resolutions IS
    'Resolutions adopted or issued, one row each.';
COMMENT ON COLUMN dashboard.resolutions.event_id IS 'Number of the event: see events.';
COMMENT ON COLUMN dashboard.resolutions.status IS 'flagged, confirmed or baseline; in events also the rejected and retracted.';
COMMENT ON COLUMN dashboard.resolutions.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN dashboard.resolutions.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.resolutions.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN dashboard.resolutions.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN dashboard.resolutions.number IS 'Number as printed, for instance 12-NQ/TU; null where no article gives it.';
COMMENT ON COLUMN dashboard.resolutions.issuer IS 'congress, executive_committee, standing_committee or peoples_council.';
COMMENT ON COLUMN dashboard.resolutions.subject IS 'What it is about, in the words of the article.';
COMMENT ON COLUMN dashboard.resolutions.action IS 'adopted (voted) or issued (signed and published).';
COMMENT ON COLUMN dashboard.resolutions.occurred_on IS 'Day of adoption or issue. Null: not known.';
COMMENT ON COLUMN dashboard.resolutions.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.resolutions.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.resolutions.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.resolutions.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.resolutions.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.resolutions.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.resolutions.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.resolutions.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.resolutions.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.resolutions.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN dashboard.resolutions.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN dashboard.resolutions.article_id IS 'The article with that sentence: see articles.';

CREATE OR REPLACE VIEW dashboard.new_resolutions AS
SELECT * FROM dashboard.resolutions
WHERE is_news AND status <> 'baseline';

COMMENT ON VIEW dashboard.new_resolutions IS
    'Resolutions that were new when found, as told by mail; newest by flagged_at.';
COMMENT ON COLUMN dashboard.new_resolutions.event_id IS 'Number of the event: see events.';
COMMENT ON COLUMN dashboard.new_resolutions.status IS 'flagged, confirmed or baseline; in events also the rejected and retracted.';
COMMENT ON COLUMN dashboard.new_resolutions.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN dashboard.new_resolutions.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.new_resolutions.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN dashboard.new_resolutions.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN dashboard.new_resolutions.number IS 'Number as printed, for instance 12-NQ/TU; null where no article gives it.';
COMMENT ON COLUMN dashboard.new_resolutions.issuer IS 'congress, executive_committee, standing_committee or peoples_council.';
COMMENT ON COLUMN dashboard.new_resolutions.subject IS 'What it is about, in the words of the article.';
COMMENT ON COLUMN dashboard.new_resolutions.action IS 'adopted (voted) or issued (signed and published).';
COMMENT ON COLUMN dashboard.new_resolutions.occurred_on IS 'Day of adoption or issue. Null: not known.';
COMMENT ON COLUMN dashboard.new_resolutions.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.new_resolutions.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.new_resolutions.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.new_resolutions.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.new_resolutions.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.new_resolutions.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.new_resolutions.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.new_resolutions.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.new_resolutions.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.new_resolutions.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN dashboard.new_resolutions.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN dashboard.new_resolutions.article_id IS 'The article with that sentence: see articles.';
