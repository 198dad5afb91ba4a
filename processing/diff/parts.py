"""The parts of an organisation's state that are folded each for itself.

A congress says nothing of a resolution, nor one seat of another: what is known of a
part follows from the observations of the part alone. Two things join parts: a review
that puts an event into another seat (see ``linked``), and the slates (``slates``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from processing.diff.leadership import group_of
from processing.diff.model import Report, Review, Sighting
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind, LeadershipChangeFields

RESOLUTIONS = str(Kind.RESOLUTION)
GATHERINGS = (str(Kind.CONGRESS), str(Kind.MIDTERM_REVIEW))
#: By part of leadership, the positions that it is made of.
SEATS: Mapping[str, tuple[str, ...]] = {
    group: tuple(sorted(p for p in POSITIONS if group_of(p) == group))
    for group in sorted({group_of(position) for position in POSITIONS})
}
EVERYTHING = frozenset({RESOLUTIONS, *GATHERINGS, *SEATS})


@dataclass(frozen=True, slots=True)
class Scope:
    """What of an organisation is folded anew.

    ``changed`` are the observations of resolutions that came or went; None if all of
    its resolutions are to be folded. It says nothing without ``RESOLUTIONS``.
    """

    parts: frozenset[str]
    changed: frozenset[int] | None = None


ALL = Scope(EVERYTHING)


def part_of(told: str) -> str | None:
    """The part of what is told of a position, or of a kind of event; None: of none."""
    part = group_of(told)
    return part if part in EVERYTHING else None


def positions(parts: Iterable[str]) -> list[str]:
    """The positions that ``parts`` are made of."""
    return [position for part in parts for position in SEATS.get(part, ())]


def reported(
    scopes: Mapping[str, Scope], *, watched: bool = False
) -> dict[str, list[str | None]]:
    """What of events ``scopes`` take whole, as columns: organisation, kind, position.

    Without a position it is all of the kind: unless only ``watched`` positions are
    wanted, also those that once were.
    """
    rows = [
        (id_, kind, position)
        for id_, scope in scopes.items()
        for kind, position in _reported(scope, watched)
    ]
    return _columns(("organisations", "kinds", "positions"), rows)


def _reported(scope: Scope, watched: bool) -> Iterator[tuple[str, str | None]]:
    for kind in (*GATHERINGS, RESOLUTIONS):
        if kind in scope.parts and (kind != RESOLUTIONS or scope.changed is None):
            yield kind, None
    for position in _seats(scope, watched):
        yield str(Kind.LEADERSHIP_CHANGE), position


def seats(
    scopes: Mapping[str, Scope], *, watched: bool = False
) -> dict[str, list[str | None]]:
    """The seats of ``scopes`` as columns: organisation, position; see ``reported``."""
    rows = [
        (id_, seat) for id_, scope in scopes.items() for seat in _seats(scope, watched)
    ]
    return _columns(("organisations", "positions"), rows)


def kinds(scopes: Mapping[str, Scope]) -> dict[str, list[str | None]]:
    """The kinds of event of ``scopes`` as columns: organisation, kind."""
    rows = [
        (id_, str(kind))
        for id_, scope in scopes.items()
        for kind in Kind
        if kind in scope.parts
        or (kind is Kind.LEADERSHIP_CHANGE and scope.parts & SEATS.keys())
    ]
    return _columns(("organisations", "kinds"), rows)


def _seats(scope: Scope, watched: bool) -> list[str | None]:
    is_all = scope.parts >= SEATS.keys() and not watched
    return [None] if is_all else [*positions(scope.parts)]


def _columns(
    names: Sequence[str], rows: Sequence[tuple[str | None, ...]]
) -> dict[str, list[str | None]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def linked(parts: Collection[str], reviews: Iterable[Review]) -> frozenset[str]:
    """``parts`` with all that the ``reviews`` of the organisation join to them."""
    found = set(parts)
    ties = [_named(review) for review in reviews]
    grown = True
    while grown:
        joined = [tie for tie in ties if tie & found and not tie <= found]
        grown = bool(joined)
        for tie in joined:
            found |= tie
    return frozenset(found)


def is_about(review: Review, parts: Collection[str]) -> bool:
    """Whether a review judges anything of ``parts``."""
    return not _named(review).isdisjoint(parts)


def _named(review: Review) -> set[str]:
    if review.kind is not Kind.LEADERSHIP_CHANGE:
        return {str(review.kind)}
    return {group_of(position) for position in _positions(review)}


def _positions(review: Review) -> Iterator[str]:
    for item in review.originals:
        if isinstance(item, Sighting):
            yield item.position
        elif isinstance(item, Report):
            assert isinstance(item.fields, LeadershipChangeFields)
            yield item.fields.position
    for told in (review.told, review.edits):
        if "position" in told:
            yield str(told["position"])
