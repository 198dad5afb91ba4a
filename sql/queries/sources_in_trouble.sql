-- Sources that a person should look at, since when, why, and when they are tried again.
SELECT
    source_name, health, health_since, health_words, last_good_crawl_at, next_try_on,
    last_discovered, usual_discovered
FROM dashboard.source_health
WHERE health IN ('degraded', 'failing', 'refused', 'moved')
ORDER BY health_since, source_name;
