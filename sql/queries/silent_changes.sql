-- Leaders replaced without an announcement: both sentences, and when it can have been.
SELECT
    province_name, position_name, predecessor, person, occurred_after, occurred_on,
    quote_before, article_url_before, quote, article_url
FROM dashboard.leadership_changes
WHERE quote_before IS NOT NULL
ORDER BY occurred_on DESC, province_name;
