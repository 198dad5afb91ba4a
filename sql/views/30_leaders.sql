-- Who held which position. core.tenure keeps two times: when it was so (valid) and
-- since when we have known it (recorded).
-- The sentence of a tenure is that of the event which began it, else the newest that
-- names the holder. Each join is by a unique key from the left: see core.event_told.
CREATE OR REPLACE VIEW core.tenure_told AS
SELECT
    t.id AS tenure_id,
    t.organisation_id,
    coalesce(named.slug, t.organisation_id) AS province,
    coalesce(named.name, o.name) AS province_name,
    t.position_id AS position,
    p.name_vi AS position_name,
    p.name_en AS position_name_en,
    p.rank AS position_rank,
    t.person,
    t.valid_from AS held_from,
    t.from_basis AS held_from_basis,
    t.valid_to AS held_to,
    t.to_basis AS held_to_basis,
    t.first_seen_on,
    t.last_seen_on,
    shown.quote,
    v.title AS article_title,
    a.url AS article_url,
    e.source_count,
    t.started_by_id AS started_by_event_id,
    t.ended_by_id AS ended_by_event_id,
    t.recorded_from AS known_since,
    t.recorded_to AS known_until,
    CASE WHEN t.from_basis <> 'left' THEN coalesce(
        t.valid_to, o.valid_to, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    ) - t.valid_from END AS days_in_office,
    t.valid_to IS NULL AND (
        o.valid_to IS NULL
        OR o.valid_to >= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    ) AND (
        t.from_basis = 'baseline'
        OR greatest(t.valid_from, t.last_seen_on)
            > (SELECT coalesce(max(as_of), now()) FROM core.run) - interval '5 years'
    ) AS is_current,
    named.iso AS iso_code,
    today.province AS province_now,
    today.name AS province_name_now,
    today.iso AS iso_code_now
FROM core.tenure t
LEFT JOIN core.organisation o ON o.id = t.organisation_id
LEFT JOIN core.organisation_period named ON named.organisation_id = t.organisation_id
    AND coalesce(t.valid_to, date '9999-12-31') >= named.since
    AND coalesce(t.valid_to, date '9999-12-31') < named.until
LEFT JOIN core.organisation_today today ON today.organisation_id = t.organisation_id
LEFT JOIN core.position p ON p.id = t.position_id
LEFT JOIN core.event e ON e.id = t.started_by_id
LEFT JOIN core.observation shown ON shown.id = coalesce(
    e.best_observation_id,
    (
        SELECT ob.id
        FROM core.observation ob
        WHERE ob.organisation_id = t.organisation_id
          AND ob.kind = 'office_holder'
          AND ob.fields ->> 'position' = t.position_id
          AND ob.fields ->> 'person' = t.person
          AND ob.superseded_at IS NULL
        ORDER BY ob.occurred_on DESC NULLS LAST, ob.confidence DESC, ob.id
        LIMIT 1
    )
)
LEFT JOIN core.article_version v ON v.id = shown.article_version_id
LEFT JOIN core.article a ON a.id = v.article_id;

COMMENT ON VIEW core.tenure_told IS
    'Every tenure as it was ever recorded, with its sentence: what the views of leaders choose from.';
COMMENT ON COLUMN core.tenure_told.tenure_id IS 'Number of the row.';
COMMENT ON COLUMN core.tenure_told.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN core.tenure_told.province IS 'Slug of the province or city at the end of the tenure, or now.';
COMMENT ON COLUMN core.tenure_told.province_name IS 'Its Vietnamese name.';
COMMENT ON COLUMN core.tenure_told.position IS 'Identifier of the position, for instance party_secretary.';
COMMENT ON COLUMN core.tenure_told.position_name IS 'Vietnamese title.';
COMMENT ON COLUMN core.tenure_told.position_name_en IS 'English title.';
COMMENT ON COLUMN core.tenure_told.position_rank IS '1 is highest; for sorting.';
COMMENT ON COLUMN core.tenure_told.person IS 'Name as printed most often.';
COMMENT ON COLUMN core.tenure_told.held_from IS 'First day, or the latest that it can be: see held_from_basis.';
COMMENT ON COLUMN core.tenure_told.held_from_basis IS 'What held_from rests on: event (a report of the change), baseline (reference works), seen (first named so then; may have come earlier) or left (only the departure is told; came earlier).';
COMMENT ON COLUMN core.tenure_told.held_to IS 'Last day; null: not known to have ended.';
COMMENT ON COLUMN core.tenure_told.held_to_basis IS 'What held_to rests on: event (a report of the change), successor (another was named in the office) or baseline (reference works).';
COMMENT ON COLUMN core.tenure_told.first_seen_on IS 'First day an article names the holder.';
COMMENT ON COLUMN core.tenure_told.last_seen_on IS 'Last day an article names the holder.';
COMMENT ON COLUMN core.tenure_told.quote IS 'The sentence of the event that began it; without one the newest sentence that names the holder. Null for baseline rows that no article has named.';
COMMENT ON COLUMN core.tenure_told.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN core.tenure_told.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN core.tenure_told.source_count IS 'Independent sources of the event that began it; null without such an event.';
COMMENT ON COLUMN core.tenure_told.started_by_event_id IS 'The event that began it: see events.';
COMMENT ON COLUMN core.tenure_told.ended_by_event_id IS 'The event that ended it: see events.';
COMMENT ON COLUMN core.tenure_told.known_since IS 'Since when it is known so.';
COMMENT ON COLUMN core.tenure_told.known_until IS 'Until when it was thought so; null: still. With known_since the recorded time; held_from and held_to are the valid time.';
COMMENT ON COLUMN core.tenure_told.days_in_office IS 'Days from held_from to held_to, or to today; null where only the departure is told.';
COMMENT ON COLUMN core.tenure_told.is_current IS 'Whether it goes on today, as far as known: not of whom the news had not named for five years, a whole term, at the last run.';
COMMENT ON COLUMN core.tenure_told.iso_code IS 'ISO 3166-2 code of the province, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN core.tenure_told.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN core.tenure_told.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN core.tenure_told.iso_code_now IS 'ISO 3166-2 code of what its organisation is today.';

CREATE OR REPLACE VIEW dashboard.leaders_history AS
SELECT
    t.tenure_id,
    t.organisation_id,
    t.province,
    t.province_name,
    t."position",
    t.position_name,
    t.position_name_en,
    t.position_rank,
    t.person,
    t.held_from,
    t.held_from_basis,
    t.held_to,
    t.held_to_basis,
    t.first_seen_on,
    t.last_seen_on,
    t.quote,
    t.article_title,
    t.article_url,
    t.source_count,
    t.started_by_event_id,
    t.ended_by_event_id,
    t.known_since,
    t.days_in_office,
    t.is_current,
    t.iso_code,
    t.province_now,
    t.province_name_now,
    t.iso_code_now
FROM core.tenure_told t
WHERE t.known_until IS NULL;

COMMENT ON VIEW dashboard.leaders_history IS
    'Current and former holders of the watched positions, as known today.';
COMMENT ON COLUMN dashboard.leaders_history.tenure_id IS 'Number of the row.';
COMMENT ON COLUMN dashboard.leaders_history.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.leaders_history.province IS 'Slug of the province or city at the end of the tenure, or now.';
COMMENT ON COLUMN dashboard.leaders_history.province_name IS 'Its Vietnamese name.';
COMMENT ON COLUMN dashboard.leaders_history.position IS 'Identifier of the position, for instance party_secretary.';
COMMENT ON COLUMN dashboard.leaders_history.position_name IS 'Vietnamese title.';
COMMENT ON COLUMN dashboard.leaders_history.position_name_en IS 'English title.';
COMMENT ON COLUMN dashboard.leaders_history.position_rank IS '1 is highest; for sorting.';
COMMENT ON COLUMN dashboard.leaders_history.person IS 'Name as printed most often.';
COMMENT ON COLUMN dashboard.leaders_history.held_from IS 'First day, or the latest that it can be: see held_from_basis.';
COMMENT ON COLUMN dashboard.leaders_history.held_from_basis IS 'What held_from rests on: event (a report of the change), baseline (reference works), seen (first named so then; may have come earlier) or left (only the departure is told; came earlier).';
COMMENT ON COLUMN dashboard.leaders_history.held_to IS 'Last day; null: not known to have ended.';
COMMENT ON COLUMN dashboard.leaders_history.held_to_basis IS 'What held_to rests on: event (a report of the change), successor (another was named in the office) or baseline (reference works).';
COMMENT ON COLUMN dashboard.leaders_history.first_seen_on IS 'First day an article names the holder.';
COMMENT ON COLUMN dashboard.leaders_history.last_seen_on IS 'Last day an article names the holder.';
COMMENT ON COLUMN dashboard.leaders_history.quote IS 'The sentence of the event that began it; without one the newest sentence that names the holder. Null for baseline rows that no article has named.';
COMMENT ON COLUMN dashboard.leaders_history.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leaders_history.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.leaders_history.source_count IS 'Independent sources of the event that began it; null without such an event.';
COMMENT ON COLUMN dashboard.leaders_history.started_by_event_id IS 'The event that began it: see events.';
COMMENT ON COLUMN dashboard.leaders_history.ended_by_event_id IS 'The event that ended it: see events.';
COMMENT ON COLUMN dashboard.leaders_history.known_since IS 'Since when it is known so.';
COMMENT ON COLUMN dashboard.leaders_history.days_in_office IS 'Days from held_from to held_to, or to today; null where only the departure is told.';
COMMENT ON COLUMN dashboard.leaders_history.is_current IS 'Whether it goes on today, as far as known: not of whom the news had not named for five years, a whole term, at the last run.';
COMMENT ON COLUMN dashboard.leaders_history.iso_code IS 'ISO 3166-2 code of the province, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.leaders_history.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.leaders_history.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.leaders_history.iso_code_now IS 'ISO 3166-2 code of what its organisation is today.';

CREATE OR REPLACE VIEW dashboard.leaders_current AS
SELECT
    t.tenure_id,
    t.organisation_id,
    t.province,
    t.province_name,
    t."position",
    t.position_name,
    t.position_name_en,
    t.position_rank,
    t.person,
    t.held_from,
    t.held_from_basis,
    t.first_seen_on,
    t.last_seen_on,
    t.quote,
    t.article_title,
    t.article_url,
    t.source_count,
    t.started_by_event_id,
    t.known_since,
    t.days_in_office,
    t.iso_code,
    t.province_now,
    t.province_name_now,
    t.iso_code_now
FROM core.tenure_told t
WHERE t.known_until IS NULL AND t.is_current;

COMMENT ON VIEW dashboard.leaders_current IS
    'Who holds the watched positions of today''s organisations, as far as known: without those whom the news had not named for five years at the last run.';
COMMENT ON COLUMN dashboard.leaders_current.tenure_id IS 'Number of the row.';
COMMENT ON COLUMN dashboard.leaders_current.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.leaders_current.province IS 'Slug of the province or city at the end of the tenure, or now.';
COMMENT ON COLUMN dashboard.leaders_current.province_name IS 'Its Vietnamese name.';
COMMENT ON COLUMN dashboard.leaders_current.position IS 'Identifier of the position, for instance party_secretary.';
COMMENT ON COLUMN dashboard.leaders_current.position_name IS 'Vietnamese title.';
COMMENT ON COLUMN dashboard.leaders_current.position_name_en IS 'English title.';
COMMENT ON COLUMN dashboard.leaders_current.position_rank IS '1 is highest; for sorting.';
COMMENT ON COLUMN dashboard.leaders_current.person IS 'Name as printed most often.';
COMMENT ON COLUMN dashboard.leaders_current.held_from IS 'First day, or the latest that it can be: see held_from_basis.';
COMMENT ON COLUMN dashboard.leaders_current.held_from_basis IS 'What held_from rests on: event (a report of the change), baseline (reference works), seen (first named so then; may have come earlier) or left (only the departure is told; came earlier).';
COMMENT ON COLUMN dashboard.leaders_current.first_seen_on IS 'First day an article names the holder.';
COMMENT ON COLUMN dashboard.leaders_current.last_seen_on IS 'Last day an article names the holder.';
COMMENT ON COLUMN dashboard.leaders_current.quote IS 'The sentence of the event that began it; without one the newest sentence that names the holder. Null for baseline rows that no article has named.';
COMMENT ON COLUMN dashboard.leaders_current.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leaders_current.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.leaders_current.source_count IS 'Independent sources of the event that began it; null without such an event.';
COMMENT ON COLUMN dashboard.leaders_current.started_by_event_id IS 'The event that began it: see events.';
COMMENT ON COLUMN dashboard.leaders_current.known_since IS 'Since when it is known so.';
COMMENT ON COLUMN dashboard.leaders_current.days_in_office IS 'Days from held_from to held_to, or to today; null where only the departure is told.';
COMMENT ON COLUMN dashboard.leaders_current.iso_code IS 'ISO 3166-2 code of the province, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.leaders_current.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.leaders_current.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.leaders_current.iso_code_now IS 'ISO 3166-2 code of what its organisation is today.';

CREATE OR REPLACE VIEW dashboard.leaders_recorded AS
SELECT
    t.tenure_id,
    t.organisation_id,
    t.province,
    t.province_name,
    t."position",
    t.position_name,
    t.position_name_en,
    t.position_rank,
    t.person,
    t.held_from,
    t.held_from_basis,
    t.held_to,
    t.held_to_basis,
    t.first_seen_on,
    t.last_seen_on,
    t.quote,
    t.article_title,
    t.article_url,
    t.source_count,
    t.started_by_event_id,
    t.ended_by_event_id,
    t.known_since,
    t.known_until,
    t.days_in_office,
    t.is_current,
    t.iso_code,
    t.province_now,
    t.province_name_now,
    t.iso_code_now
FROM core.tenure_told t;

COMMENT ON VIEW dashboard.leaders_recorded IS
    'Every tenure as it was ever recorded, also what has since been corrected: what was known when.';
COMMENT ON COLUMN dashboard.leaders_recorded.tenure_id IS 'Number of the row.';
COMMENT ON COLUMN dashboard.leaders_recorded.organisation_id IS 'The Party organisation with its generation.';
COMMENT ON COLUMN dashboard.leaders_recorded.province IS 'Slug of the province or city at the end of the tenure, or now.';
COMMENT ON COLUMN dashboard.leaders_recorded.province_name IS 'Its Vietnamese name.';
COMMENT ON COLUMN dashboard.leaders_recorded.position IS 'Identifier of the position, for instance party_secretary.';
COMMENT ON COLUMN dashboard.leaders_recorded.position_name IS 'Vietnamese title.';
COMMENT ON COLUMN dashboard.leaders_recorded.position_name_en IS 'English title.';
COMMENT ON COLUMN dashboard.leaders_recorded.position_rank IS '1 is highest; for sorting.';
COMMENT ON COLUMN dashboard.leaders_recorded.person IS 'Name as printed most often.';
COMMENT ON COLUMN dashboard.leaders_recorded.held_from IS 'First day, or the latest that it can be: see held_from_basis.';
COMMENT ON COLUMN dashboard.leaders_recorded.held_from_basis IS 'What held_from rests on: event (a report of the change), baseline (reference works), seen (first named so then; may have come earlier) or left (only the departure is told; came earlier).';
COMMENT ON COLUMN dashboard.leaders_recorded.held_to IS 'Last day; null: not known to have ended.';
COMMENT ON COLUMN dashboard.leaders_recorded.held_to_basis IS 'What held_to rests on: event (a report of the change), successor (another was named in the office) or baseline (reference works).';
COMMENT ON COLUMN dashboard.leaders_recorded.first_seen_on IS 'First day an article names the holder.';
COMMENT ON COLUMN dashboard.leaders_recorded.last_seen_on IS 'Last day an article names the holder.';
COMMENT ON COLUMN dashboard.leaders_recorded.quote IS 'The sentence of the event that began it; without one the newest sentence that names the holder. Null for baseline rows that no article has named.';
COMMENT ON COLUMN dashboard.leaders_recorded.article_title IS 'Headline of the article with that sentence.';
COMMENT ON COLUMN dashboard.leaders_recorded.article_url IS 'Link to the article with that sentence.';
COMMENT ON COLUMN dashboard.leaders_recorded.source_count IS 'Independent sources of the event that began it; null without such an event.';
COMMENT ON COLUMN dashboard.leaders_recorded.started_by_event_id IS 'The event that began it: see events.';
COMMENT ON COLUMN dashboard.leaders_recorded.ended_by_event_id IS 'The event that ended it: see events.';
COMMENT ON COLUMN dashboard.leaders_recorded.known_since IS 'Since when it is known so.';
COMMENT ON COLUMN dashboard.leaders_recorded.known_until IS 'Until when it was thought so; null: still. With known_since the recorded time; held_from and held_to are the valid time.';
COMMENT ON COLUMN dashboard.leaders_recorded.days_in_office IS 'Days from held_from to held_to, or to today; null where only the departure is told.';
COMMENT ON COLUMN dashboard.leaders_recorded.is_current IS 'Whether it goes on today, as far as known: not of whom the news had not named for five years, a whole term, at the last run.';
COMMENT ON COLUMN dashboard.leaders_recorded.iso_code IS 'ISO 3166-2 code of the province, for maps; of a merged one the code of the province whose name it bears.';
COMMENT ON COLUMN dashboard.leaders_recorded.province_now IS 'Slug of what its organisation is today: of Nam Định ninh-binh. Asks for a province with all that went into it.';
COMMENT ON COLUMN dashboard.leaders_recorded.province_name_now IS 'Vietnamese name of that.';
COMMENT ON COLUMN dashboard.leaders_recorded.iso_code_now IS 'ISO 3166-2 code of what its organisation is today.';

-- Runs with its owner's rights, as a view does: readers cannot see core.tenure.
-- On the day of a handover a single seat belongs to who came.
CREATE OR REPLACE FUNCTION dashboard.leaders_as_of(
    on_date date DEFAULT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
    known_on timestamptz DEFAULT now()
) RETURNS TABLE (
    organisation_id text,
    province text,
    province_name text,
    "position" text,
    position_name text,
    position_rank integer,
    person text,
    held_from date,
    held_to date,
    known_since timestamptz,
    held_from_basis text,
    held_to_basis text,
    province_now text,
    tenure_id bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH holders AS (
        SELECT
            t.*,
            p.name_vi,
            p.rank,
            row_number() OVER (
                PARTITION BY t.organisation_id, t.position_id,
                    CASE WHEN p.is_single_seat THEN 0 ELSE t.id END
                ORDER BY coalesce(t.valid_from, t.first_seen_on, t.valid_to) DESC
                    NULLS LAST, t.id DESC
            ) AS place
        FROM core.tenure t
        JOIN core.position p ON p.id = t.position_id
        WHERE t.recorded_from <= $2
          AND (t.recorded_to IS NULL OR t.recorded_to > $2)
          AND coalesce(t.valid_from, t.first_seen_on, t.valid_to, '-infinity') <= $1
          AND (t.valid_to IS NULL OR t.valid_to >= $1)
    )
    SELECT
        h.organisation_id,
        coalesce(named.slug, h.organisation_id),
        coalesce(named.name, o.name),
        h.position_id,
        h.name_vi,
        h.rank,
        h.person,
        h.valid_from,
        h.valid_to,
        h.recorded_from,
        h.from_basis,
        h.to_basis,
        today.province,
        h.id
    FROM holders h
    JOIN core.organisation o ON o.id = h.organisation_id
    LEFT JOIN LATERAL (
        SELECT n.slug, n.name FROM core.organisation_name n
        WHERE n.organisation_id = h.organisation_id AND n.valid_from <= $1
        ORDER BY n.valid_from DESC
        LIMIT 1
    ) named ON true
    LEFT JOIN core.organisation_today today ON today.organisation_id = h.organisation_id
    WHERE h.place = 1
      AND (o.valid_from IS NULL OR o.valid_from <= $1)
      AND (o.valid_to IS NULL OR o.valid_to >= $1)
    ORDER BY h.organisation_id, h.rank, h.person;
END;

COMMENT ON FUNCTION dashboard.leaders_as_of(date, timestamptz) IS
    'Who held the watched positions on a day, as it was known at a moment: leaders_as_of(''2021-03-01'', ''2021-06-01''). Without arguments: today, as known now. The columns mean what they mean in leaders_recorded, which has the sentence to each tenure_id.';
