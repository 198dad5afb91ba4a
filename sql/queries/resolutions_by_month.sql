-- Resolutions by month and province of today.
SELECT month, province_name_now, count(*) AS resolutions
FROM dashboard.resolutions
WHERE month IS NOT NULL
GROUP BY month, province_name_now
ORDER BY month DESC, province_name_now;
