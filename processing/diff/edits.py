"""What may be edited of an event, by kind: names, and values that are understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from processing.gazetteer.organisations import SLUGS
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind
from processing.store.errors import StoreError
from processing.text import normalise

Value = str | int | bool | None
Read = Callable[[str], Value]


class EditError(StoreError):
    """An edit cannot be understood; names field and value and says what to write."""


def _day(value: str) -> Value:
    return date.fromisoformat(value).isoformat() if value else None


def _ordinal(value: str) -> Value:
    number = int(value) if value else None
    if number is not None and not 0 < number < 100:
        raise ValueError
    return number


def _term(value: str) -> Value:
    found = re.fullmatch(r"(\d{4})-(\d{4})", value)
    if not found or int(found[2]) - int(found[1]) != 5:
        raise ValueError
    return value


def _slug(value: str) -> Value:
    if value not in SLUGS:
        raise ValueError
    return value


def _words(value: str) -> Value:
    return " ".join(normalise(value).split()) or None


def _some(value: str) -> Value:
    found = _words(value)
    if not found:
        raise ValueError
    return found


def _yes(value: str) -> Value:
    if value not in ("yes", "no"):
        raise ValueError
    return True if value == "yes" else None


def _one_of(*values: str) -> Read:
    def read(value: str) -> Value:
        if value not in values:
            raise ValueError
        return value

    return read


CHANGES = {
    "in": ("elected", "appointed", "ratified", "acting"),
    "continued": ("re_elected", "re_appointed"),
    "out": (
        *("transferred", "retired", "resigned", "relieved"),
        *("dismissed", "died", "replaced"),
    ),
    "sanction": ("disciplined", "suspended", "prosecuted"),
}
ISSUERS = ("congress", "executive_committee", "standing_committee", "peoples_council")
PHASES = ("announced", "preparatory_session", "opening", "result", "closing")
DAY = ("a day as 2021-07-30, or nothing", _day)
ORDINAL = ("a number from 1 to 99, or nothing", _ordinal)
TERM = ("a term as 2020-2025", _term)
PROVINCE = ("the slug of a province, as nam-dinh", _slug)
WORDS = ("words, or nothing", _words)


def _choice(*values: str) -> tuple[str, Read]:
    return (f"one of {', '.join(values)}", _one_of(*values))


FIELDS: Mapping[Kind, Mapping[str, tuple[str, Read]]] = {
    Kind.CONGRESS: {
        "province": PROVINCE,
        "occurred_on": DAY,
        "phase": _choice(*PHASES),
        "ordinal": ORDINAL,
        "term": TERM,
    },
    Kind.MIDTERM_REVIEW: {
        "province": PROVINCE,
        "occurred_on": DAY,
        "status": _choice("planned", "held"),
        "ordinal": ORDINAL,
        "term": TERM,
    },
    Kind.LEADERSHIP_CHANGE: {
        "province": PROVINCE,
        "occurred_on": DAY,
        "person": ("a name", _some),
        "position": _choice(*POSITIONS),
        "direction": _choice(*CHANGES),
        "change": _choice(*(word for words in CHANGES.values() for word in words)),
        "predecessor": WORDS,
        "former": ("yes or no", _yes),
    },
    Kind.RESOLUTION: {
        "province": PROVINCE,
        "occurred_on": DAY,
        "number": WORDS,
        "issuer": _choice(*ISSUERS),
        "action": _choice("adopted", "issued"),
        "subject": WORDS,
    },
}


def understood(kind: Kind, given: Iterable[str]) -> dict[str, Value]:
    """``field=value`` as typed values of an event of this kind.

    Raises:
        EditError: the field is none of this kind, or the value is not understood.
    """
    found: dict[str, Value] = {}
    for item in given:
        name, equals, value = item.partition("=")
        name = {"date": "occurred_on"}.get(name.strip(), name.strip())
        if not equals or name not in FIELDS[kind]:
            known = ", ".join(FIELDS[kind])
            raise EditError(f"--set {item}: write field=value with one of {known}")
        allowed, read = FIELDS[kind][name]
        try:
            found[name] = read(value.strip())
        except ValueError:
            raise EditError(f"--set {item}: write {allowed}") from None
    return found


def check_change(direction: object, change: object) -> None:
    """Refuse a direction and a change that cannot be of one event.

    Raises:
        EditError: naming both and the changes of that direction.
    """
    allowed = CHANGES.get(str(direction), ())
    if change and change not in allowed:
        raise EditError(
            f"change {change} is none of direction {direction}: set change to one of "
            f"{', '.join(allowed)}"
        )
