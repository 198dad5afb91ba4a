-- What each organisation is today: itself, or what it went into over all mergers.
CREATE OR REPLACE VIEW core.organisation_today AS
WITH RECURSIVE chain AS (
    SELECT id AS organisation_id, id AS today_id, successor_id
    FROM core.organisation
    UNION ALL
    SELECT c.organisation_id, o.id, o.successor_id
    FROM chain c
    JOIN core.organisation o ON o.id = c.successor_id
)
-- One row each by DISTINCT: a query that asks for none of its columns skips the join.
SELECT DISTINCT ON (c.organisation_id)
    c.organisation_id,
    c.today_id,
    coalesce(n.slug, c.today_id) AS province,
    coalesce(n.name, o.name) AS name,
    coalesce(o.iso, namesake.iso) AS iso
FROM chain c
JOIN core.organisation o ON o.id = c.today_id
LEFT JOIN core.organisation_name n ON n.organisation_id = c.today_id
LEFT JOIN core.organisation_name old ON old.slug = n.slug
LEFT JOIN core.organisation namesake ON namesake.id = old.organisation_id
WHERE c.successor_id IS NULL
ORDER BY c.organisation_id, n.valid_from DESC, namesake.iso NULLS LAST;

COMMENT ON VIEW core.organisation_today IS
    'Each organisation with what it is today: itself, or what it was merged into.';
COMMENT ON COLUMN core.organisation_today.organisation_id IS 'The organisation.';
COMMENT ON COLUMN core.organisation_today.today_id IS 'The organisation that it is, or went into.';
COMMENT ON COLUMN core.organisation_today.province IS 'Slug of that, its last or today''s.';
COMMENT ON COLUMN core.organisation_today.name IS 'Vietnamese name of that.';
COMMENT ON COLUMN core.organisation_today.iso IS 'ISO 3166-2 code of that; of a merged province the code of the one whose name it bears.';

-- The name that goes with a slug, and the code of the province that bore it.
CREATE OR REPLACE VIEW core.organisation_slug AS
SELECT DISTINCT ON (n.organisation_id, n.slug)
    n.organisation_id,
    n.slug,
    n.name,
    coalesce(o.iso, namesake.iso) AS iso
FROM core.organisation_name n
JOIN core.organisation o ON o.id = n.organisation_id
LEFT JOIN core.organisation_name old ON old.slug = n.slug
LEFT JOIN core.organisation namesake ON namesake.id = old.organisation_id
ORDER BY n.organisation_id, n.slug, n.valid_from DESC, namesake.iso NULLS LAST;

COMMENT ON VIEW core.organisation_slug IS
    'Each slug that an organisation had, with its name and code.';
COMMENT ON COLUMN core.organisation_slug.organisation_id IS 'The organisation.';
COMMENT ON COLUMN core.organisation_slug.slug IS 'A slug of its.';
COMMENT ON COLUMN core.organisation_slug.name IS 'The Vietnamese name that goes with it.';
COMMENT ON COLUMN core.organisation_slug.iso IS 'ISO 3166-2 code; of a merged province the code of the one whose name it bears.';

-- What an organisation was called on any day: the first name also before, the last also
-- after its life.
CREATE OR REPLACE VIEW core.organisation_period AS
SELECT
    n.organisation_id,
    s.slug,
    s.name,
    s.iso,
    CASE WHEN lag(n.valid_from) OVER names IS NULL THEN '-infinity'::date
        ELSE n.valid_from END AS since,
    coalesce(lead(n.valid_from) OVER names, 'infinity'::date) AS until
FROM core.organisation_name n
JOIN core.organisation_slug s
    ON s.organisation_id = n.organisation_id AND s.slug = n.slug
WINDOW names AS (PARTITION BY n.organisation_id ORDER BY n.valid_from);

COMMENT ON VIEW core.organisation_period IS
    'What an organisation was called on any day: since <= day and day < until holds for one row of it.';
COMMENT ON COLUMN core.organisation_period.organisation_id IS 'The organisation.';
COMMENT ON COLUMN core.organisation_period.slug IS 'Slug of that time.';
COMMENT ON COLUMN core.organisation_period.name IS 'Vietnamese name that goes with it.';
COMMENT ON COLUMN core.organisation_period.iso IS 'ISO 3166-2 code; of a merged province the code of the one whose name it bears.';
COMMENT ON COLUMN core.organisation_period.since IS 'First day.';
COMMENT ON COLUMN core.organisation_period.until IS 'The day after the last.';

-- Runs with its owner's rights, as a view does. It reads what only an upgrade changes;
-- called immutable it is asked once a query, not once a row.
CREATE OR REPLACE FUNCTION dashboard.province_now(asked text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_slug text;
BEGIN
    SELECT t.province INTO found_slug
    FROM core.organisation_name n
    JOIN core.organisation_today t ON t.organisation_id = n.organisation_id
    WHERE n.slug = core.fold_ascii(replace(asked, ' ', '-'))
    ORDER BY n.valid_from DESC
    LIMIT 1;
    IF found_slug IS NULL AND asked IS NOT NULL THEN
        RAISE EXCEPTION 'there is no province %', quote_literal(asked) USING
            ERRCODE = 'invalid_parameter_value',
            HINT = 'SELECT province, province_name FROM dashboard.organisations '
                'lists all there are and were; write nam-dinh or Nam Định.';
    END IF;
    RETURN found_slug;
END $$;

COMMENT ON FUNCTION dashboard.province_now(text) IS
    'The province of today that a province, also one of former times, is or went into: province_now(''nam-dinh'') is ninh-binh. Takes a slug or a name; an unknown one is an error. Compare it with the columns province_now.';
