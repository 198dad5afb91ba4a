-- A person's career: the watched offices, what their days rest on, and a sentence.
SELECT province_name, position_name, held_from, held_from_basis, held_to, held_to_basis,
       quote, article_url
FROM dashboard.leaders_history
WHERE person = 'Hoàng Minh Giáp'
ORDER BY held_from, position_rank;
