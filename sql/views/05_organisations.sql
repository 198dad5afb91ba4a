-- The provincial Party organisations, for filters and for asking who has not yet.
CREATE OR REPLACE VIEW dashboard.organisations AS
SELECT
    o.id AS organisation_id,
    n.slug AS province,
    n.name AS province_name,
    n.level,
    n.valid_from,
    n.valid_to,
    o.valid_to IS NULL AND n.valid_to IS NULL AS is_current,
    o.successor_id AS successor_organisation_id
FROM core.organisation o
JOIN core.organisation_name n ON n.organisation_id = o.id;

COMMENT ON VIEW dashboard.organisations IS
    'Provincial Party organisations, one row for each name or level they had: 63 until 2025-06-30, 34 since.';
COMMENT ON COLUMN dashboard.organisations.organisation_id IS 'The Party organisation with its generation: survives renamings, ends with a merger.';
COMMENT ON COLUMN dashboard.organisations.province IS 'Slug of the province or city in that time.';
COMMENT ON COLUMN dashboard.organisations.province_name IS 'Vietnamese name in that time.';
COMMENT ON COLUMN dashboard.organisations.level IS 'province or central_city.';
COMMENT ON COLUMN dashboard.organisations.valid_from IS 'First day of that name and level.';
COMMENT ON COLUMN dashboard.organisations.valid_to IS 'Last day of that name and level; null: still.';
COMMENT ON COLUMN dashboard.organisations.is_current IS 'Whether it exists under that name today.';
COMMENT ON COLUMN dashboard.organisations.successor_organisation_id IS 'The organisation it was merged into.';
