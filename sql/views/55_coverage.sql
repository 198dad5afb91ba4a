-- Which sources were looked at on which day: tells silence from blindness.
CREATE OR REPLACE VIEW dashboard.coverage_by_day AS
WITH days AS (
    SELECT day::date AS day
    FROM (
        SELECT
            min(as_of) AT TIME ZONE 'Asia/Ho_Chi_Minh' AS first_at,
            max(as_of) AT TIME ZONE 'Asia/Ho_Chi_Minh' AS last_at
        FROM core.run WHERE kind <> 'backfill'
    ) span,
    generate_series(date_trunc('day', first_at), last_at, interval '1 day') AS day
), crawls AS (
    SELECT d.day, r.id AS run_id
    FROM days d
    LEFT JOIN core.run r ON r.kind <> 'backfill'
        AND r.as_of >= d.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
        AND r.as_of < (d.day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
), since AS (
    SELECT s.*, (first.as_of AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS first_day
    FROM core.source s
    JOIN LATERAL (
        SELECT r.as_of
        FROM core.source_run sr JOIN core.run r ON r.id = sr.run_id
        WHERE sr.source_id = s.id AND r.kind <> 'backfill'
        ORDER BY sr.run_id
        LIMIT 1
    ) first ON true
), counted AS (
    SELECT
        c.day,
        s.id AS source_id,
        s.name AS source_name,
        s.home,
        count(sr.run_id) AS crawls,
        count(*) FILTER (WHERE sr.status = 'succeeded') AS good,
        coalesce(sum(sr.discovered), 0) AS found,
        coalesce(sum(sr.discovered - sr.known), 0) AS new,
        coalesce(sum(sr.fetched), 0) AS fetched,
        coalesce(sum(sr.articles), 0) AS articles,
        coalesce(sum(sr.failed), 0) AS failed,
        string_agg(sr.message, '; ' ORDER BY sr.run_id) AS message
    FROM crawls c
    JOIN since s ON s.first_day <= c.day
    -- One by one, by the key: the planner cannot know how few days are asked for.
    LEFT JOIN LATERAL (
        SELECT * FROM core.source_run one
        WHERE one.run_id = c.run_id AND one.source_id = s.id
        OFFSET 0
    ) sr ON true
    GROUP BY c.day, s.id, s.name, s.home, s.is_active
    HAVING s.is_active OR count(sr.run_id) > 0
)
SELECT
    c.day,
    c.source_id,
    c.source_name,
    c.home AS province,
    CASE
        WHEN c.crawls = 0 THEN 'not crawled'
        WHEN c.good = 0 THEN 'failing'
        WHEN c.found = 0 THEN 'nothing found'
        WHEN c.articles = 0 THEN 'nothing new'
        ELSE 'articles'
    END AS coverage,
    c.good > 0 AND c.found > 0 AS is_seen,
    c.crawls,
    c.found,
    c.new,
    c.fetched,
    c.articles,
    c.failed,
    (
        SELECT count(*) FROM core.article a
        WHERE a.source_id = c.source_id
          AND a.published_at >= c.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
          AND a.published_at < (c.day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
    ) AS articles_published,
    c.message
FROM counted c;

COMMENT ON VIEW dashboard.coverage_by_day IS
    'Each source on each day since its first crawl, also the days on which nobody looked: where is_seen is false, that nothing is known of a day says nothing.';
COMMENT ON COLUMN dashboard.coverage_by_day.day IS 'The day, in Viet Nam.';
COMMENT ON COLUMN dashboard.coverage_by_day.source_id IS 'The source: see source_health.';
COMMENT ON COLUMN dashboard.coverage_by_day.source_name IS 'Paper or portal.';
COMMENT ON COLUMN dashboard.coverage_by_day.province IS 'Slug of the province whose paper it is today; null: central.';
COMMENT ON COLUMN dashboard.coverage_by_day.coverage IS 'articles (it brought some); nothing new (it showed known ones alone); nothing found (crawled, but no article address: suspicious); failing (no crawl of the day succeeded); not crawled (nobody looked).';
COMMENT ON COLUMN dashboard.coverage_by_day.is_seen IS 'Whether silence means something: a crawl succeeded and found article addresses.';
COMMENT ON COLUMN dashboard.coverage_by_day.crawls IS 'Crawls of the day, backfills apart.';
COMMENT ON COLUMN dashboard.coverage_by_day.found IS 'Article addresses found.';
COMMENT ON COLUMN dashboard.coverage_by_day.new IS 'Of these, not had before.';
COMMENT ON COLUMN dashboard.coverage_by_day.fetched IS 'Article pages fetched.';
COMMENT ON COLUMN dashboard.coverage_by_day.articles IS 'Articles made of them.';
COMMENT ON COLUMN dashboard.coverage_by_day.failed IS 'Requests that failed for good.';
COMMENT ON COLUMN dashboard.coverage_by_day.articles_published IS 'Articles of the source that were published on that day, whenever they were found.';
COMMENT ON COLUMN dashboard.coverage_by_day.message IS 'What went wrong, in words.';
