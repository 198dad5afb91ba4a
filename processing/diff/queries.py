"""What is known, as typed rows for the command line: events, leaders, resolutions.

A province answers for what it is and for what it went into: asked about Nam Định in
2026, the rows are those of Ninh Bình and say so (``asked_for``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, text

from processing.gazetteer.organisations import NAMES, SLUGS, successors
from processing.model import HANOI, Kind
from processing.store.errors import StoreError

R = TypeVar("R")


class UnknownProvince(StoreError):
    """There is no province of that slug; says which ones are like it."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its sentence; of a silent change also the one from before it."""

    id: int
    kind: str
    province: str
    occurred_on: date | None
    occurred_after: date | None
    state: str
    summary: str
    fields: dict[str, Any]
    confidence: float
    source_count: int
    status: str
    is_news: bool
    quote: str | None
    quote_before: str | None
    url: str | None
    asked_for: str | None


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """Who held a position; a basis says what a day rests on."""

    province: str
    position: str
    person: str
    held_from: date | None
    held_from_basis: str
    held_to: date | None
    held_to_basis: str | None
    first_seen_on: date | None
    last_seen_on: date | None
    known_since: datetime
    asked_for: str | None


@dataclass(frozen=True, slots=True)
class ResolutionRow:
    """A resolution with its sentence."""

    id: int
    province: str
    number: str | None
    issuer: str | None
    subject: str | None
    state: str
    occurred_on: date | None
    confidence: float
    source_count: int
    quote: str | None
    url: str | None
    asked_for: str | None


EVENTS = text("""
    SELECT e.event_id AS id, e.kind, e.province, e.occurred_on, e.occurred_after,
           e.state, e.summary, stored.fields, e.confidence, e.source_count, e.status,
           e.is_news, e.quote, earlier.quote AS quote_before, e.article_url AS url,
           e.organisation_id, stored.fields ->> 'number' AS number,
           stored.fields ->> 'issuer' AS issuer, stored.fields ->> 'subject' AS subject
    FROM dashboard.events e
    JOIN core.event stored ON stored.id = e.event_id
    LEFT JOIN LATERAL (
        SELECT o.quote FROM core.event_evidence ev
        JOIN core.observation o ON o.id = ev.observation_id
        WHERE ev.event_id = e.event_id AND ev.role = 'before'
        ORDER BY o.id LIMIT 1
    ) earlier ON true
    WHERE e.status NOT IN ('rejected', 'retracted')
      AND (CAST(:organisations AS text[]) IS NULL
           OR e.organisation_id = ANY(:organisations))
      AND (CAST(:kinds AS text[]) IS NULL OR e.kind = ANY(:kinds))
      AND (CAST(:since AS date) IS NULL OR e.occurred_on >= :since)
      AND (CAST(:until AS date) IS NULL OR e.occurred_on <= :until)
      AND (e.is_news OR NOT :only_news)
    ORDER BY e.occurred_on DESC NULLS LAST, e.province, e.event_id
""")

LEADERS = text("""
    SELECT t.organisation_id, coalesce(n.slug, t.organisation_id) AS province,
           t.position_id AS position, t.person, t.valid_from AS held_from,
           t.from_basis AS held_from_basis, t.valid_to AS held_to,
           t.to_basis AS held_to_basis, t.first_seen_on, t.last_seen_on,
           t.recorded_from AS known_since
    FROM core.tenure t
    JOIN core.position p ON p.id = t.position_id
    JOIN core.organisation o ON o.id = t.organisation_id
    LEFT JOIN core.organisation_name n ON n.organisation_id = t.organisation_id
        AND n.valid_from <= :on AND (n.valid_to IS NULL OR n.valid_to >= :on)
    WHERE (CAST(:organisations AS text[]) IS NULL
           OR t.organisation_id = ANY(:organisations))
      AND coalesce(t.valid_from, t.first_seen_on, t.valid_to) <= :on
      AND (t.valid_to IS NULL OR t.valid_to >= :on)
      AND (t.to_basis IN ('event', 'successor') OR t.from_basis = 'baseline'
           OR t.valid_to < o.valid_to
           OR greatest(t.valid_from, t.last_seen_on)
              > CAST(:on AS date) - interval '5 years')
      AND (o.valid_from IS NULL OR o.valid_from <= :on)
      AND (o.valid_to IS NULL OR o.valid_to >= :on)
      AND CASE WHEN CAST(:known_at AS timestamptz) IS NULL THEN t.recorded_to IS NULL
               ELSE t.recorded_from <= :known_at
                    AND (t.recorded_to IS NULL OR t.recorded_to > :known_at) END
    ORDER BY province, p.rank, p.id, t.valid_from NULLS FIRST, t.person
""")


def events(
    engine: Engine,
    *,
    province: str | None = None,
    kinds: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    only_news: bool = False,
) -> list[EventRow]:
    """What has happened, newest first; the rejected and the retracted are left out.

    ``since`` and ``until`` are days on which it happened, both included; with
    ``only_news`` only what was news when it was flagged.

    Raises:
        UnknownProvince: there is no province of that slug.
    """
    return _told(EventRow, engine, province, kinds, since, until, only_news=only_news)


def resolutions(
    engine: Engine,
    *,
    province: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[ResolutionRow]:
    """Resolutions adopted or issued, newest first; see ``events``."""
    kinds = (Kind.RESOLUTION,)
    return _told(ResolutionRow, engine, province, kinds, since, until)


def _told(
    row_type: type[R],
    engine: Engine,
    province: str | None,
    kinds: Collection[str],
    since: date | None,
    until: date | None,
    *,
    only_news: bool = False,
) -> list[R]:
    asked = _organisations(province)
    values = {
        "organisations": list(asked) if asked is not None else None,
        "kinds": [str(kind) for kind in kinds] or None,
        "since": since,
        "until": until,
        "only_news": only_news,
    }
    with engine.connect() as connection:
        return _rows(connection, EVENTS, values, row_type, asked)


def leaders(
    engine: Engine,
    *,
    province: str | None = None,
    on: date,
    as_known_on: date | None = None,
) -> list[LeaderRow]:
    """Who held which position ``on`` a day, by province and rank.

    Without those whom the news had not named for five years, a whole term, and of
    whom no end is known but that of their organisation.
    ``as_known_on`` asks for what was known at the end of that day, in Ha Noi.

    Raises:
        UnknownProvince: there is no province of that slug.
    """
    asked = _organisations(province)
    values = {
        "organisations": list(asked) if asked is not None else None,
        "on": on,
        "known_at": _end_of(as_known_on) if as_known_on else None,
    }
    with engine.connect() as connection:
        return _rows(connection, LEADERS, values, LeaderRow, asked)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), HANOI)


def _organisations(province: str | None) -> dict[str, str | None] | None:
    """The organisations a slug means, each with the slug if it only went into them."""
    if province is None:
        return None
    if province not in SLUGS:
        like = get_close_matches(province, sorted(SLUGS), n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(like)}?" if like else "write nam-dinh"
        raise UnknownProvince(f"there is no province {province}: {hint}")
    bearers = {name.organisation_id for name in NAMES if name.slug == province}
    asked: dict[str, str | None] = dict.fromkeys(bearers)
    for bearer in sorted(bearers):
        for successor in successors(bearer):
            asked.setdefault(successor.id, province)
    return asked


def _rows(
    connection: Connection,
    query: Any,
    values: Mapping[str, object],
    row_type: type[R],
    asked: Mapping[str, str | None] | None,
) -> list[R]:
    names = {field.name for field in fields(row_type)}  # type: ignore[arg-type]
    found = []
    for row in connection.execute(query, values).mappings():
        given = {name: value for name, value in row.items() if name in names}
        if "confidence" in given:
            given["confidence"] = float(given["confidence"])
        given["asked_for"] = (asked or {}).get(row["organisation_id"])
        found.append(row_type(**given))
    return found
