-- "27 of 34 have held theirs; these have not": congresses of this cycle.
SELECT
    congress_due,
    count(*) FILTER (WHERE is_congress_held) AS held,
    count(*) AS organisations,
    count(*) FILTER (WHERE congress_basis = 'reference') AS by_reference_only,
    string_agg(province_name, ', ' ORDER BY province_name)
        FILTER (WHERE NOT is_congress_held) AS not_yet
FROM dashboard.calendar
GROUP BY congress_due;
