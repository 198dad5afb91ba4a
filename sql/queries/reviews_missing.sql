-- Which organisations of today have held the mid-term review of a term, which not yet.
SELECT o.province_name, r.occurred_on, r.quote, r.article_url
FROM dashboard.organisations o
LEFT JOIN dashboard.midterm_reviews r
    ON r.organisation_id = o.organisation_id
    AND r.term = '2025-2030'
    AND r.review_status = 'held'
WHERE o.is_current
ORDER BY r.occurred_on NULLS LAST, o.province_name;
