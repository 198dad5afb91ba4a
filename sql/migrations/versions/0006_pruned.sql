-- Pages whose bytes retention has removed say so.
ALTER TABLE core.page ADD COLUMN pruned_at TIMESTAMPTZ;
COMMENT ON COLUMN core.page.pruned_at IS
    'When retention removed its bytes; null: the archive holds them.';
