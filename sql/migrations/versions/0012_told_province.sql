-- The province belongs to what a mail told, so that its correction can be told too.
-- What was sent before counts as told of the province that the event has now.
-- Frozen: a later change is a later migration.
COMMENT ON COLUMN core.alert.told IS 'Fields, days and province of the event as the mail told them.';
UPDATE core.alert a SET told = a.told || jsonb_build_object('province', e.province)
FROM core.event e WHERE e.id = a.event_id AND a.told IS NOT NULL;
