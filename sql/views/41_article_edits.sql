-- Texts that were changed after they were published, without a word.
CREATE OR REPLACE VIEW dashboard.article_edits AS
SELECT
    v.article_id,
    a.url,
    a.source_id,
    s.name AS source_name,
    s.home AS province,
    v.number AS version_number,
    v.fetched_at AS seen_at,
    earlier.fetched_at AS seen_before_at,
    v.published_at,
    earlier.published_at AS published_before_at,
    v.title,
    earlier.title AS title_before,
    v.title <> earlier.title AS is_title_changed,
    length(v.text) AS text_length,
    length(earlier.text) AS text_length_before,
    (
        SELECT string_agg(p.paragraph, E'\n' ORDER BY p.place)
        FROM unnest(string_to_array(v.text, E'\n'))
            WITH ORDINALITY p(paragraph, place)
        WHERE p.paragraph <> ALL (string_to_array(earlier.text, E'\n'))
    ) AS added,
    (
        SELECT string_agg(p.paragraph, E'\n' ORDER BY p.place)
        FROM unnest(string_to_array(earlier.text, E'\n'))
            WITH ORDINALITY p(paragraph, place)
        WHERE p.paragraph <> ALL (string_to_array(v.text, E'\n'))
    ) AS removed
FROM core.article_version v
JOIN core.article_version earlier
    ON earlier.article_id = v.article_id AND earlier.number = v.number - 1
JOIN core.article a ON a.id = v.article_id
JOIN core.source s ON s.id = a.source_id
WHERE v.number > 1;

COMMENT ON VIEW dashboard.article_edits IS
    'Silent edits: each change of the text of an article, with what it was before.';
COMMENT ON COLUMN dashboard.article_edits.article_id IS 'The article: see articles.';
COMMENT ON COLUMN dashboard.article_edits.url IS 'Its address.';
COMMENT ON COLUMN dashboard.article_edits.source_id IS 'The source: see source_health.';
COMMENT ON COLUMN dashboard.article_edits.source_name IS 'Paper or portal.';
COMMENT ON COLUMN dashboard.article_edits.province IS 'Slug of the province whose paper it is today; null: central.';
COMMENT ON COLUMN dashboard.article_edits.version_number IS 'Number of the version that the edit made; 2 is the first edit.';
COMMENT ON COLUMN dashboard.article_edits.seen_at IS 'When the edited text was first fetched.';
COMMENT ON COLUMN dashboard.article_edits.seen_before_at IS 'When the text before it was first fetched: the edit lies between.';
COMMENT ON COLUMN dashboard.article_edits.published_at IS 'Publication as the edited page gives it.';
COMMENT ON COLUMN dashboard.article_edits.published_before_at IS 'Publication as the page gave it before.';
COMMENT ON COLUMN dashboard.article_edits.title IS 'Headline after the edit.';
COMMENT ON COLUMN dashboard.article_edits.title_before IS 'Headline before it.';
COMMENT ON COLUMN dashboard.article_edits.is_title_changed IS 'Whether the headline was changed.';
COMMENT ON COLUMN dashboard.article_edits.text_length IS 'Characters after the edit.';
COMMENT ON COLUMN dashboard.article_edits.text_length_before IS 'Characters before it.';
COMMENT ON COLUMN dashboard.article_edits.added IS 'Paragraphs that are new or have changed, as they read now; null: none.';
COMMENT ON COLUMN dashboard.article_edits.removed IS 'Paragraphs that are gone or have changed, as they read before; null: none.';
