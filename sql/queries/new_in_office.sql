-- Who came into office since January: announced, seen in the place of another, or in
-- reference works. Whoever was only first named then may have been there before.
SELECT province_name, position_name, person, held_from, held_from_basis, quote, article_url
FROM dashboard.leaders_current
WHERE held_from >= '2025-01-01'
  AND (held_from_basis <> 'seen' OR started_by_event_id IS NOT NULL)
ORDER BY held_from DESC, province_name, position_rank;
