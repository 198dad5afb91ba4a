-- Days of the last two weeks on which a source was not seen: silence proves nothing there.
SELECT day, source_name, province, coverage, message
FROM dashboard.coverage_by_day
WHERE NOT is_seen
  AND day > (SELECT max(as_of)::date FROM dashboard.runs) - 14
ORDER BY day DESC, source_name;
