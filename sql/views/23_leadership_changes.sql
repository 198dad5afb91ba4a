-- Changes of leaders, announced by an article or seen between two.
CREATE OR REPLACE VIEW dashboard.leadership_changes AS
SELECT
    e.event_id,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    e.fields ->> 'person' AS person,
    e.fields ->> 'position' AS position,
    p.name_vi AS position_name,
    e.fields ->> 'direction' AS direction,
    e.fields ->> 'change' AS change,
    e.fields ->> 'predecessor' AS predecessor,
    e.occurred_on,
    e.occurred_after,
    e.confidence,
    e.source_count,
    e.quote,
    e.article_title,
    e.article_url,
    e.flagged_at,
    before.quote AS quote_before,
    earlier.title AS article_title_before,
    told_before.url AS article_url_before,
    e.iso_code,
    e.province_now,
    e.province_name_now,
    e.iso_code_now,
    e.month,
    e.article_id,
    coalesce((e.fields ->> 'former')::boolean, false) AS former
FROM core.event_told e
LEFT JOIN core.position p ON p.id = e.fields ->> 'position'
LEFT JOIN core.observation before ON before.id = (
    SELECT ob.id
    FROM core.event_evidence ev
    JOIN core.observation ob ON ob.id = ev.observation_id
    JOIN core.article_version w ON w.id = ob.article_version_id
    WHERE ev.event_id = e.event_id AND ev.role = 'before'
    ORDER BY
        ob.superseded_at IS NOT NULL, w.published_at DESC NULLS LAST,
        ob.confidence DESC, ob.id
    LIMIT 1
)
LEFT JOIN core.article_version earlier ON earlier.id = before.article_version_id
LEFT JOIN core.article told_before ON told_before.id = earlier.article_id
WHERE e.kind = 'leadership_change' AND e.status IN ('flagged', 'confirmed', 'baseline');

COMMENT ON VIEW dashboard.leadership_changes IS
    'Who came into, stayed in or left a watched position, or was sanctioned in it.';
COMMENT ON COLUMN dashboard.leadership_changes.event_id IS 'Number of the event: see events.';
COMMENT ON COLUMN dashboard.leadership_changes.status IS 'flagged, confirmed or baseline; in events also the rejected and retracted.';
COMMENT ON COLUMN dashboard.leadership_changes.is_news IS 'It had happened lately and was not known: only such events are told by mail.';
COMMENT ON COLUMN dashboard.leadership_changes.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.leadership_changes.province IS 'Slug of the province or city as it was at that date.';
COMMENT ON COLUMN dashboard.leadership_changes.province_name IS 'Vietnamese name at that date.';
COMMENT ON COLUMN dashboard.leadership_changes.person IS 'Name as printed.';
COMMENT ON COLUMN dashboard.leadership_changes.position IS 'Identifier of the position, for instance party_secretary.';
COMMENT ON COLUMN dashboard.leadership_changes.position_name IS 'Vietnamese title.';
COMMENT ON COLUMN dashboard.leadership_changes.direction IS 'in, continued, out or sanction.';
COMMENT ON COLUMN dashboard.leadership_changes.change IS 'How: elected, appointed, ratified, retired, transferred, … or seen (announced by nobody).';
COMMENT ON COLUMN dashboard.leadership_changes.predecessor IS 'Who held it before, where known.';
COMMENT ON COLUMN dashboard.leadership_changes.occurred_on IS 'Day it happened; for a silent change the latest day it can have happened.';
COMMENT ON COLUMN dashboard.leadership_changes.occurred_after IS 'Of a silent change, or one reported without its day: last day known to be before it.';
COMMENT ON COLUMN dashboard.leadership_changes.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.leadership_changes.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.leadership_changes.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.leadership_changes.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.leadership_changes.quote_before IS 'Silent change only: the sentence that names the former holder.';
COMMENT ON COLUMN dashboard.leadership_changes.article_title_before IS 'Silent change only: headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.article_url_before IS 'Silent change only: link to the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.iso_code IS 'ISO 3166-2 code of the province at that date, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.leadership_changes.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.leadership_changes.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.leadership_changes.iso_code_now IS 'ISO 3166-2 code of that.';
COMMENT ON COLUMN dashboard.leadership_changes.month IS 'First day of the month in which it happened.';
COMMENT ON COLUMN dashboard.leadership_changes.article_id IS 'The article with that sentence: see articles.';
COMMENT ON COLUMN dashboard.leadership_changes.former IS 'Who was sanctioned or dismissed had left the position before: nguyên, cựu.';
