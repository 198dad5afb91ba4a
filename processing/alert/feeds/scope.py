"""What a feed covers, and the path it is found at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from processing.alert.wish import ALL_KINDS
from processing.gazetteer.organisations import SLUGS

FEED, CALENDAR = ".atom", "calendar.ics"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """A province and a kind of event; ``None``: all of them."""

    province: str | None = None
    kind: str | None = None

    @property
    def path(self) -> str:
        """Where its feed lies: all, ninh-binh, congress, ninh-binh/congress."""
        return "/".join(part for part in (self.province, self.kind) if part) or ALL


def kinds_of(province: str | None) -> Iterator[Scope]:
    """The feeds of a province (or of all): one of all kinds, and one a kind."""
    yield Scope(province)
    yield from (Scope(province, kind) for kind in ALL_KINDS)


def provinces() -> list[str | None]:
    """All that have feeds of their own: first all together, then each slug."""
    return [None, *sorted(SLUGS)]


def feed_at(path: str) -> Scope | None:
    """The scope of the feed at ``path``; None if there is no such feed."""
    name = path.removesuffix(FEED)
    province = name.partition("/")[0]
    if name == path:
        return None
    known = {
        scope.path: scope
        for province in (None, province if province in SLUGS else None)
        for scope in kinds_of(province)
    }
    return known.get(name)


def calendar_at(path: str) -> Scope | None:
    """The scope of the calendar at ``path``; None if there is no such calendar."""
    if path == CALENDAR:
        return Scope()
    province = path.removesuffix("/" + CALENDAR)
    return Scope(province) if province != path and province in SLUGS else None
