-- How the machine itself is doing: runs, and the health of each source.
CREATE OR REPLACE VIEW dashboard.runs AS
SELECT
    r.id AS run_id,
    r.key,
    r.kind,
    r.as_of,
    r.started_at,
    r.finished_at,
    extract(epoch FROM r.finished_at - r.started_at)::double precision
        AS duration_seconds,
    r.status,
    r.message,
    coalesce(per_source.sources, 0) AS sources,
    coalesce(per_source.failed, 0) AS sources_failed,
    coalesce(per_source.fetched, 0) AS pages_fetched,
    coalesce(per_source.articles, 0) AS articles,
    (SELECT count(*) FROM core.event e WHERE e.first_run_id = r.id) AS events,
    (SELECT count(*) FROM core.event e WHERE e.first_run_id = r.id AND e.is_news)
        AS events_news,
    (SELECT count(*) FROM core.alert a WHERE a.run_id = r.id) AS alerts_queued,
    (SELECT count(*) FROM core.alert a WHERE a.run_id = r.id AND a.status = 'sent')
        AS alerts_sent
FROM core.run r
LEFT JOIN LATERAL (
    SELECT
        count(*) AS sources,
        count(*) FILTER (WHERE s.status <> 'succeeded') AS failed,
        sum(s.fetched) AS fetched,
        sum(s.articles) AS articles
    FROM core.source_run s
    WHERE s.run_id = r.id
) per_source ON true;

COMMENT ON VIEW dashboard.runs IS 'Each passage through the chain of five steps.';
COMMENT ON COLUMN dashboard.runs.run_id IS 'Number of the run.';
COMMENT ON COLUMN dashboard.runs.key IS 'What makes a second trigger the same run.';
COMMENT ON COLUMN dashboard.runs.kind IS 'daily, manual or backfill.';
COMMENT ON COLUMN dashboard.runs.as_of IS 'The moment the run speaks for.';
COMMENT ON COLUMN dashboard.runs.started_at IS 'When it began.';
COMMENT ON COLUMN dashboard.runs.finished_at IS 'When it ended; null: still running, or killed.';
COMMENT ON COLUMN dashboard.runs.duration_seconds IS 'How long it took.';
COMMENT ON COLUMN dashboard.runs.status IS 'running, succeeded or failed.';
COMMENT ON COLUMN dashboard.runs.message IS 'In words, what went wrong.';
COMMENT ON COLUMN dashboard.runs.sources IS 'Sources crawled.';
COMMENT ON COLUMN dashboard.runs.sources_failed IS 'Of these, failed, refused or interrupted.';
COMMENT ON COLUMN dashboard.runs.pages_fetched IS 'Article pages fetched.';
COMMENT ON COLUMN dashboard.runs.articles IS 'Articles made of them.';
COMMENT ON COLUMN dashboard.runs.events IS 'Events found, history included.';
COMMENT ON COLUMN dashboard.runs.events_news IS 'Of these, news.';
COMMENT ON COLUMN dashboard.runs.alerts_queued IS 'Alerts queued: one a recipient, event and state.';
COMMENT ON COLUMN dashboard.runs.alerts_sent IS 'Of these, sent.';

CREATE OR REPLACE VIEW dashboard.source_health AS
WITH health AS (
    SELECT
        s.*,
        now_in.state,
        now_in.words,
        now_in.since,
        last.run_id AS last_run_id,
        last.as_of AS last_crawl_at,
        last.status AS last_status,
        last.message AS last_message,
        last.discovered AS last_discovered,
        last.articles AS last_articles,
        last.median_text_length AS last_text_length,
        last.fetched AS last_new,
        last.failed AS last_failed,
        last.is_held,
        last.filled,
        nullif(last.texts, 0)::double precision AS texts,
        last.articles / nullif(last.cleaned, 0)::double precision AS text_share,
        good.at AS last_good_crawl_at,
        usual.discovered AS usual_discovered,
        usual.text_length AS usual_text_length,
        coalesce(bad.crawls, 0) AS crawls_since_good,
        newest.published_at AS newest_article_at
    FROM core.source s
    LEFT JOIN core.source_state now_in
        ON now_in.source_id = s.id AND now_in.ended_at IS NULL
    LEFT JOIN LATERAL (
        SELECT c.*, r.as_of
        FROM core.source_run c JOIN core.run r ON r.id = c.run_id
        WHERE c.source_id = s.id AND r.kind <> 'backfill'
        ORDER BY c.run_id DESC LIMIT 1
    ) last ON true
    LEFT JOIN LATERAL (
        SELECT c.run_id, r.as_of AS at
        FROM core.source_run c JOIN core.run r ON r.id = c.run_id
        WHERE c.source_id = s.id AND r.kind <> 'backfill'
          AND c.state IN ('healthy', 'quiet')
        ORDER BY c.run_id DESC LIMIT 1
    ) good ON true
    LEFT JOIN LATERAL (
        SELECT count(*) AS crawls
        FROM core.source_run c JOIN core.run r ON r.id = c.run_id
        WHERE c.source_id = s.id AND r.kind <> 'backfill'
          AND c.run_id > coalesce(good.run_id, 0)
    ) bad ON true
    LEFT JOIN LATERAL (
        SELECT
            percentile_cont(0.5) WITHIN GROUP (ORDER BY past.discovered) AS discovered,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY past.median_text_length)
                AS text_length
        FROM (
            SELECT c.discovered, c.median_text_length
            FROM core.source_run c JOIN core.run r ON r.id = c.run_id
            WHERE c.source_id = s.id AND r.kind <> 'backfill'
              AND c.state IN ('healthy', 'quiet') AND c.run_id < last.run_id
            ORDER BY c.run_id DESC LIMIT 10
        ) past
    ) usual ON true
    LEFT JOIN LATERAL (
        SELECT max(a.published_at) AS published_at
        FROM core.article a
        WHERE a.source_id = s.id
    ) newest ON true
)
SELECT
    id AS source_id,
    name AS source_name,
    kind,
    home AS province,
    base_url,
    is_official,
    is_active,
    coalesce(state, 'new') AS health,
    last_status,
    last_message,
    last_crawl_at,
    last_good_crawl_at,
    crawls_since_good,
    last_discovered,
    usual_discovered,
    last_articles,
    last_text_length,
    usual_text_length,
    newest_article_at,
    first_good_at,
    last_run_id,
    coalesce(words, 'never crawled yet') AS health_words,
    since AS health_since,
    next_try_on,
    coalesce(is_held, false) AS is_held,
    last_new,
    last_failed,
    (filled ->> 'title')::integer / texts AS last_title_share,
    (filled ->> 'date')::integer / texts AS last_date_share,
    (filled ->> 'lead')::integer / texts AS last_lead_share,
    (filled ->> 'author')::integer / texts AS last_author_share,
    text_share AS last_text_share,
    muted_until
FROM health;

COMMENT ON VIEW dashboard.source_health IS
    'Each source, how it is doing and why, with its last crawl beside its own past (median of the ten good crawls before).';
COMMENT ON COLUMN dashboard.source_health.source_id IS 'Identifier in the catalogue.';
COMMENT ON COLUMN dashboard.source_health.source_name IS 'Name of the paper or portal.';
COMMENT ON COLUMN dashboard.source_health.kind IS 'newspaper, party_portal, gov_portal or central.';
COMMENT ON COLUMN dashboard.source_health.province IS 'Slug of the province whose paper it is today; null: central.';
COMMENT ON COLUMN dashboard.source_health.base_url IS 'Address of the site.';
COMMENT ON COLUMN dashboard.source_health.is_official IS 'Whether one article of it suffices for a silent change.';
COMMENT ON COLUMN dashboard.source_health.is_active IS 'False once it has left the catalogue.';
COMMENT ON COLUMN dashboard.source_health.health IS 'new (never crawled yet); healthy (answers, and brings what it usually brings); quiet (answers, but has brought nothing new for longer than is usual); degraded (brings less, shorter or emptier articles than it usually does); failing (cannot be read); refused (its robots.txt forbids us to read it); moved (leads to another host); retired (switched off, ended, or no longer in the catalogue).';
COMMENT ON COLUMN dashboard.source_health.last_status IS 'How its last crawl ended: succeeded, failed, refused or interrupted.';
COMMENT ON COLUMN dashboard.source_health.last_message IS 'In words, what went wrong and where.';
COMMENT ON COLUMN dashboard.source_health.last_crawl_at IS 'Moment of the run with its last crawl.';
COMMENT ON COLUMN dashboard.source_health.last_good_crawl_at IS 'Moment of the run with its last crawl judged healthy or quiet.';
COMMENT ON COLUMN dashboard.source_health.crawls_since_good IS 'Crawls since then, none of which was.';
COMMENT ON COLUMN dashboard.source_health.last_discovered IS 'Article addresses found by the last crawl.';
COMMENT ON COLUMN dashboard.source_health.usual_discovered IS 'The same in its own past.';
COMMENT ON COLUMN dashboard.source_health.last_articles IS 'Articles made by the last crawl; few on a quiet day, as known ones are not fetched again.';
COMMENT ON COLUMN dashboard.source_health.last_text_length IS 'Median characters of these articles.';
COMMENT ON COLUMN dashboard.source_health.usual_text_length IS 'The same in its own past.';
COMMENT ON COLUMN dashboard.source_health.newest_article_at IS 'Publication of its newest article.';
COMMENT ON COLUMN dashboard.source_health.first_good_at IS 'End of its first successful crawl: what it brought until then is history.';
COMMENT ON COLUMN dashboard.source_health.last_run_id IS 'The run of its last crawl: see runs.';
COMMENT ON COLUMN dashboard.source_health.health_words IS 'Why it is in that state, in plain words, as of its last crawl.';
COMMENT ON COLUMN dashboard.source_health.health_since IS 'The moment of the run that noticed the state; null: not judged yet.';
COMMENT ON COLUMN dashboard.source_health.next_try_on IS 'Left alone until that day, as it fails; null: crawled every day.';
COMMENT ON COLUMN dashboard.source_health.is_held IS 'Whether what its last crawl brought is held back until it is good again.';
COMMENT ON COLUMN dashboard.source_health.last_new IS 'New article pages fetched by the last crawl.';
COMMENT ON COLUMN dashboard.source_health.last_failed IS 'Articles that the last crawl could not fetch.';
COMMENT ON COLUMN dashboard.source_health.last_title_share IS 'Share of its new texts with a title; null: it brought none.';
COMMENT ON COLUMN dashboard.source_health.last_date_share IS 'Share of these with a date.';
COMMENT ON COLUMN dashboard.source_health.last_lead_share IS 'Share of these with a lead.';
COMMENT ON COLUMN dashboard.source_health.last_author_share IS 'Share of these with an author.';
COMMENT ON COLUMN dashboard.source_health.last_text_share IS 'Share of its article pages that held an article.';
COMMENT ON COLUMN dashboard.source_health.muted_until IS 'Known to be out until that day: readers are not told; null: no.';
