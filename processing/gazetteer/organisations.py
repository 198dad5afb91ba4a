"""Provincial Party organisations with their dates, names, levels and successors.

An organisation is identified by slug and generation. The merger of 2025-07-01 ended
52 of them (``ninh-binh-1``) and began 23 (``ninh-binh-2``); a change of name or of
level alone (Huế, the cities of 2026) begins none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from processing.gazetteer.records import DATA, GazetteerError, records

COLUMNS = "id name valid_from valid_to successor_id iso_3166_2 confidence provenance"
NAME_COLUMNS = (
    "organisation_id slug name level valid_from valid_to confidence provenance"
)
LEVELS = frozenset({"province", "central_city"})


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; ``valid_to`` is its last day, null while it exists.

    ``iso`` is the ISO 3166-2 code of its province, where ISO lists it.
    """

    id: str
    name: str
    valid_from: date
    valid_to: date | None
    successor_id: str | None
    iso: str | None = None

    def exists_on(self, day: date) -> bool:
        """Whether ``day`` lies within its life."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """What an organisation was called, and its level, for a span of time."""

    organisation_id: str
    slug: str
    name: str
    level: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it was so on ``day``."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@lru_cache
def load_organisations(
    path: Path = DATA / "organisations.csv",
) -> tuple[Organisation, ...]:
    """Read the table of organisations.

    Raises:
        GazetteerError: naming file, line and field.
    """
    found = []
    for record in records(path, COLUMNS):
        start, end = record.span("valid_from", "valid_to")
        found.append(
            Organisation(
                id=record.text("id"),
                name=record.text("name"),
                valid_from=start.first,
                valid_to=end.last if end else None,
                successor_id=record.optional("successor_id"),
                iso=record.optional("iso_3166_2"),
            )
        )
    return tuple(found)


@lru_cache
def load_names(
    path: Path = DATA / "organisation_names.csv",
) -> tuple[OrganisationName, ...]:
    """Read the table of names.

    Raises:
        GazetteerError: naming file, line and field.
    """
    ids = frozenset(organisation.id for organisation in ORGANISATIONS)
    found = []
    for record in records(path, NAME_COLUMNS):
        start, end = record.day("valid_from"), record.partial("valid_to")
        if start is None:
            raise GazetteerError(f"{record.where}, valid_from: is empty: fill it in")
        found.append(
            OrganisationName(
                organisation_id=record.known("organisation_id", ids),
                slug=record.text("slug"),
                name=record.text("name"),
                level=record.known("level", LEVELS),
                valid_from=start,
                valid_to=end.last if end else None,
            )
        )
    return tuple(found)


# So long before a merger nobody is given an office of what ends: it is that of the
# organisation which goes on under the name, and whose leaders are named on its eve.
EVE = timedelta(days=7)
ORGANISATIONS: tuple[Organisation, ...] = load_organisations()
NAMES: tuple[OrganisationName, ...] = load_names()
BY_ID: dict[str, Organisation] = {item.id: item for item in ORGANISATIONS}
SLUGS: frozenset[str] = frozenset(name.slug for name in NAMES)


def resolve(slug: str, on: date | None) -> Organisation | None:
    """The organisation that ``slug`` means ``on`` a day.

    A slug of the same organisation at another time is understood (``hue`` in 2020).
    Without a day it is the latest organisation of that slug. ``None`` if there was no
    such organisation on that day: it does not follow a merger (see ``successors``).
    """
    bearers = bearers_of(slug)
    if on is None:
        return bearers[-1] if bearers else None
    return next((found for found in bearers if found.exists_on(on)), None)


def resolve_office(slug: str, on: date | None) -> Organisation | None:
    """The organisation into whose office of ``slug`` somebody comes ``on`` a day.

    In the last week before a merger it is the one that follows under the same name.
    """
    found = resolve(slug, on)
    if found is None or on is None:
        return found
    return heir_of_name(found, on) or found


def heir_of_name(ending: Organisation, on: date) -> Organisation | None:
    """Who follows under the same name, if ``on`` is in the last week before it."""
    following = BY_ID.get(ending.successor_id or "")
    if following is None or on < following.valid_from - EVE:
        return None
    slug = name_on(ending.id, on).slug
    return following if following in bearers_of(slug) else None


@lru_cache
def bearers_of(slug: str) -> tuple[Organisation, ...]:
    """The organisations that ever had this slug, the oldest first."""
    ids = {name.organisation_id for name in NAMES if name.slug == slug}
    return tuple(sorted((BY_ID[id_] for id_ in ids), key=lambda o: o.valid_from))


def name_on(organisation_id: str, day: date) -> OrganisationName:
    """Name, slug and level of an organisation on ``day``.

    Before its first day it is the first name, after its last day the last.

    Raises:
        KeyError: there is no such organisation.
    """
    names = _names(organisation_id)
    if day < names[0].valid_from:
        return names[0]
    return next((name for name in names if name.holds_on(day)), names[-1])


@lru_cache
def _names(organisation_id: str) -> tuple[OrganisationName, ...]:
    found = (name for name in NAMES if name.organisation_id == organisation_id)
    names = tuple(sorted(found, key=lambda name: name.valid_from))
    if not names:
        raise KeyError(organisation_id)
    return names


def slug_on(organisation_id: str, day: date) -> str:
    """The slug of an organisation on ``day``; see ``name_on``."""
    return name_on(organisation_id, day).slug


def level_on(organisation_id: str, day: date) -> str:
    """``province`` or ``central_city``: its level on ``day``; see ``name_on``."""
    return name_on(organisation_id, day).level


@lru_cache
def predecessors(organisation_id: str) -> tuple[Organisation, ...]:
    """The organisations merged into this one, by id; empty if there are none."""
    found = (item for item in ORGANISATIONS if item.successor_id == organisation_id)
    return tuple(sorted(found, key=lambda item: item.id))


def successors(organisation_id: str) -> tuple[Organisation, ...]:
    """The chain of organisations that this one went into, nearest first.

    Raises:
        KeyError: there is no such organisation.
    """
    following = BY_ID[organisation_id].successor_id
    if following is None:
        return ()
    return (BY_ID[following], *successors(following))


def existing_on(day: date) -> tuple[Organisation, ...]:
    """All organisations that existed on ``day``: 63 until 2025-06-30, 34 since."""
    return tuple(item for item in ORGANISATIONS if item.exists_on(day))
