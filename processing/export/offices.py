"""People, positions and who held what, as the formats for such things want them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text

from processing.export.sheets import REACH, STREAMED, Choice

# What an office belongs to, by the beginning of its identifier.
_BODIES = {
    "peoples_council": ("Hội đồng nhân dân", "People's Council"),
    "peoples_committee": ("Ủy ban nhân dân", "People's Committee"),
}
_PARTY = ("Đảng bộ", "Party organisation")
_LEVELS = {"province": "tỉnh", "central_city": "thành phố"}


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that has offices: a Party organisation, council, committee."""

    id: str
    name: str
    kind: str
    is_party: bool
    area: str
    founded_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Office:
    """A position in one body."""

    id: str
    position: str
    name: str
    name_en: str
    body: Body


@dataclass(frozen=True, slots=True)
class Holding:
    """Who held which office, as known today.

    ``began_on`` is the day an article or reference gives; where a holder has only been
    seen it is None, and ``seen_on`` the first day. ``is_over``: it is known to have
    ended, or its organisation has.
    """

    id: str
    person_id: str
    person: str
    office: Office
    began_on: date | None
    ended_on: date | None
    seen_on: date | None
    is_over: bool
    quote: str | None
    url: str | None
    known_since: date


def holdings(connection: Connection, choice: Choice) -> Iterator[Holding]:
    """Return what is known of all offices, in the order in which it was learnt."""
    query = _TENURES
    given: dict[str, Any] = {}
    if choice.province is not None:
        query += f" AND t.organisation_id IN {REACH}"
        given["province"] = choice.province
    if choice.since is not None:
        query += " AND coalesce(t.held_to, 'infinity') >= :since"
        given["since"] = choice.since
    asked = text(f"{query} ORDER BY t.tenure_id")
    result = connection.execute(asked, given, execution_options=STREAMED)
    for row in result:
        yield _holding(row)


def _holding(row: Row[Any]) -> Holding:
    is_known = row.held_from_basis in ("event", "baseline")
    return Holding(
        id=_identity("holding", row.tenure_id),
        # One name in one province of today is one person; across provinces nothing
        # tells whether two who are called the same are the same.
        person_id=_identity("person", row.province_now, row.person_key),
        person=row.person,
        office=_office(row),
        began_on=row.held_from if is_known else None,
        ended_on=row.held_to,
        seen_on=row.first_seen_on or row.held_from,
        is_over=row.held_to is not None or row.organisation_ended_on is not None,
        quote=row.quote,
        url=row.article_url,
        known_since=row.known_since_on,
    )


def _office(row: Row[Any]) -> Office:
    return Office(
        id=_identity("office", row.organisation_id, row.position),
        position=row.position,
        name=_in_its_unit(row.position_name, row.level),
        name_en=_in_its_unit(row.position_name_en, row.level),
        body=_body(row),
    )


def _body(row: Row[Any]) -> Body:
    prefix = next((p for p in _BODIES if row.position.startswith(p)), None)
    label, kind = _BODIES[prefix] if prefix else _PARTY
    return Body(
        id=_identity("body", row.organisation_id, prefix or "party"),
        name=f"{label} {_LEVELS[row.level]} {row.province_name}",
        kind=kind,
        is_party=prefix is None,
        area=row.province_name,
        founded_on=row.organisation_began_on,
        ended_on=row.organisation_ended_on,
    )


def _in_its_unit(title: str, level: str) -> str:
    """A title as it is said in a city that is no province."""
    if level != "central_city":
        return title
    return title.replace("Tỉnh ủy", "Thành ủy").replace("Provincial", "Municipal")


def _identity(*parts: object) -> str:
    """The same for the same parts, in every export of every installation."""
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return f"dangbo-{parts[0]}-{digest[:20]}"


_TENURES = """
SELECT
    t.tenure_id, t.organisation_id, t.province_name, t.province_now,
    t.position, t.position_name, t.position_name_en, t.person, held.person_key,
    t.held_from, t.held_from_basis, t.held_to, t.first_seen_on,
    t.quote, t.article_url,
    (t.known_since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS known_since_on,
    o.valid_from AS organisation_began_on, o.valid_to AS organisation_ended_on,
    coalesce(n.level, 'province') AS level
FROM core.tenure_told t
JOIN core.tenure held ON held.id = t.tenure_id
JOIN core.organisation o ON o.id = t.organisation_id
LEFT JOIN LATERAL (
    SELECT level FROM core.organisation_name n
    WHERE n.organisation_id = t.organisation_id AND n.slug = t.province
    ORDER BY n.valid_from DESC LIMIT 1
) n ON true
WHERE t.known_until IS NULL
"""
