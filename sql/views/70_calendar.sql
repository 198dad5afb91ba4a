-- Which congresses were held, by the news or else by reference works, and what is due.
CREATE OR REPLACE VIEW dashboard.congress_history AS
WITH told AS (
    SELECT
        e.organisation_id,
        e.fields ->> 'term' AS term,
        max(CASE WHEN jsonb_typeof(e.fields -> 'ordinal') = 'number'
            THEN (e.fields ->> 'ordinal')::integer END) AS ordinal,
        max(e.occurred_on) FILTER (WHERE e.fields ->> 'phase' = 'announced') AS announced_for,
        min(e.occurred_on) FILTER (WHERE e.fields ->> 'phase' = 'preparatory_session')
            AS preparatory_on,
        min(e.occurred_on) FILTER (WHERE e.fields ->> 'phase' = 'opening') AS opened_on,
        min(e.occurred_on) FILTER (WHERE e.fields ->> 'phase' = 'result') AS result_on,
        max(e.occurred_on) FILTER (WHERE e.fields ->> 'phase' = 'closing') AS closed_on,
        bool_or(e.fields ->> 'phase' <> 'announced') AS is_held,
        min((e.first_seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
            FILTER (WHERE e.fields ->> 'phase' <> 'announced') AS seen_on
    FROM core.event e
    WHERE e.kind = 'congress' AND e.status IN ('flagged', 'confirmed', 'baseline')
      AND e.fields ->> 'term' ~ '^[0-9]{4}-[0-9]{4}$'
    GROUP BY e.organisation_id, e.fields ->> 'term'
), known AS (
    SELECT
        coalesce(t.organisation_id, c.organisation_id) AS organisation_id,
        coalesce(t.term, c.term) AS term,
        coalesce(t.ordinal, c.ordinal) AS ordinal,
        t.announced_for,
        t.preparatory_on,
        coalesce(t.opened_on, c.opened_on) AS opened_on,
        t.result_on,
        coalesce(t.closed_on, c.held_to) AS closed_on,
        coalesce(
            least(t.preparatory_on, t.opened_on, t.result_on, t.closed_on),
            c.held_from, c.opened_on
        ) AS first_on,
        t.seen_on,
        t.is_held IS TRUE AS is_told,
        c.organisation_id IS NOT NULL AS is_in_reference,
        c.date_confidence
    FROM told t
    FULL JOIN core.congress c
        ON c.organisation_id = t.organisation_id AND c.term = t.term
)
SELECT
    k.organisation_id,
    coalesce(named.slug, k.organisation_id) AS province,
    coalesce(named.name, o.name) AS province_name,
    k.term,
    left(k.term, 4)::integer AS year,
    k.ordinal,
    k.announced_for,
    k.preparatory_on,
    k.opened_on,
    k.result_on,
    k.closed_on,
    k.first_on,
    CASE
        WHEN k.is_told AND k.is_in_reference THEN 'news and reference'
        WHEN k.is_told THEN 'news'
        WHEN k.is_in_reference THEN 'reference'
        ELSE 'announced'
    END AS basis,
    CASE WHEN k.is_told THEN NULL ELSE k.date_confidence END AS date_confidence,
    -- Held for certain by this day: the first of it, or the first news of it, or,
    -- where nobody says more than the year, its last day.
    CASE
        WHEN k.first_on IS NOT NULL THEN k.first_on
        WHEN k.is_told THEN k.seen_on
        WHEN k.is_in_reference THEN make_date(left(k.term, 4)::integer, 12, 31)
    END AS held_by
FROM known k
JOIN core.organisation o ON o.id = k.organisation_id
LEFT JOIN LATERAL (
    SELECT n.slug, n.name FROM core.organisation_name n
    WHERE n.organisation_id = k.organisation_id
      AND n.valid_from <= coalesce(k.first_on, make_date(left(k.term, 4)::integer, 12, 31))
    ORDER BY n.valid_from DESC
    LIMIT 1
) named ON true;

COMMENT ON VIEW dashboard.congress_history IS
    'Congresses of all organisations, one row each, from the news and from reference works.';
COMMENT ON COLUMN dashboard.congress_history.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.congress_history.province IS 'Slug of the province or city at that time.';
COMMENT ON COLUMN dashboard.congress_history.province_name IS 'Vietnamese name at that time.';
COMMENT ON COLUMN dashboard.congress_history.term IS 'Term that it began, for instance 2020-2025.';
COMMENT ON COLUMN dashboard.congress_history.year IS 'Its year, the first of the term.';
COMMENT ON COLUMN dashboard.congress_history.ordinal IS 'Which congress of the organisation, for instance 20.';
COMMENT ON COLUMN dashboard.congress_history.announced_for IS 'Day announced beforehand.';
COMMENT ON COLUMN dashboard.congress_history.preparatory_on IS 'Day of the preparatory session, by the news.';
COMMENT ON COLUMN dashboard.congress_history.opened_on IS 'Day of the formal opening.';
COMMENT ON COLUMN dashboard.congress_history.result_on IS 'Day of the elections, by the news.';
COMMENT ON COLUMN dashboard.congress_history.closed_on IS 'Last day.';
COMMENT ON COLUMN dashboard.congress_history.first_on IS 'First day that is known; null: not known to the day.';
COMMENT ON COLUMN dashboard.congress_history.basis IS 'news, reference (the baseline: no article has told of it), news and reference, or announced (not held, as far as known).';
COMMENT ON COLUMN dashboard.congress_history.date_confidence IS 'How reference works know the days; null where the news tells.';
COMMENT ON COLUMN dashboard.congress_history.held_by IS 'It was held on this day or before: first_on, or the first news of it, or the end of its year. Null: announced only.';

-- Runs with its owner's rights, as a view does.
CREATE OR REPLACE FUNCTION dashboard.calendar_on(
    on_date date DEFAULT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
) RETURNS TABLE (
    organisation_id text,
    province text,
    province_name text,
    congress_due integer,
    is_congress_held boolean,
    congress_ordinal integer,
    term text,
    preparatory_on date,
    opened_on date,
    result_on date,
    closed_on date,
    congress_basis text,
    midterm_due integer,
    is_midterm_held boolean,
    midterm_status text,
    midterm_on date,
    next_expected text,
    next_due integer,
    next_announced_for date
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH existing AS (
        SELECT o.id, named.slug, coalesce(named.name, o.name) AS name
        FROM core.organisation o
        LEFT JOIN LATERAL (
            SELECT n.slug, n.name FROM core.organisation_name n
            WHERE n.organisation_id = o.id AND n.valid_from <= $1
            ORDER BY n.valid_from DESC LIMIT 1
        ) named ON true
        WHERE (o.valid_from IS NULL OR o.valid_from <= $1)
          AND (o.valid_to IS NULL OR o.valid_to >= $1)
    ), dated AS (
        SELECT
            x.*,
            last.ordinal, last.term, last.year, last.preparatory_on, last.opened_on,
            last.result_on, last.closed_on, last.basis,
            extract(year FROM $1)::integer AS this_year,
            extract(year FROM $1)::integer - extract(year FROM $1)::integer % 5
                AS cycle
        FROM existing x
        LEFT JOIN LATERAL (
            SELECT * FROM dashboard.congress_history h
            WHERE h.organisation_id = x.id AND h.held_by <= $1
            ORDER BY h.year DESC LIMIT 1
        ) last ON true
    ), reviewed AS (
        SELECT
            d.*,
            coalesce(review.state, 'not known') AS review_state,
            review.occurred_on AS review_on,
            review.state IS NOT DISTINCT FROM 'held' AS is_reviewed
        FROM dated d
        LEFT JOIN LATERAL (
            SELECT e.fields ->> 'status' AS state, e.occurred_on FROM core.event e
            WHERE e.organisation_id = d.id AND e.kind = 'midterm_review'
              AND e.status IN ('flagged', 'confirmed', 'baseline')
              AND e.fields ->> 'term' = d.term
              AND (e.fields ->> 'status' = 'planned' OR $1 >= coalesce(
                  e.occurred_on,
                  (e.first_seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))
            LIMIT 1
        ) review ON true
    ), next AS (
        SELECT
            r.*,
            r.year IS NOT NULL AND r.this_year <= r.year + 4 AND NOT r.is_reviewed
                AS is_review_next
        FROM reviewed r
    )
    SELECT
        n.id,
        coalesce(n.slug, n.id),
        n.name,
        n.cycle,
        coalesce(n.year >= n.cycle, false),
        n.ordinal,
        n.term,
        n.preparatory_on,
        n.opened_on,
        n.result_on,
        n.closed_on,
        n.basis,
        n.year + 3,
        n.is_reviewed,
        n.review_state,
        n.review_on,
        CASE WHEN n.is_review_next THEN 'midterm_review' ELSE 'congress' END,
        CASE
            WHEN n.is_review_next THEN n.year + 3
            ELSE coalesce(n.year + 5, (n.this_year + 4) / 5 * 5)
        END,
        CASE
            WHEN n.is_review_next THEN
                CASE WHEN n.review_state = 'planned' THEN n.review_on END
            ELSE (
                SELECT h.announced_for FROM dashboard.congress_history h
                WHERE h.organisation_id = n.id
                  AND h.year = coalesce(n.year + 5, (n.this_year + 4) / 5 * 5)
            )
        END
    FROM next n
    ORDER BY n.name;
END;

COMMENT ON FUNCTION dashboard.calendar_on(date) IS
    'The calendar of the organisations of a day, as known now of that day: last congress, mid-term review, what is expected next. Columns as in view calendar.';

CREATE OR REPLACE VIEW dashboard.calendar AS
SELECT
    c.*,
    CASE
        WHEN c.is_midterm_held THEN 'review held'
        WHEN c.midterm_status = 'planned' THEN 'review planned'
        WHEN c.is_congress_held AND c.midterm_due
            <= extract(year FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')
            THEN 'review due'
        WHEN c.is_congress_held THEN 'congress held'
        WHEN c.next_announced_for IS NOT NULL THEN 'congress announced'
        ELSE 'congress due'
    END AS calendar_status,
    today.iso AS iso_code
FROM dashboard.calendar_on() c
LEFT JOIN core.organisation_today today ON today.organisation_id = c.organisation_id;

COMMENT ON VIEW dashboard.calendar IS
    'For each organisation of today: the last congress, whether the mid-term review was held, what is expected next. A congress every five years (2025, 2030), the review in the third year of the term.';
COMMENT ON COLUMN dashboard.calendar.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.calendar.province IS 'Slug of the province or city.';
COMMENT ON COLUMN dashboard.calendar.province_name IS 'Its Vietnamese name.';
COMMENT ON COLUMN dashboard.calendar.congress_due IS 'Year of the congresses of this cycle, for instance 2025.';
COMMENT ON COLUMN dashboard.calendar.is_congress_held IS 'Whether its congress of this cycle was held, as far as known.';
COMMENT ON COLUMN dashboard.calendar.congress_ordinal IS 'Ordinal of its last congress; null: none of this organisation is known.';
COMMENT ON COLUMN dashboard.calendar.term IS 'Term that its last congress began.';
COMMENT ON COLUMN dashboard.calendar.preparatory_on IS 'Day of the preparatory session of its last congress.';
COMMENT ON COLUMN dashboard.calendar.opened_on IS 'Day of the formal opening.';
COMMENT ON COLUMN dashboard.calendar.result_on IS 'Day of the elections.';
COMMENT ON COLUMN dashboard.calendar.closed_on IS 'Last day.';
COMMENT ON COLUMN dashboard.calendar.congress_basis IS 'news, reference (the baseline: no article has told of it), or news and reference.';
COMMENT ON COLUMN dashboard.calendar.midterm_due IS 'Third year of the term, in which its mid-term review is due.';
COMMENT ON COLUMN dashboard.calendar.is_midterm_held IS 'Whether the mid-term review of this term was held, as far as the news tells.';
COMMENT ON COLUMN dashboard.calendar.midterm_status IS 'held, planned or not known.';
COMMENT ON COLUMN dashboard.calendar.midterm_on IS 'Day of the review, or the planned day.';
COMMENT ON COLUMN dashboard.calendar.next_expected IS 'midterm_review or congress.';
COMMENT ON COLUMN dashboard.calendar.next_due IS 'The year of that; a past one is overdue or was not reported.';
COMMENT ON COLUMN dashboard.calendar.next_announced_for IS 'Its day, where the news has announced one.';
COMMENT ON COLUMN dashboard.calendar.calendar_status IS 'Where it stands in its term, for maps: congress due, congress announced, congress held, review due, review planned or review held.';
COMMENT ON COLUMN dashboard.calendar.iso_code IS 'ISO 3166-2 code of the province, for maps; of a merged one the code of the province whose name it bears.';
