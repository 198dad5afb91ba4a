-- "27 of 34 have held theirs; these have not": mid-term reviews of the terms under way.
SELECT
    term,
    midterm_due,
    count(*) FILTER (WHERE is_midterm_held) AS held,
    count(*) AS organisations,
    string_agg(province_name, ', ' ORDER BY province_name)
        FILTER (WHERE NOT is_midterm_held) AS not_yet
FROM dashboard.calendar
WHERE term IS NOT NULL
GROUP BY term, midterm_due
ORDER BY term;
