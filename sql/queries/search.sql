-- Articles about conferences of the provincial committee, with marks or without.
SELECT published_at::date AS published_on, source_name, title, headline
FROM dashboard.search_articles('tinh uy hoi nghi')
ORDER BY rank DESC, published_at DESC, article_id;
