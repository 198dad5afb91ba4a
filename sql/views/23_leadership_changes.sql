-- Changes of leaders, announced by an article or seen between two.
CREATE OR REPLACE VIEW dashboard.leadership_changes AS
SELECT
    e.event_id,
    e.status,
    e.is_news,
    e.organisation_id,
    e.province,
    e.province_name,
    x.fields ->> 'person' AS person,
    x.fields ->> 'position' AS position,
    p.name_vi AS position_name,
    x.fields ->> 'direction' AS direction,
    x.fields ->> 'change' AS change,
    x.fields ->> 'predecessor' AS predecessor,
    e.occurred_on,
    e.occurred_after,
    e.confidence,
    e.source_count,
    e.quote,
    e.article_title,
    e.article_url,
    e.flagged_at,
    before.quote AS quote_before,
    before.title AS article_title_before,
    before.url AS article_url_before
FROM dashboard.events e
JOIN core.event x ON x.id = e.event_id
LEFT JOIN core.position p ON p.id = x.fields ->> 'position'
LEFT JOIN LATERAL (
    SELECT ob.quote, v.title, a.url
    FROM core.event_evidence ev
    JOIN core.observation ob ON ob.id = ev.observation_id
    JOIN core.article_version v ON v.id = ob.article_version_id
    JOIN core.article a ON a.id = v.article_id
    WHERE ev.event_id = x.id AND ev.role = 'before'
    ORDER BY
        ob.superseded_at IS NOT NULL, v.published_at DESC NULLS LAST,
        ob.confidence DESC, ob.id
    LIMIT 1
) before ON true
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
COMMENT ON COLUMN dashboard.leadership_changes.occurred_after IS 'Silent change only: last day known to be before it.';
COMMENT ON COLUMN dashboard.leadership_changes.confidence IS 'Above 0, at most 1.';
COMMENT ON COLUMN dashboard.leadership_changes.source_count IS 'Independent sources that report it; copies of one text count once.';
COMMENT ON COLUMN dashboard.leadership_changes.quote IS 'The sentence that proves it best, as printed.';
COMMENT ON COLUMN dashboard.leadership_changes.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.flagged_at IS 'The moment of the run that found it.';
COMMENT ON COLUMN dashboard.leadership_changes.quote_before IS 'Silent change only: the sentence that names the former holder.';
COMMENT ON COLUMN dashboard.leadership_changes.article_title_before IS 'Silent change only: headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leadership_changes.article_url_before IS 'Silent change only: link to the article with that sentence.';
