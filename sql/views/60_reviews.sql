-- What people have decided about events, with the decisions that were replaced.
CREATE OR REPLACE VIEW dashboard.reviews AS
SELECT
    r.id AS review_id,
    r.event_id,
    r.kind,
    e.province,
    r.decision,
    (
        SELECT coalesce(string_agg(key || '=' || coalesce(value, ''), ', '
                                   ORDER BY key), '')
        FROM jsonb_each_text(r.edits)
    ) AS edits,
    r.superseded_at IS NULL AS is_current,
    r.decided_by,
    r.note,
    r.decided_at,
    r.superseded_at
FROM core.review r
JOIN core.event e ON e.id = r.event_id;

COMMENT ON VIEW dashboard.reviews IS
    'What people have decided about events: it survives every later reading.';
COMMENT ON COLUMN dashboard.reviews.review_id IS 'Number of the review.';
COMMENT ON COLUMN dashboard.reviews.event_id IS 'The event that was judged: see events.';
COMMENT ON COLUMN dashboard.reviews.kind IS 'Kind of the event.';
COMMENT ON COLUMN dashboard.reviews.province IS 'Slug of its province or city at that date.';
COMMENT ON COLUMN dashboard.reviews.decision IS 'confirmed, rejected, or edited: confirmed with corrections.';
COMMENT ON COLUMN dashboard.reviews.edits IS 'The corrections as field=value, earlier ones of the same event included.';
COMMENT ON COLUMN dashboard.reviews.is_current IS 'False once a later review of the event replaced it.';
COMMENT ON COLUMN dashboard.reviews.decided_by IS 'Who decided.';
COMMENT ON COLUMN dashboard.reviews.note IS 'Why.';
COMMENT ON COLUMN dashboard.reviews.decided_at IS 'When it was decided.';
COMMENT ON COLUMN dashboard.reviews.superseded_at IS 'When a later review replaced it.';
