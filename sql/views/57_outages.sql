-- What readers could not see, and how often they were told.
CREATE OR REPLACE VIEW dashboard.outages AS
SELECT
    o.id AS outage_id,
    o.source_id,
    s.name AS source_name,
    s.home AS province,
    o.cause,
    o.since AS last_news_at,
    o.noticed_at,
    o.ended_at,
    (
        SELECT count(*) FROM core.alert a
        WHERE a.outage_id = o.id AND a.status = 'sent' AND a.state <> 'over'
    ) AS notices_sent
FROM core.outage o
LEFT JOIN core.source s ON s.id = o.source_id;

COMMENT ON VIEW dashboard.outages IS 'News that did not come, of a source or of all: from when to when, and how often it was told.';
COMMENT ON COLUMN dashboard.outages.outage_id IS 'Number of the outage.';
COMMENT ON COLUMN dashboard.outages.source_id IS 'The source that is out; null: no news of any source came.';
COMMENT ON COLUMN dashboard.outages.source_name IS 'Its name.';
COMMENT ON COLUMN dashboard.outages.province IS 'Slug of the province whose source it is; null: central, or no news at all.';
COMMENT ON COLUMN dashboard.outages.cause IS 'Of a source the state it is in (see source_health); else doubted (too few sources did well, so nothing was compared) or unfinished (no run came to its end in time).';
COMMENT ON COLUMN dashboard.outages.last_news_at IS 'What the last news is of: the last good run, crawl or article.';
COMMENT ON COLUMN dashboard.outages.noticed_at IS 'When it was so late that readers are to be told.';
COMMENT ON COLUMN dashboard.outages.ended_at IS 'When news came again; null: it lasts.';
COMMENT ON COLUMN dashboard.outages.notices_sent IS 'Notices of it that were sent, reminders included.';
