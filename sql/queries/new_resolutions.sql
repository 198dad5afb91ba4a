-- Resolutions found as news in the 30 days before the newest run, surest first.
SELECT
    flagged_at::date AS flagged_on, province_name, number, subject, issuer,
    confidence, source_count, quote, article_url
FROM dashboard.new_resolutions
WHERE flagged_at > (SELECT max(as_of) FROM dashboard.runs) - interval '30 days'
ORDER BY confidence DESC, source_count DESC, flagged_at DESC;
