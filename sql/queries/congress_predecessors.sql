-- Each first congress after a merger with the last ones of what was merged.
SELECT
    later.province_name, later.ordinal, later.term,
    chain.predecessor_name, earlier.ordinal AS predecessor_ordinal,
    earlier.term AS predecessor_term, earlier.basis AS predecessor_basis
FROM dashboard.congress_history later
JOIN dashboard.organisation_chain chain
    ON chain.successor_organisation_id = later.organisation_id AND chain.steps > 0
JOIN dashboard.congress_history earlier
    ON earlier.organisation_id = chain.predecessor_organisation_id
WHERE later.ordinal = 1 AND earlier.year = later.year - 5
ORDER BY later.province_name, chain.predecessor_name;
