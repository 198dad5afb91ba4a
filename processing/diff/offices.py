"""Who holds which office of an organisation: changes, silent changes and tenures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from processing.diff import leadership, silence, staying
from processing.diff.claims import (
    Seen,
    believed,
    claims,
    independent,
    sights,
    unrivalled,
)
from processing.diff.early import credible
from processing.diff.leadership import STANDING, Change, group_of
from processing.diff.model import Event, Observations, Rejected, Tenure
from processing.diff.persons import Names, identify
from processing.diff.seats import Silent, Sitting, sittings, tenures
from processing.diff.timeline import Claim
from processing.gazetteer.organisations import BY_ID as ORGANISATIONS
from processing.gazetteer.organisations import EVE, Organisation, heir_of_name
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind

# A rejected change is not believed again within this time.
REJECTED_FOR = timedelta(days=400)
# What persons have rejected, by group of positions.
Banned = Mapping[str, Sequence[Rejected]]


@dataclass(frozen=True, slots=True)
class Seat:
    """A single seat, or one person's place in a position that several hold.

    With all that was claimed of it, and all reported changes of it, the doubted too.
    """

    position: str
    found: tuple[Sitting, ...]
    claims: tuple[Claim, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Offices:
    """The leadership changes and tenures of an organisation, and what they rest on."""

    events: list[Event]
    tenures: list[Tenure]
    seats: list[Seat]
    names: Mapping[str, Names]


def offices(observations: Observations) -> Offices:
    """The leadership changes and the tenures of one organisation.

    A pure function of the observations: neither their order nor their numbers count.
    """
    names = _names(observations)
    reports = [
        report
        for report in observations.reports
        if report.kind is Kind.LEADERSHIP_CHANGE
    ]
    banned = _banned(observations, names)
    seen = _seen(observations, names, banned)
    told_of = staying.settled(
        observations.organisation_id, leadership.threads(reports, names), _sights(seen)
    )
    changes = leadership.changes(observations.organisation_id, told_of)
    standing = _seats(STANDING, observations, changes, seen.pop(STANDING, ()), banned)
    terms = [tenure for seat in standing for tenure in _tenures(seat)]
    plain = group_of(STANDING)
    seen[plain] = [s for s in seen.get(plain, ()) if not _held(terms, s.person, s.day)]
    others = [c for c in changes if c.position != plain or not _is_standing(terms, c)]
    seats = list(standing)
    for position in sorted(POSITIONS.keys() - {STANDING}):
        own = seen.get(position, ())
        seats += _seats(position, observations, others, own, banned)
    events, found = _told(observations.organisation_id, changes, seats, names)
    return Offices(events, found, seats, names)


def _names(observations: Observations) -> dict[str, Names]:
    """The persons of each group of positions, variants of spelling joined."""
    printed: dict[str, list[str]] = defaultdict(list)
    for report in observations.reports:
        if report.kind is Kind.LEADERSHIP_CHANGE:
            fields = leadership.told(report)
            printed[group_of(fields.position)].append(fields.person)
    for sighting in observations.sightings:
        printed[group_of(sighting.position)].append(sighting.person)
    return {group: identify(found) for group, found in printed.items()}


def _seen(
    observations: Observations, names: Mapping[str, Names], banned: Banned
) -> dict[str, Sequence[Seen]]:
    """The dated sightings by position, within the life of organisation and office.

    Not on the eve of a merger: those who are to lead what follows are named already.
    Nor of whom a person has said that they had not come.
    """
    life = ORGANISATIONS[observations.organisation_id]
    found: dict[str, list[Seen]] = defaultdict(list)
    for sighting in observations.sightings:
        day, group = sighting.telling.told_on, group_of(sighting.position)
        if not day or not POSITIONS[sighting.position].exists_on(day):
            continue
        if life.exists_on(day) and not heir_of_name(life, day):
            key = names[group].key(sighting.person)
            ban = banned.get(group, ())
            if sighting.is_decided or not _is_rejected(key, "in", day, ban):
                found[sighting.position].append(Seen(key, day, sighting))
    return {position: independent(items) for position, items in found.items()}


def _sights(seen: Mapping[str, Iterable[Seen]]) -> staying.Sights:
    """When who was seen, by position and person."""
    return {
        (position, person): days
        for position, items in seen.items()
        for person, days in sights(items).items()
    }


def _banned(observations: Observations, names: Mapping[str, Names]) -> Banned:
    """The rejected changes by group of positions, with the keys of their persons."""
    found: dict[str, list[Rejected]] = defaultdict(list)
    for item in observations.rejected:
        group = group_of(item.position)
        if group in names:
            person = names[group].keys.get(item.person, "")
            found[group].append(replace(item, person=person))
    return found


def _is_standing(terms: Iterable[Tenure], change: Change) -> bool:
    """Whether a change told of a deputy is that of a standing one."""
    return change.day is not None and _held(terms, change.person, change.day)


def _held(terms: Iterable[Tenure], person: str, day: date) -> bool:
    """Whether one of ``terms`` is the person's on a day: papers drop the word."""
    return any(
        person == term.person_key and term.opens <= day <= (term.valid_to or date.max)
        for term in terms
    )


def _tenures(seat: Seat) -> Iterator[Tenure]:
    return tenures(seat.position, seat.found, [None] * len(seat.found))


def _seats(
    position: str,
    observations: Observations,
    changes: Iterable[Change],
    seen: Sequence[Seen],
    banned: Banned,
) -> list[Seat]:
    group = group_of(position)
    life = ORGANISATIONS[observations.organisation_id]
    ban = banned.get(group, ())
    mine = [
        change
        for change in _within(life, changes)
        if change.group == group
        and (change.day is None or POSITIONS[position].exists_on(change.day))
        and _stands(change, ban)
    ]
    if POSITIONS[position].is_single_seat:
        return [_seat(life.id, position, mine, seen)]
    people = {item.person for item in seen}
    people |= {change.person for change in mine if change.position == position}
    return [
        _seat(
            life.id,
            position,
            [change for change in mine if change.person == person],
            [item for item in seen if item.person == person],
        )
        for person in sorted(people)
    ]


def _within(life: Organisation, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes in the life of the organisation; who was named on its eve comes then.

    An undated change may lie in it.
    """
    for change in changes:
        if change.day is None or life.exists_on(change.day):
            yield change
        elif life.valid_from - EVE <= change.day < life.valid_from:
            yield replace(change, day=life.valid_from)


def _stands(change: Change, banned: Sequence[Rejected]) -> bool:
    """Whether a person says so, or has rejected none of the ways it is told in."""
    return change.is_decided or not any(
        _is_rejected(change.person, way, change.day, banned) for way in change.ways
    )


def _is_rejected(
    person: str, direction: str, day: date | None, banned: Iterable[Rejected]
) -> bool:
    return any(
        item.person == person
        and item.direction == direction
        and (item.since is None or day is None or _is_near(item.since, day))
        for item in banned
    )


def _is_near(since: date, day: date) -> bool:
    return since <= day <= since + REJECTED_FOR


def _seat(
    organisation_id: str,
    position: str,
    changes: Sequence[Change],
    seen: Sequence[Seen],
) -> Seat:
    arrivals = sorted(
        (change for change in changes if change.direction in ("in", "act")),
        key=lambda change: (change.day or date.max, change.key),
    )
    departures = [change for change in changes if change.direction == "out"]
    departures = believed(departures, arrivals, seen)
    came = [
        change
        for change in changes
        if change.position == position
        and change.direction in ("in", "act", "continued")
    ]
    if POSITIONS[position].is_single_seat:
        came = unrivalled(came)
        arrivals = [c for c in arrivals if c in came or c.position != position]
    seen = credible(organisation_id, position, seen, came, departures)
    evidence = claims(position, seen, came, arrivals, departures)
    found = tuple(sittings(position, evidence, arrivals, departures))
    return Seat(position, found, tuple(evidence), tuple(changes))


def _told(
    organisation_id: str,
    changes: Sequence[Change],
    seats: Sequence[Seat],
    names: Mapping[str, Names],
) -> tuple[list[Event], list[Tenure]]:
    """Number reported and silent arrivals together, then write events and tenures."""
    silent, between = _silent(seats)
    keys = silence.number(organisation_id, changes, silent)
    events = [
        _event_of(replace(change, key=keys.of(change)), names, between.get(change.key))
        for change in changes
    ]
    events += [silence.event_of(item, keys.of(item), names) for item in silent]
    found = []
    for seat in seats:
        started = [keys.started(seat.position, sitting) for sitting in seat.found]
        for tenure in tenures(seat.position, seat.found, started):
            found.append(_named(tenure, names))
    return events, found


def _silent(
    seats: Iterable[Seat],
) -> tuple[list[silence.Unreported], dict[str, Silent]]:
    """What nobody reported; and what was reported without its day, by its key."""
    unreported: list[silence.Unreported] = []
    undated: dict[str, Silent] = {}
    for seat in seats:
        for sitting in seat.found:
            if sitting.silent and sitting.arrival:
                undated[sitting.arrival.key] = sitting.silent
            elif sitting.silent:
                found = silence.Unreported(seat.position, sitting.silent)
                unreported.append(found)
    return unreported, undated


def _event_of(
    change: Change, names: Mapping[str, Names], between: Silent | None
) -> Event:
    event = leadership.event_of(change, names)
    return silence.dated(event, between) if between else event


def _named(tenure: Tenure, names: Mapping[str, Names]) -> Tenure:
    """With the name as it is printed most often."""
    people = names[group_of(tenure.position)]
    return replace(tenure, person=people.printed(tenure.person_key))
