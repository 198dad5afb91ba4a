-- Who was secretary on 1 March 2021, as it was known on 1 June 2021.
SELECT province_name, person, held_from, held_to, known_since
FROM dashboard.leaders_as_of('2021-03-01', '2021-06-01')
WHERE position = 'party_secretary'
ORDER BY province_name;
