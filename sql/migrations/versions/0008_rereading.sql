-- Which observations newer rules have found in texts that had been read before.
-- Frozen: a later change is a later migration.
ALTER TABLE core.observation ADD COLUMN is_reread BOOLEAN NOT NULL DEFAULT false;
COMMENT ON COLUMN core.observation.is_reread IS 'Found in a text that had been read before, by older rules.';
COMMENT ON COLUMN core.article_version.read_by IS 'Reader version that last read it; null: not yet read; empty: to be read again.';
