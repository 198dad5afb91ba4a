-- Subscriptions to persons, weekly digests, alerts that wait for the mail hours, and
-- what each mail told (for corrections). Frozen: a later change is a later migration.
ALTER TABLE core.subscription ADD COLUMN persons TEXT[];
COMMENT ON COLUMN core.subscription.persons IS 'Names of leaders followed; null: all.';

ALTER TABLE core.subscription DROP CONSTRAINT ck_subscription_frequency;
UPDATE core.subscription SET frequency = 'at_once' WHERE frequency = 'run';
ALTER TABLE core.subscription ALTER COLUMN frequency SET DEFAULT 'at_once';
ALTER TABLE core.subscription ADD CONSTRAINT ck_subscription_frequency
    CHECK (frequency IN ('at_once', 'daily', 'weekly'));
COMMENT ON COLUMN core.subscription.frequency IS 'at_once (one mail a run), daily or weekly.';

ALTER TABLE core.alert ADD COLUMN is_at_once BOOLEAN NOT NULL DEFAULT true;
COMMENT ON COLUMN core.alert.is_at_once IS 'False: a digest, which waits for the mail hours.';
ALTER TABLE core.alert ADD COLUMN told JSONB;
COMMENT ON COLUMN core.alert.told IS 'Fields and days of the event as the mail told them.';
