-- What each organisation went into, over any number of mergers: follow history by it.
CREATE OR REPLACE VIEW dashboard.organisation_chain AS
WITH RECURSIVE chain AS (
    SELECT id AS predecessor_id, id AS successor_id, 0 AS steps
    FROM core.organisation
    UNION ALL
    SELECT c.predecessor_id, o.successor_id, c.steps + 1
    FROM chain c
    JOIN core.organisation o ON o.id = c.successor_id
    WHERE o.successor_id IS NOT NULL
)
SELECT
    c.predecessor_id AS predecessor_organisation_id,
    coalesce(before.slug, earlier.id) AS predecessor,
    coalesce(before.name, earlier.name) AS predecessor_name,
    c.successor_id AS successor_organisation_id,
    coalesce(after.slug, later.id) AS successor,
    coalesce(after.name, later.name) AS successor_name,
    c.steps,
    CASE WHEN c.steps > 0 THEN earlier.valid_to END AS ended_on
FROM chain c
JOIN core.organisation earlier ON earlier.id = c.predecessor_id
JOIN core.organisation later ON later.id = c.successor_id
LEFT JOIN LATERAL (
    SELECT n.slug, n.name FROM core.organisation_name n
    WHERE n.organisation_id = earlier.id ORDER BY n.valid_from DESC LIMIT 1
) before ON true
LEFT JOIN LATERAL (
    SELECT n.slug, n.name FROM core.organisation_name n
    WHERE n.organisation_id = later.id ORDER BY n.valid_from DESC LIMIT 1
) after ON true;

COMMENT ON VIEW dashboard.organisation_chain IS
    'Each organisation with everything it went into, itself included (steps 0): join the events of predecessors by it.';
COMMENT ON COLUMN dashboard.organisation_chain.predecessor_organisation_id IS 'The earlier organisation, for instance nam-dinh-1.';
COMMENT ON COLUMN dashboard.organisation_chain.predecessor IS 'Its last slug.';
COMMENT ON COLUMN dashboard.organisation_chain.predecessor_name IS 'Its last Vietnamese name.';
COMMENT ON COLUMN dashboard.organisation_chain.successor_organisation_id IS 'What it went into, for instance ninh-binh-2; itself where steps is 0.';
COMMENT ON COLUMN dashboard.organisation_chain.successor IS 'Slug of that, the last or today''s.';
COMMENT ON COLUMN dashboard.organisation_chain.successor_name IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.organisation_chain.steps IS 'Mergers between the two.';
COMMENT ON COLUMN dashboard.organisation_chain.ended_on IS 'Last day of the earlier organisation; null where steps is 0.';
