"""Reads the current observations of organisations, with what their articles weigh."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, text

from processing.diff import parts
from processing.diff.model import (
    Observations,
    Report,
    Review,
    Sighting,
    Telling,
)
from processing.diff.parts import Scope
from processing.diff.rows import (
    rejected_of,
    report_from,
    report_of,
    sighting_from,
    sighting_of,
    telling_of,
)
from processing.gazetteer.organisations import bearers_of
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind

# Official of an organisation is what its own papers and portals print, and the central
# press: a neighbour's paper is no witness of who sits here.
OWN = """
    LEFT JOIN (
        SELECT DISTINCT paper.id AS source_id, named.organisation_id
        FROM core.source paper
        CROSS JOIN jsonb_array_elements(paper.homes) AS told
        JOIN core.organisation_name named ON named.slug = told ->> 'province'
    ) own ON own.source_id = a.source_id AND own.organisation_id = o.organisation_id
"""
IS_OFFICIAL = """
    s.is_official AND (s.homes = '[]' OR own.source_id IS NOT NULL) AS is_official
"""
# What an article weighs. Its day is that of its publication, but never later than that
# of its fetching.
WEIGHED = """
    a.key, coalesce(a.duplicate_of_id, a.id) AS origin, a.source_id,
    least(v.published_at, v.fetched_at) AS told_at, v.published_at IS NULL AS undated,
    v.fetched_at AS seen_at
"""
ARTICLES = """
    JOIN core.article a ON a.id = v.article_id
    JOIN core.source s ON s.id = a.source_id
"""
# Whether it can be news follows from the crawl that fetched the page ``page_id``.
IS_FRESH = """
    r.kind <> 'backfill' AND NOT coalesce(sr.is_first, false) AS is_fresh
"""
CRAWLS = """
    JOIN core.page p ON p.id = page_id
    JOIN core.run r ON r.id = p.run_id
    LEFT JOIN core.source_run sr ON sr.run_id = p.run_id AND sr.source_id = p.source_id
"""
# From the observations ``o`` that are wanted, to be chosen before all else.
FOUND = f"""
    SELECT o.id, o.organisation_id, o.kind, o.fields, o.occurred_on, o.confidence,
           o.quote_start, o.is_reread, {IS_OFFICIAL}, {WEIGHED}, {IS_FRESH}
    FROM o
    JOIN core.article_version v ON v.id = o.article_version_id {ARTICLES} {CRAWLS} {OWN}
"""  # noqa: S608 (a constant)
# By the kinds of event and the watched positions that are wanted: what some reader says
# of another position is left alone.
REPORTS = text(f"""
    WITH o AS MATERIALIZED (
        SELECT told.*
        FROM unnest(CAST(:organisations AS text[]), CAST(:kinds AS text[]),
                    CAST(:positions AS text[]))
            AS wanted(organisation_id, kind, position)
        JOIN core.observation told
            ON told.organisation_id = wanted.organisation_id
            AND told.kind = wanted.kind
            AND told.fields ->> 'position' IS NOT DISTINCT FROM wanted.position
        WHERE told.superseded_at IS NULL
    ) {FOUND}
""")  # noqa: S608 (a constant)
# One by one, however they stand.
SINGLE = text(f"""
    WITH o AS MATERIALIZED (SELECT * FROM core.observation WHERE id = ANY(:ids))
    {FOUND} ORDER BY o.id
""")  # noqa: S608 (a constant)
# Tens of thousands of articles name the same holder: of each text the first, then of
# each day the best, is all that counts (see claims.independent). An article that names
# several holders of a single seat lists who sat there over the years, or has a name
# wrong: it says nothing (see _at_one). The crawls are asked for what is left alone.
SIGHTINGS = text(f"""
    WITH o AS MATERIALIZED (
        SELECT seen.id, seen.organisation_id, seen.fields, seen.confidence,
               seen.quote_start, seen.is_reread, seen.article_version_id
        FROM unnest(CAST(:organisations AS text[]), CAST(:positions AS text[]))
            AS wanted(organisation_id, position)
        JOIN core.observation seen
            ON seen.organisation_id = wanted.organisation_id
            AND seen.fields ->> 'position' = wanted.position
        WHERE seen.kind = 'office_holder' AND seen.superseded_at IS NULL
    ), told AS (
        SELECT *, fields ->> 'person' AS person, fields ->> 'position' AS position,
               (told_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS told_on
        FROM (
            SELECT o.*, v.page_id, {IS_OFFICIAL}, {WEIGHED}
            FROM o
            JOIN core.article_version v ON v.id = o.article_version_id {ARTICLES} {OWN}
        ) all_told
        WHERE NOT undated
    ), at_one AS (
        SELECT *, min(lower(person)) OVER article = max(lower(person)) OVER article
            OR position NOT IN (SELECT id FROM core.position WHERE is_single_seat)
            AS is_at_one
        FROM told
        WINDOW article AS (PARTITION BY organisation_id, position, key)
    ), independent AS (
        SELECT DISTINCT ON (organisation_id, position, person, origin) *
        FROM at_one WHERE is_at_one
        ORDER BY organisation_id, position, person, origin, told_on,
                 is_official DESC, confidence DESC, source_id, key, quote_start
    ), best AS (
        SELECT DISTINCT ON (organisation_id, position, person, told_on) *
        FROM independent
        ORDER BY organisation_id, position, person, told_on,
                 is_official DESC, confidence DESC, source_id, key, quote_start
    )
    SELECT best.*, {IS_FRESH}
    FROM best {CRAWLS}
    ORDER BY best.organisation_id, position, person, told_on
""")  # noqa: S608 (a constant)

REJECTED = text("""
    SELECT organisation_id, fields, coalesce(occurred_after, occurred_on) AS since
    FROM core.event
    WHERE kind = 'leadership_change' AND status = 'rejected'
      AND organisation_id = ANY(:wanted)
""")

# What was moved to another province is taken out wherever it is read today.
REVIEWS = text("""
    SELECT * FROM core.review
    WHERE superseded_at IS NULL AND (
        (organisation_id, kind) IN (
            SELECT * FROM unnest(CAST(:organisations AS text[]), CAST(:kinds AS text[]))
        )
        OR edits ? 'province' AND kind = ANY(:kinds)
    )
    ORDER BY id
""")


def observations(
    connection: Connection,
    scopes: Mapping[str, Scope],
    single: Iterable[int],
) -> dict[str, Observations]:
    """The observations of ``scopes`` by organisation, without what people decided.

    Of resolutions that are not folded whole those with the numbers ``single``.
    Observations whose organisation is unknown belong to none.
    """
    reports = _by_organisation(
        [
            *connection.execute(REPORTS, parts.reported(scopes, watched=True)),
            *connection.execute(SINGLE, {"ids": [*single]}),
        ],
        report_of,
    )
    seen = connection.execute(SIGHTINGS, parts.seats(scopes, watched=True))
    sightings = _by_organisation(seen, sighting_of)
    return {
        id_: Observations(
            id_, tuple(reports.get(id_, ())), tuple(sightings.get(id_, ()))
        )
        for id_ in scopes
    }


def decisions(
    connection: Connection, scopes: Mapping[str, Scope]
) -> Iterator[Observations]:
    """What people have decided of ``scopes``, without any observation."""
    named = {"wanted": list(scopes)}
    rejected = _by_organisation(connection.execute(REJECTED, named), rejected_of)
    reviews = _reviews(connection, scopes)
    for organisation_id in scopes:
        yield Observations(
            organisation_id,
            rejected=tuple(rejected.get(organisation_id, ())),
            reviews=tuple(reviews.get(organisation_id, ())),
        )


def _reviews(
    connection: Connection, scopes: Mapping[str, Scope]
) -> dict[str, list[Review]]:
    """What people have decided, with what each event rested on when it was judged."""
    rows = list(connection.execute(REVIEWS, parts.kinds(scopes)))
    ids = [id_ for row in rows for id_ in row.observation_ids]
    found = connection.execute(SINGLE, {"ids": ids})
    originals = {row.id: _original(row) for row in found}
    reviews: dict[str, list[Review]] = defaultdict(list)
    for row in rows:
        is_moved = "province" in row.edits
        review = Review(
            id=row.id,
            kind=Kind(row.kind),
            is_rejected=row.decision == "rejected",
            edits=row.edits,
            told=row.told,
            originals=tuple(originals[id_] for id_ in row.observation_ids),
            decided_at=row.decided_at,
            moved_to=row.organisation_id if is_moved else None,
        )
        for organisation_id in scopes if is_moved else [row.organisation_id]:
            reviews[organisation_id].append(review)
    return reviews


def _original(row: Row[Any]) -> Report | Sighting:
    return sighting_of(row) if row.kind == "office_holder" else report_of(row)


def _by_organisation(rows: Iterable[Row[Any]], make: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.organisation_id].append(make(row))
    return found


def tellings(connection: Connection) -> dict[int, Telling]:
    """What the article of each version weighs, by the number of the version."""
    query = text(f"""
        SELECT v.id, s.is_official, s.homes, {WEIGHED}, {IS_FRESH}
        FROM core.article_version v {ARTICLES} {CRAWLS}
    """)  # noqa: S608 (a constant)
    return {
        row.id: replace(
            telling_of(row), homes=tuple(home["province"] for home in row.homes)
        )
        for row in connection.execute(query)
    }


def read_anew(
    stored: Observations, rows: Iterable[Mapping[str, Any]], told: Mapping[int, Telling]
) -> Observations:
    """``stored`` with other observations, as rows of the table with numbers.

    ``told`` are the tellings of their versions; undated sightings say nothing.
    """
    reports: list[Report] = []
    sightings: list[Sighting] = []
    for row in rows:
        telling = _weighed_for(stored, told[row["article_version_id"]])
        position = row["fields"].get("position")
        if position is not None and position not in POSITIONS:
            continue
        if row["kind"] != Kind.OFFICE_HOLDER:
            reports.append(report_from(row, telling))
        elif telling.told_on:
            sightings.append(sighting_from(row, telling))
    return replace(stored, reports=tuple(reports), sightings=_at_one(sightings))


def _weighed_for(stored: Observations, telling: Telling) -> Telling:
    """The telling as the organisation's own, or as another's."""
    bearers = {bearer.id for slug in telling.homes for bearer in bearers_of(slug)}
    if telling.homes and stored.organisation_id not in bearers:
        return replace(telling, is_official=False)
    return telling


def _at_one(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Without articles that name several holders of a single seat."""
    listed = list(sightings)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in listed:
        named[item.position, item.telling.key].add(item.person.lower())
    return tuple(
        item
        for item in listed
        if len(named[item.position, item.telling.key]) == 1
        or not POSITIONS[item.position].is_single_seat
    )
