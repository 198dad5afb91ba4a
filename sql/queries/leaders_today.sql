-- Who leads each province today: secretary and committee chair, with the sentence.
SELECT province_name, position_name, person, held_from, last_seen_on, quote, article_url
FROM dashboard.leaders_current
WHERE position IN ('party_secretary', 'peoples_committee_chair')
ORDER BY province_name, position_rank;
