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
    o.successor_id AS successor_organisation_id,
    named.iso AS iso_code,
    today.province AS province_now,
    today.name AS province_name_now
FROM core.organisation o
JOIN core.organisation_name n ON n.organisation_id = o.id
LEFT JOIN core.organisation_slug named
    ON named.organisation_id = o.id AND named.slug = n.slug
LEFT JOIN core.organisation_today today ON today.organisation_id = o.id;

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
COMMENT ON COLUMN dashboard.organisations.iso_code IS 'ISO 3166-2 code of the province, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.organisations.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.organisations.province_name_now IS 'Vietnamese name of that.';
