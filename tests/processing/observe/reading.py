"""Reads the small articles of the cases and compares what they say with the wish.

A case is a mapping: ``id``, ``why``, ``title``, ``text`` and, where known, ``url``,
``home``, ``published_at``; ``events`` is what must be read, exactly; only the fields
that a case lists are compared. ``holders``, when given, is exact too. ``waiting``
marks a case known not to pass yet, with its reason (a strict xfail).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from processing.model import Article, Kind, Observation
from processing.observe import read

HERE = Path(__file__).parent
EVENTS = frozenset(
    {
        Kind.CONGRESS,
        Kind.MIDTERM_REVIEW,
        Kind.LEADERSHIP_CHANGE,
        Kind.RESOLUTION,
    }
)
LEAVING = frozenset({"relieved", "retired", "resigned"})

Case = Mapping[str, Any]


def load(pattern: str) -> list[Case]:
    """All cases of the files that match, in order."""
    return [
        case
        for path in sorted(HERE.glob(pattern))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def parameters(pattern: str) -> list[Any]:
    """The cases as parameters of a test, named by their ids."""
    return [
        pytest.param(case, id=_name(case), marks=_marks(case)) for case in load(pattern)
    ]


def _name(case: Case) -> str:
    return "-".join(str(case[key]) for key in ("pitfall", "id") if key in case)


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    reason = case.get("waiting")
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


def check(case: Case, kinds: Collection[Kind] = EVENTS) -> None:
    """Assert that the article says exactly the events of the case, of these kinds."""
    observed = observe(case)
    wanted = [one for one in case["events"] if one["kind"] in kinds]
    _compare(wanted, [one for one in observed if one["kind"] in kinds])
    if "holders" in case:
        holders = [one for one in observed if one["kind"] == Kind.OFFICE_HOLDER]
        _compare(case["holders"], holders)


def observe(case: Case) -> list[dict[str, Any]]:
    """What the article of a case says, as flat mappings; unscored seats left out."""
    article = Article(
        text=case["text"],
        id=case["id"],
        url=case.get("url"),
        title=case["title"],
        published_at=case.get("published_at"),
        home=case.get("home"),
    )
    flat = (_flat(one) for one in read(article))
    return [
        one for one in flat if one.get("position") != "party_standing_committee_member"
    ]


def _flat(observation: Observation) -> dict[str, Any]:
    return {
        "kind": observation.kind,
        "province": observation.province,
        "occurred_on": observation.occurred_on,
        **asdict(observation.fields),
    }


def _compare(wanted: Sequence[Case], got: Sequence[dict[str, Any]]) -> None:
    left = list(got)
    for expected in wanted:
        hit = next((one for one in left if _agrees(expected, one)), None)
        assert hit is not None, f"not read: {expected}\nread: {left or got}"
        left.remove(hit)
    assert not left, f"read though it should not be: {left}"


def _agrees(wanted: Case, got: Case) -> bool:
    return all(_equal(name, value, got.get(name)) for name, value in wanted.items())


def _equal(name: str, wanted: object, got: object) -> bool:
    if name == "change" and wanted in LEAVING:
        return got in LEAVING
    if wanted is None or isinstance(wanted, date):
        return got == wanted
    return str(got) == str(wanted)
