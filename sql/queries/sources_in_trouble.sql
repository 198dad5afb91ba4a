-- Sources that bring nothing, or less or shorter than they used to, and why.
SELECT
    source_name, health, last_message, last_good_crawl_at, crawls_since_good,
    last_discovered, usual_discovered
FROM dashboard.source_health
WHERE health NOT IN ('good', 'left')
ORDER BY crawls_since_good DESC, source_name;
