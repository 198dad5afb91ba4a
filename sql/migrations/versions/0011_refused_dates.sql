-- A date that stands on a page but cannot be told is kept with its reason.
-- Frozen: a later change is a later migration.
COMMENT ON COLUMN core.article_version.published_from IS 'Where the date was found; without a date, why the one that stands there was not taken.';
