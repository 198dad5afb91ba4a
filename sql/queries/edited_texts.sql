-- Articles whose text was changed after they were published: what was added, what removed.
SELECT
    seen_at::date AS seen_on, source_name, title, is_title_changed, added, removed, url
FROM dashboard.article_edits
ORDER BY seen_at DESC, article_id
LIMIT 100;
