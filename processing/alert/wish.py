"""What somebody asks to be told, checked: every fault names its field and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from processing.alert.channels import kind_of
from processing.gazetteer.organisations import SLUGS
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind
from processing.text.safe import plain

ALL_KINDS = tuple(
    kind.value
    for kind in (
        Kind.RESOLUTION,
        Kind.LEADERSHIP_CHANGE,
        Kind.CONGRESS,
        Kind.MIDTERM_REVIEW,
    )
)
DEFAULT_KINDS = (Kind.RESOLUTION.value,)
FREQUENCIES = ("at_once", "daily", "weekly")
LANGUAGES = ("vi", "en")


class SubscriptionError(Exception):
    """A subscription cannot be made or ended; names the field and the remedy."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; ``None`` for provinces, positions or persons: all."""

    recipient: str
    kinds: Sequence[str] = DEFAULT_KINDS
    provinces: Sequence[str] | None = None
    positions: Sequence[str] | None = None
    persons: Sequence[str] | None = None
    min_confidence: float = 0.5
    frequency: str = "at_once"
    language: str = "vi"
    note: str | None = None


def check(wish: Wish) -> Wish:
    """Return ``wish`` in the form in which it is kept.

    Raises:
        SubscriptionError: naming the field, the value and what to write instead.
    """
    if not wish.kinds:
        raise SubscriptionError(f"kinds: none given: use {', '.join(ALL_KINDS)}")
    for field in ("provinces", "positions", "persons"):
        given = getattr(wish, field)
        if given is not None and not given:
            raise SubscriptionError(f"{field}: none given: leave out for all")
    if not 0 <= wish.min_confidence <= 1:
        raise SubscriptionError(
            f"min_confidence: {wish.min_confidence}: write a number from 0 to 1"
        )
    _choose("frequency", [wish.frequency], FREQUENCIES)
    _choose("language", [wish.language], LANGUAGES)
    return Wish(
        recipient=address(wish.recipient),
        kinds=_choose("kinds", wish.kinds, ALL_KINDS),
        provinces=wish.provinces and _choose("provinces", wish.provinces, SLUGS),
        positions=wish.positions and _choose("positions", wish.positions, POSITIONS),
        persons=wish.persons and list(dict.fromkeys(map(_name, wish.persons))),
        min_confidence=wish.min_confidence,
        frequency=wish.frequency,
        language=wish.language,
        note=plain(wish.note) if wish.note else None,
    )


def address(text: str) -> str:
    """Return a recipient in the form in which it is kept.

    Raises:
        SubscriptionError: saying how to write it.
    """
    try:
        return kind_of(text).check(text)
    except ValueError as error:
        raise SubscriptionError(f"recipient: {error}") from error


def _name(text: str) -> str:
    name = plain(text)
    if len(name.split()) < 2 or not all(c.isalpha() or c in " '-." for c in name):
        raise SubscriptionError(
            f"persons: {name!r} is no full name: write it as Nguyễn Văn An"
        )
    return name


def _choose(field: str, given: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Return the values without repetition, or suggest the nearest one there is."""
    choices = sorted(allowed)
    for value in given:
        if value not in choices:
            near = get_close_matches(value.lower(), choices, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"use {', '.join(choices)}"
            raise SubscriptionError(f"{field}: {plain(value)!r} is unknown: {hint}")
    return list(dict.fromkeys(given))
