-- Who was secretary on 1 March 2021, as it was known on 1 June 2021, on what evidence.
SELECT held.province_name, held.person, held.held_from, held.held_from_basis,
       held.held_to, held.known_since, recorded.quote, recorded.article_url
FROM dashboard.leaders_as_of('2021-03-01', '2021-06-01') AS held
JOIN dashboard.leaders_recorded AS recorded USING (tenure_id)
WHERE held.position = 'party_secretary'
ORDER BY held.province_name;
