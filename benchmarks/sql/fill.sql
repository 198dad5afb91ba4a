-- Years of a store, made from numbers alone: the same size makes the same rows. Needs a
-- migrated, empty store, a superuser, and the tables filling.size (articles, days,
-- last_day, reader) and filling.words (kind, words).
--
-- Triggers rest meanwhile, and what they keep is written here; indexes are made at the
-- end. Events are not made here: the diff makes them of the observations.
SET LOCAL session_replication_role = replica;
SET LOCAL work_mem = '128MB';
SET LOCAL maintenance_work_mem = '512MB';
SELECT set_config('core.articles', articles::text, true),
       set_config('core.days', days::text, true),
       set_config('core.last_day', last_day::text, true)
FROM filling.size;

CREATE TABLE filling.index AS
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'core'::regnamespace AND NOT i.indisunique;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT i.name FROM filling.index i LOOP
        EXECUTE 'DROP INDEX ' || name;
    END LOOP;
END $$;

-- A number below size, from a number and a salt: evenly spread, always the same.
CREATE FUNCTION filling.draw(number bigint, salt integer, size bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN abs(hashint8extended(number, salt) % size);

CREATE FUNCTION filling.word(wanted text, number bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT words[1 + number % cardinality(words)] FROM filling.words WHERE kind = wanted
);

-- Two thousand sentences; some words are in half of them, most in few.
CREATE TABLE filling.sentences AS
SELECT number, sentence, to_tsvector('simple', core.fold_ascii(sentence)) AS words
FROM (
    SELECT n AS number, string_agg(filling.word('word',
        (power(filling.draw(n * 100 + k, 1, 1000) / 1000.0, 3) * 800)::bigint),
        ' ' ORDER BY k) || '.' AS sentence
    FROM generate_series(0, 1999) n, generate_series(1, 18) k
    GROUP BY n
) made;
CREATE UNIQUE INDEX ON filling.sentences (number);

-- Each position of each organisation changes hands every eighteen months.
CREATE TABLE filling.holders AS
SELECT o.id AS organisation_id, p.id AS position_id, period,
       concat_ws(' ', filling.word('surname', filling.draw(seat, 2, 1000)),
                 filling.word('middle', filling.draw(seat, 3, 1000)),
                 filling.word('middle', filling.draw(seat, 4, 1000)),
                 filling.word('given', filling.draw(seat, 5, 1000))) AS person
FROM core.organisation o
CROSS JOIN core.position p
CROSS JOIN generate_series(0, 7) period
CROSS JOIN LATERAL (
    SELECT hashtextextended(concat_ws('|', o.id, p.id, period), 0) AS seat
) drawn;
CREATE UNIQUE INDEX ON filling.holders (organisation_id, position_id, period);
ANALYZE filling.holders;
CREATE TABLE filling.positions AS
SELECT row_number() OVER (ORDER BY rank, id) - 1 AS number, id FROM core.position;

INSERT INTO core.source (id, name, kind, home, base_url, is_official, first_good_at)
SELECT 'bao-' || slug, 'Báo ' || name, 'newspaper', slug,
       'https://bao-' || slug || '.example', true, timestamptz '2016-01-01'
FROM (SELECT DISTINCT slug, name FROM core.organisation_slug) s
UNION ALL
SELECT 'central-' || n, 'Báo Trung ương ' || n, 'central', NULL,
       'https://central-' || n || '.example', true, timestamptz '2016-01-01'
FROM generate_series(1, 6) n;
UPDATE core.source s SET home = t.province
FROM core.organisation_name n JOIN core.organisation_today t USING (organisation_id)
WHERE n.slug = s.home;

CREATE TABLE filling.papers AS
SELECT row_number() OVER (ORDER BY id) - 1 AS number, id, substr(id, 5) AS slug
FROM core.source;
CREATE UNIQUE INDEX ON filling.papers (number);

-- A run each morning; the number of a run is that of its day.
INSERT INTO core.run (id, key, kind, as_of, started_at, finished_at, status)
OVERRIDING SYSTEM VALUE
SELECT d + 1, 'daily-' || day, 'daily', at, at, at + interval '20 minutes', 'succeeded'
FROM generate_series(0, current_setting('core.days')::integer - 1) d
CROSS JOIN LATERAL (
    SELECT current_setting('core.last_day')::date - current_setting('core.days')::integer
        + 1 + d AS day) days
CROSS JOIN LATERAL (
    SELECT (day + time '05:30') AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at) moments;
INSERT INTO core.source_run (
    run_id, source_id, status, requests, discovered, known, fetched, articles,
    median_text_length, failed, started_at, finished_at, state, state_words)
SELECT r.id, p.id, CASE WHEN is_bad THEN 'failed' ELSE 'succeeded' END,
       30, 25, 20, 5, 4, 900, 0, r.as_of, r.as_of,
       CASE WHEN is_bad THEN 'failing' ELSE 'healthy' END, 'as it was drawn'
FROM core.run r CROSS JOIN filling.papers p
CROSS JOIN LATERAL (
    SELECT filling.draw(r.id * 1000 + p.number, 6, 50) = 0 AS is_bad
) drawn;

-- Every article with its day, paper and organisation of that day. One in ten prints what
-- the one before it did, and is dealt with: nothing was read in it.
CREATE TABLE filling.articles AS
SELECT n AS id, CASE WHEN n % 10 = 3 THEN n - 1 END AS copy_of, p.id AS source_id, o.id AS organisation_id, o.slug AS province, day, run_id,
       (day + make_interval(mins => filling.draw(n, 8, 1200)::integer))
           AT TIME ZONE 'Asia/Ho_Chi_Minh' AS published_at,
       (day + 1 + time '05:30') AT TIME ZONE 'Asia/Ho_Chi_Minh' AS fetched_at
FROM generate_series(1, current_setting('core.articles')::bigint) n
CROSS JOIN LATERAL (
    SELECT 1 + n * (current_setting('core.days')::bigint - 1)
        / current_setting('core.articles')::bigint AS run_id) runs
CROSS JOIN LATERAL (
    SELECT current_setting('core.last_day')::date - current_setting('core.days')::integer
        + run_id::integer AS day) days
JOIN filling.papers p
    ON p.number = filling.draw(n, 7, (SELECT count(*) FROM filling.papers))
LEFT JOIN LATERAL (
    SELECT o.id, n.slug
    FROM core.organisation_name n0
    JOIN core.organisation first ON first.id = n0.organisation_id
    JOIN core.organisation o ON o.id IN (first.id, first.successor_id)
    JOIN core.organisation_name n ON n.organisation_id = o.id
    WHERE n0.slug = p.slug AND o.valid_from <= day AND (o.valid_to IS NULL OR o.valid_to >= day)
      AND n.valid_from <= day AND (n.valid_to IS NULL OR n.valid_to >= day)
    LIMIT 1
) o ON true;
CREATE UNIQUE INDEX ON filling.articles (id);
CREATE INDEX ON filling.articles (organisation_id, day);
ANALYZE filling.articles;

INSERT INTO core.page (
    id, run_id, source_id, url, article_key, kind, status, fetched_at, content_type,
    digest, warc_path, warc_offset, cleaned_by, clean_outcome)
OVERRIDING SYSTEM VALUE
SELECT a.id, run_id, source_id, 'https://' || source_id || '.example/bai-' || a.id,
       source_id || '.example/bai-' || a.id, 'article', 200, fetched_at, 'text/html',
       md5(a.id::text), source_id || '/' || run_id || '.warc.gz', a.id, 'benchmark',
       'article'
FROM filling.articles a;
INSERT INTO core.page (
    id, run_id, source_id, url, kind, status, fetched_at, digest, warc_path, warc_offset)
OVERRIDING SYSTEM VALUE
SELECT current_setting('core.articles')::bigint + row_number() OVER (ORDER BY run_id, source_id),
       run_id, source_id, 'https://' || source_id || '.example/', 'listing', 200,
       started_at, md5(source_id), source_id || '/' || run_id || '.warc.gz', -1
FROM core.source_run;

-- One text in twenty was edited the day after.
INSERT INTO core.article (
    id, key, url, source_id, duplicate_of_id, first_seen_at, last_seen_at, newest_number,
    published_at)
OVERRIDING SYSTEM VALUE
SELECT id, source_id || '.example/bai-' || id,
       'https://' || source_id || '.example/bai-' || id, source_id, copy_of, fetched_at,
       fetched_at + interval '1 day', CASE WHEN id % 20 = 0 THEN 2 ELSE 1 END, published_at
FROM filling.articles;
INSERT INTO core.article_version (
    id, article_id, number, page_id, title, lead, text, published_at,
    published_precision, published_from, language, text_hash, extractor, fetched_at, read_by)
OVERRIDING SYSTEM VALUE
SELECT a.id + CASE WHEN version = 2 THEN current_setting('core.articles')::bigint ELSE 0 END,
       a.id, version, a.id, s1.sentence, NULL,
       concat_ws(E'\n', 'Tin số ' || said.id || ' của ' || coalesce(n.name, 'Trung ương') || '.',
           s1.sentence, s2.sentence, s3.sentence),
       a.published_at, 'minute', 'meta', 'vi', md5(said.id || '|' || version), 'benchmark',
       a.fetched_at + (version - 1) * interval '1 day',
       CASE WHEN a.copy_of IS NULL THEN (SELECT reader FROM filling.size) ELSE 'copy' END
FROM filling.articles a
JOIN filling.articles said ON said.id = coalesce(a.copy_of, a.id)
CROSS JOIN generate_series(1, CASE WHEN a.id % 20 = 0 THEN 2 ELSE 1 END) version
JOIN filling.sentences s1 ON s1.number = filling.draw(said.id, 10, 2000)
JOIN filling.sentences s2 ON s2.number = filling.draw(said.id, 11, 2000)
JOIN filling.sentences s3 ON s3.number = filling.draw(said.id, 12 + version, 2000)
LEFT JOIN core.organisation_slug n
    ON n.organisation_id = said.organisation_id AND n.slug = said.province;
-- The words as the trigger would have made them, sentence by sentence.
INSERT INTO core.article_search (article_id, words)
SELECT a.id, setweight(s1.words, 'A')
    || to_tsvector('simple', core.fold_ascii('Tin số ' || said.id || ' của ' || coalesce(n.name, 'Trung ương')))
    || s1.words || s2.words || s3.words
FROM filling.articles a
JOIN filling.articles said ON said.id = coalesce(a.copy_of, a.id)
JOIN filling.sentences s1 ON s1.number = filling.draw(said.id, 10, 2000)
JOIN filling.sentences s2 ON s2.number = filling.draw(said.id, 11, 2000)
JOIN filling.sentences s3
    ON s3.number = filling.draw(said.id, CASE WHEN a.id % 20 = 0 THEN 14 ELSE 13 END, 2000)
LEFT JOIN core.organisation_slug n
    ON n.organisation_id = said.organisation_id AND n.slug = said.province;

-- Who holds what, in two articles of five of a province's own paper.
INSERT INTO core.observation (
    article_version_id, kind, organisation_id, province, occurred_on, fields, confidence,
    quote, quote_start, quote_end, reader)
SELECT a.id, 'office_holder', a.organisation_id, a.province, NULL,
       jsonb_build_object('person', h.person, 'position', h.position_id), 0.97,
       'Đồng chí ' || h.person || ' dự hội nghị.', 0, 20, (SELECT reader FROM filling.size)
FROM filling.articles a
JOIN filling.positions p ON p.number = filling.draw(a.id, 20, 14)
JOIN filling.holders h ON h.organisation_id = a.organisation_id
    AND h.period = (a.day - date '2016-11-01') / 540 AND h.position_id = p.id
WHERE filling.draw(a.id, 21, 5) < 2;

-- What was decided: of eighteen articles one resolution, told by three of them.
CREATE TABLE filling.decisions AS
SELECT a.*, row_number() OVER (PARTITION BY organisation_id ORDER BY id) AS number
FROM filling.articles a WHERE id % 18 = 0 AND organisation_id IS NOT NULL;
INSERT INTO core.observation (
    article_version_id, kind, organisation_id, province, occurred_on, fields, confidence,
    quote, quote_start, quote_end, reader)
SELECT least(d.id + told, current_setting('core.articles')::bigint), 'resolution', d.organisation_id, d.province, d.day,
       jsonb_build_object('action', 'issued', 'number', d.number || '-NQ/TU',
           'issuer', 'standing_committee', 'subject',
           filling.word('subject', d.id) || ' tại ' || filling.word('place', d.id / 7) || ' số ' || d.number),
       0.97, 'Ban Thường vụ ban hành Nghị quyết số ' || d.number || '-NQ/TU.', 0, 40,
       (SELECT reader FROM filling.size)
FROM filling.decisions d CROSS JOIN generate_series(0, 2) told;

-- Who came into office, at the beginning of each period.
INSERT INTO core.observation (
    article_version_id, kind, organisation_id, province, occurred_on, fields, confidence,
    quote, quote_start, quote_end, reader)
SELECT a.id, 'leadership_change', a.organisation_id, a.province, a.day,
       jsonb_build_object('person', h.person, 'position', h.position_id,
           'direction', 'in', 'change', 'appointed', 'predecessor', NULL),
       0.97, 'Công bố quyết định bổ nhiệm đồng chí ' || h.person || '.', 0, 30,
       (SELECT reader FROM filling.size)
FROM filling.holders h
JOIN LATERAL (
    SELECT * FROM filling.articles a
    WHERE a.day - date '2016-11-01' = h.period * 540 AND a.organisation_id = h.organisation_id
    LIMIT 1
) a ON true;

-- Congresses of each cycle in four phases, and a review in the middle of each term: each
-- told by five articles of the unit's own paper.
CREATE TABLE filling.gatherings AS
SELECT o.id AS organisation_id, g.*
FROM core.organisation o
CROSS JOIN LATERAL (
    SELECT 'congress' AS kind, make_date(year, month, 10) AS held,
           jsonb_build_object('phase', phase, 'ordinal', NULL, 'term', year || '-' || year + 5)
               AS fields
    FROM (VALUES (2020), (2025)) cycles(year)
    CROSS JOIN (VALUES ('announced', 8), ('preparatory_session', 9), ('opening', 10),
                ('result', 10), ('closing', 11)) phases(phase, month)
    UNION ALL
    SELECT 'midterm_review', make_date(year, 5, 10),
           jsonb_build_object('status', 'held', 'ordinal', NULL,
               'term', year - 3 || '-' || year + 2)
    FROM (VALUES (2018), (2023)) middles(year)
) g;
INSERT INTO core.observation (
    article_version_id, kind, organisation_id, province, occurred_on, fields, confidence,
    quote, quote_start, quote_end, reader)
SELECT a.id, g.kind, a.organisation_id, a.province, g.held, g.fields, 0.97,
       'Hội nghị sơ kết và Đại hội đại biểu Đảng bộ.', 0, 40,
       (SELECT reader FROM filling.size)
FROM filling.gatherings g
CROSS JOIN LATERAL (
    SELECT * FROM filling.articles a
    WHERE a.organisation_id = g.organisation_id AND a.day BETWEEN g.held AND g.held + 60
    ORDER BY a.id LIMIT 5
) a;

-- What stands in copies too was read in the first alone.
DELETE FROM core.observation o USING filling.articles a
WHERE a.id = o.article_version_id AND a.copy_of IS NOT NULL;

-- Numbers go on where these end.
SELECT setval(pg_get_serial_sequence(name, 'id'), greatest(top, 1)) FROM (
    SELECT 'core.run' AS name, max(id) AS top FROM core.run
    UNION ALL SELECT 'core.page', max(id) FROM core.page
    UNION ALL SELECT 'core.article', max(id) FROM core.article
    UNION ALL SELECT 'core.article_version', max(id) FROM core.article_version
) numbers;
DO $$ DECLARE definition text; BEGIN
    FOR definition IN SELECT i.definition FROM filling.index i LOOP
        EXECUTE definition;
    END LOOP;
END $$;
