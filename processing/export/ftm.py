"""People, positions and occupancies as FollowTheMoney entities, one JSON a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from processing.export.offices import Body, Holding, Office
from processing.text.safe import safe_link

COUNTRY = "vn"
Properties = dict[str, list[str]]


def write_ftm(path: Path, holdings: Iterable[Holding]) -> int:
    """Write the entities, each once, before any that points to it; return how many."""
    count = 0
    seen: set[str] = set()
    with path.open("w", encoding="utf-8") as out:
        for holding in holdings:
            for identity, schema, properties in _entities(holding):
                if identity in seen:
                    continue
                seen.add(identity)
                entity = {"id": identity, "schema": schema, "properties": properties}
                line = json.dumps(entity, ensure_ascii=False, sort_keys=True)
                out.write(line + "\n")
                count += 1
    return count


def _entities(holding: Holding) -> Iterator[tuple[str, str, Properties]]:
    office = holding.office
    yield _body(office.body)
    yield _position(office)
    yield (
        holding.person_id,
        "Person",
        _given(name=holding.person, country=COUNTRY, topics="role.pep"),
    )
    yield _occupancy(holding)


def _body(body: Body) -> tuple[str, str, Properties]:
    properties = _given(
        name=body.name,
        country=COUNTRY,
        classification=body.kind,
        dissolutionDate=_day(body.ended_on),
    )
    return body.id, "Organization" if body.is_party else "PublicBody", properties


def _position(office: Office) -> tuple[str, str, Properties]:
    properties = _given(
        name=f"{office.name}, {office.body.area}",
        alias=office.name_en,
        organization=office.body.id,
        country=COUNTRY,
        subnationalArea=office.body.area,
        dissolutionDate=_day(office.body.ended_on),
        topics="role.pep",
    )
    return office.id, "Position", properties


def _occupancy(holding: Holding) -> tuple[str, str, Properties]:
    properties = _given(
        holder=holding.person_id,
        post=holding.office.id,
        startDate=_day(holding.began_on),
        endDate=_day(holding.ended_on),
        date=_day(holding.seen_on) if holding.began_on is None else None,
        status="ended" if holding.is_over else "current",
        summary=holding.quote,
        sourceUrl=safe_link(holding.url),
        retrievedAt=_day(holding.known_since),
    )
    return holding.id, "Occupancy", properties


def _given(**values: str | None) -> Properties:
    return {name: [value] for name, value in values.items() if value}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
