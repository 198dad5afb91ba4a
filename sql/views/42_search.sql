-- Full-text search in Vietnamese with or without its marks, by what every PostgreSQL
-- has: the words of core.article_search are folded, and so is the question.

-- The place of the text where the question is answered, with the words found between
-- guillemets. The folded text has the same places as the text, so the words of the
-- author are shown. Angle brackets of a page become other signs: what is shown is no
-- markup, wherever it is shown.
CREATE OR REPLACE FUNCTION core.headline(words text, question tsquery) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    original text := translate(normalize(left(words, 20000), NFC), '<>&«»', '‹›+""');
    folded text := translate(core.fold_ascii(original), '‹›+', '   ');
    marked text := ts_headline('simple', folded, question,
        'MaxFragments=1, MinWords=15, MaxWords=35, ShortWord=0, StartSel=«, StopSel=»');
    start integer := strpos(folded, translate(marked, '«»', ''));
    shown text := '';
    piece text;
    taken integer := 0;
BEGIN
    IF start = 0 OR length(folded) <> length(original) THEN
        RETURN left(original, 200);
    END IF;
    FOR piece IN SELECT m[1] FROM regexp_matches(marked, '([«»]|[^«»]+)', 'g') m LOOP
        IF piece IN ('«', '»') THEN
            shown := shown || piece;
        ELSE
            shown := shown || substr(original, start + taken, length(piece));
            taken := taken + length(piece);
        END IF;
    END LOOP;
    RETURN translate(shown, E'\n', ' ');
END $$;
COMMENT ON FUNCTION core.headline(text, tsquery) IS
    'The part of a text that answers a question on its folded words, the words between « and »; free of markup.';

-- By the statistics of the words: it costs no look at any article. It changes nothing,
-- but EXPLAIN is for volatile functions only.
CREATE OR REPLACE FUNCTION core.articles_expected(question tsquery) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM core.article_search f WHERE f.words @@ $1'
        INTO plan USING question;
    RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
COMMENT ON FUNCTION core.articles_expected(tsquery) IS
    'In about how many articles the planner expects the words of a question.';

-- Runs with its owner's rights, as a view does.
CREATE OR REPLACE FUNCTION dashboard.search_articles(
    query text,
    since date DEFAULT NULL,
    until date DEFAULT NULL,
    of_province text DEFAULT NULL,
    at_most integer DEFAULT 20
) RETURNS TABLE (
    article_id bigint,
    title text,
    url text,
    source_name text,
    province text,
    published_at timestamptz,
    rank double precision,
    headline text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    -- How many of those that answer are ranked: an everyday word is in a million.
    ranked CONSTANT integer := 200;
    looked_at bigint;
    since_at timestamptz := since::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
    until_at timestamptz := (until + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
    found bigint[];
    papers text[] := CASE WHEN of_province IS NOT NULL THEN ARRAY(
        SELECT s.id FROM core.source s
        WHERE s.home IN (dashboard.province_now(of_province), of_province)
    ) END;
    question tsquery := websearch_to_tsquery('simple', core.fold_ascii(query));
BEGIN
    IF numnode(question) = 0 THEN
        RAISE EXCEPTION 'nothing to search for in %', quote_nullable(query) USING
            ERRCODE = 'invalid_parameter_value',
            HINT = 'Write words, "words in this order", -without, or OR between them.';
    END IF;
    -- Everyday words are in the newest articles: these are looked at one by one until
    -- enough answer. Rare ones are found by their index, which takes the longer the more
    -- articles have them: no more are looked at one by one than that would fetch.
    -- Both are planned anew for each question, by what it leaves out.
    looked_at := greatest(3000, core.articles_expected(question));
    EXECUTE $search$
        SELECT array_agg(id) FROM (
            SELECT newest.id FROM (
                SELECT a.id FROM core.article a
                WHERE a.published_at IS NOT NULL
                  AND ($2 IS NULL OR a.published_at >= $2)
                  AND ($3 IS NULL OR a.published_at < $3)
                  AND ($4 IS NULL OR a.source_id = ANY($4))
                ORDER BY a.published_at DESC
                LIMIT $5
            ) newest
            JOIN core.article_search f ON f.article_id = newest.id
            WHERE f.words @@ $1
            LIMIT $6
        ) answering
    $search$ INTO found USING question, since_at, until_at, papers, looked_at, ranked;
    IF coalesce(cardinality(found), 0) < least(ranked, at_most) THEN
        EXECUTE $search$
            WITH answering AS MATERIALIZED (
                SELECT f.article_id FROM core.article_search f WHERE f.words @@ $1
            )
            SELECT array_agg(id) FROM (
                SELECT a.id FROM answering JOIN core.article a ON a.id = article_id
                WHERE ($2 IS NULL OR a.published_at >= $2)
                  AND ($3 IS NULL OR a.published_at < $3)
                  AND ($4 IS NULL OR a.source_id = ANY($4))
                ORDER BY a.published_at DESC NULLS LAST
                LIMIT $5
            ) newest
        $search$ INTO found USING question, since_at, until_at, papers, ranked;
    END IF;
    RETURN QUERY
    WITH best AS MATERIALIZED (
        SELECT a.*, ts_rank_cd(f.words, question)::double precision AS rank
        FROM core.article a
        JOIN core.article_search f ON f.article_id = a.id
        WHERE a.id = ANY(found)
        ORDER BY rank DESC, a.published_at DESC NULLS LAST, a.id DESC
        LIMIT at_most
    )
    SELECT
        b.id, v.title, b.url, s.name, s.home, b.published_at, b.rank,
        core.headline(v.title || E'\n' || v.text, question)
    FROM best b
    JOIN core.article_version v ON v.article_id = b.id AND v.number = b.newest_number
    JOIN core.source s ON s.id = b.source_id
    ORDER BY b.rank DESC, b.published_at DESC NULLS LAST, b.id DESC;
END $$;

COMMENT ON FUNCTION dashboard.search_articles(text, date, date, text, integer) IS
    'Articles with all words of the query, with or without their marks: search_articles(''tinh uy ninh binh''). Words in quotes stand together, OR and - are understood. since and until are days of publication, of_province the home of the paper; of the 200 newest that answer the best at_most (20 unless told, at most 200) come first. The headline marks the words found by « and » and holds no markup.';
