"""People, organizations, posts and memberships as Popolo (https://popoloproject.com)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from processing.export.offices import Body, Holding, Office
from processing.text.safe import safe_link

Record = dict[str, Any]


def write_popolo(path: Path, holdings: Iterable[Holding]) -> int:
    """Write one JSON object with a list a class; return how many records it has."""
    persons: dict[str, Record] = {}
    organizations: dict[str, Record] = {}
    posts: dict[str, Record] = {}
    memberships: list[Record] = []
    for holding in holdings:
        office = holding.office
        person = {"id": holding.person_id, "name": holding.person}
        persons.setdefault(holding.person_id, person)
        organizations.setdefault(office.body.id, _organization(office.body))
        posts.setdefault(office.id, _post(office))
        memberships.append(_membership(holding))
    lists = {
        "persons": list(persons.values()),
        "organizations": list(organizations.values()),
        "posts": list(posts.values()),
        "memberships": memberships,
    }
    text = json.dumps(lists, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return sum(map(len, lists.values()))


def _organization(body: Body) -> Record:
    return _given(
        id=body.id,
        name=body.name,
        classification=body.kind,
        dissolution_date=_day(body.ended_on),
    )


def _post(office: Office) -> Record:
    return _given(
        id=office.id,
        label=f"{office.name}, {office.body.area}",
        other_label=office.name_en,
        role=office.position,
        organization_id=office.body.id,
    )


def _membership(holding: Holding) -> Record:
    link = safe_link(holding.url)
    return _given(
        id=holding.id,
        label=holding.office.name,
        role=holding.office.position,
        person_id=holding.person_id,
        organization_id=holding.office.body.id,
        post_id=holding.office.id,
        start_date=_day(holding.began_on),
        end_date=_day(holding.ended_on),
        sources=[_given(url=link, note=holding.quote)] if link else None,
    )


def _given(**values: Any) -> Record:
    return {name: value for name, value in values.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
