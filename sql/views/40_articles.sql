-- Articles in their newest version.
CREATE OR REPLACE VIEW dashboard.articles AS
SELECT
    a.id AS article_id,
    a.url,
    v.title,
    v.lead,
    v.author,
    a.published_at,
    v.published_precision,
    v.language,
    length(v.text) AS text_length,
    v.number AS version_number,
    v.fetched_at AS version_fetched_at,
    a.source_id,
    s.name AS source_name,
    s.home AS province,
    a.duplicate_of_id AS duplicate_of_article_id,
    a.first_seen_at,
    a.last_seen_at,
    v.extractor,
    nullif(v.read_by, 'copy') AS reader,
    date_trunc('month', a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS month
FROM core.article a
LEFT JOIN core.article_version v
    ON v.article_id = a.id AND v.number = a.newest_number
LEFT JOIN core.source s ON s.id = a.source_id
WHERE a.newest_number IS NOT NULL;

COMMENT ON VIEW dashboard.articles IS
    'Every article in its newest version, without its text (read it at its url).';
COMMENT ON COLUMN dashboard.articles.article_id IS 'Number of the article.';
COMMENT ON COLUMN dashboard.articles.url IS 'Link to the article.';
COMMENT ON COLUMN dashboard.articles.title IS 'Headline.';
COMMENT ON COLUMN dashboard.articles.lead IS 'Sapo, where the page marks one.';
COMMENT ON COLUMN dashboard.articles.author IS 'Byline as printed.';
COMMENT ON COLUMN dashboard.articles.published_at IS 'When it was published; null where the page does not tell.';
COMMENT ON COLUMN dashboard.articles.published_precision IS 'minute or day: how exactly published_at is known.';
COMMENT ON COLUMN dashboard.articles.language IS 'ISO 639-1 code.';
COMMENT ON COLUMN dashboard.articles.text_length IS 'Characters of its text.';
COMMENT ON COLUMN dashboard.articles.version_number IS '1: never changed since first seen; each silent edit adds one.';
COMMENT ON COLUMN dashboard.articles.version_fetched_at IS 'When this version was fetched.';
COMMENT ON COLUMN dashboard.articles.source_id IS 'Where it was first found: see source_health.';
COMMENT ON COLUMN dashboard.articles.source_name IS 'Name of that paper or portal.';
COMMENT ON COLUMN dashboard.articles.province IS 'Slug of the province whose paper that is today; null: central.';
COMMENT ON COLUMN dashboard.articles.duplicate_of_article_id IS 'The first article with the same text; null: an original.';
COMMENT ON COLUMN dashboard.articles.first_seen_at IS 'When it was first fetched.';
COMMENT ON COLUMN dashboard.articles.last_seen_at IS 'When it was last fetched.';
COMMENT ON COLUMN dashboard.articles.extractor IS 'What made the text of the page, with its version.';
COMMENT ON COLUMN dashboard.articles.reader IS 'Version of the rules that read it; null: not yet read, or a copy.';
COMMENT ON COLUMN dashboard.articles.month IS 'First day of the month of publication, in Viet Nam.';
