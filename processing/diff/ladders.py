"""Whoever comes to the head of a body has left the rank right below it.

No article says so: "A, Phó Bí thư, được bầu giữ chức Bí thư" is all that is printed.
Who is merely acting as head keeps the rank until elected. The chair of a committee who
becomes secretary goes on until the council meets: nobody holds both for long. And
nobody leads the council and sits in the committee that it oversees, nor is the chair of
the committee standing deputy: he or she is a deputy secretary still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from processing.diff.leadership import ANOTHER_AFTER, STANDING, group_of
from processing.diff.model import LEFT, Event, Tenure
from processing.diff.persons import identify
from processing.gazetteer.positions import BY_ID as POSITIONS

DAY = timedelta(days=1)
BELOW: Mapping[str, tuple[str, ...]] = {
    "party_secretary": (STANDING, group_of(STANDING)),
    STANDING: (group_of(STANDING),),
    "peoples_council_chair": ("peoples_council_vice_chair",),
    "peoples_committee_chair": ("peoples_committee_vice_chair",),
}
# What is left some time after another seat is taken: by the seat that is taken.
LEFT_LATER: Mapping[str, str] = {"party_secretary": "peoples_committee_chair"}
# What nobody may hold beside the seat that is taken: by that seat.
APART: Mapping[str, tuple[str, ...]] = {
    "peoples_council_chair": (
        "peoples_committee_chair",
        "peoples_committee_vice_chair",
    ),
    "peoples_committee_chair": (
        "peoples_council_chair",
        "peoples_council_vice_chair",
        STANDING,
    ),
}
DEPUTY = group_of(STANDING)
FOR_LONG = timedelta(days=ANOTHER_AFTER)


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """Who is the head of a body in full, since and until when; ``event``: by which."""

    position: str
    person: str
    since: date
    until: date
    event: str


def heads(tenures: Iterable[Tenure], events: Iterable[Event]) -> tuple[Head, ...]:
    """The heads among ``tenures``, which ``events`` (all of their seats) began."""
    days = {event.key: event.day for event in events}
    found = (_head(t, days) for t in tenures if t.position in BELOW)
    return tuple(sorted(head for head in found if head))


def _head(tenure: Tenure, days: Mapping[str, date | None]) -> Head | None:
    since = tenure.valid_from if tenure.opens > date.min else None
    by = tenure.started_by or ""
    until = tenure.valid_to or date.max
    if "|act|" in by:
        elected = by.rsplit("|act|", 1)[0] + "|in|"
        came = sorted(
            (day, key)
            for key, day in days.items()
            if key.startswith(elected) and day and since and since <= day <= until
        )
        since, by = came[0] if came else (None, "")
    if since is None:
        return None
    return Head(tenure.position, tenure.person_key, since, until, by)


def climbed(tenures: Iterable[Tenure], known: Collection[Head]) -> Iterator[Tenure]:
    """``tenures``, those of whoever has come to the head since ended by that."""
    for tenure in tenures:
        head = _risen(tenure, known)
        if head is None:
            yield tenure
        elif tenure.opens < head.since:
            yield _ended_by(tenure, head)
        elif tenure.from_basis != "seen":
            yield tenure  # else a page that still has the old title


def with_room(tenures: Iterable[Tenure]) -> Iterator[Tenure]:
    """``tenures`` but those told by their end alone to whom another leaves no day.

    Whoever has left a single seat by becoming its province's head held it before that:
    where somebody else is known to have held it then, nothing is known of the time.
    """
    listed = list(tenures)
    taken = [one for one in listed if one.from_basis != LEFT]
    for tenure in listed:
        if tenure.from_basis == LEFT and POSITIONS[tenure.position].is_single_seat:
            if any(_clash(tenure, other) for other in taken):
                continue
            taken.append(tenure)
        yield tenure


def _clash(one: Tenure, other: Tenure) -> bool:
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return one.position == other.position and first <= last


def _ended_by(tenure: Tenure, head: Head, *, seen: bool = False) -> Tenure:
    """A tenure that ends the day before its person came to the head.

    Of a head whose day no event tells, with ``seen`` when its person was last named.
    """
    last = head.since - DAY
    if seen and not head.event and tenure.last_seen_on:
        last = max(last, tenure.last_seen_on)
    ended = replace(
        tenure,
        valid_to=last,
        to_basis="event" if head.event else "successor",
        ended_by=head.event or None,
    )
    # Whose first day is only the latest one began before that.
    is_after = tenure.valid_from and tenure.valid_from > last
    return replace(ended, valid_from=last) if is_after else ended


def _risen(tenure: Tenure, known: Collection[Head]) -> Head | None:
    """The first time that the person of a tenure became head while it lasted."""
    first, last = tenure.opens, tenure.valid_to or date.max
    risen = (
        head
        for head in known
        if tenure.position in BELOW[head.position]
        and first <= head.until
        and head.since <= last
        and _is_one(head.person, tenure.person_key)
    )
    return min(risen, key=lambda head: head.since, default=None)


def crossed_over(
    tenures: Iterable[Tenure], known: Collection[Head]
) -> Iterator[Tenure]:
    """``tenures``, those ended that their person has left for a seat apart from them.

    Not where articles go on naming the person there for long. Whoever was standing
    deputy is a plain one since.
    """
    listed = list(tenures)
    left = {place: _left_for(tenure, known) for place, tenure in enumerate(listed)}
    aside = {
        listed[place].person_key: (listed[place], head)
        for place, head in left.items()
        if head and listed[place].position == STANDING
    }
    for place, tenure in enumerate(listed):
        if head := left[place]:
            yield _ended_by(tenure, head, seen=True)
        elif _goes_on(tenure, aside):
            yield _since(tenure, aside.pop(tenure.person_key)[1])
        else:
            yield tenure
    for standing, head in aside.values():
        yield _since(_as_plain(standing), head)


def _left_for(tenure: Tenure, known: Iterable[Head]) -> Head | None:
    """The first head of a seat apart that the person of a tenure came to."""
    taken = (head for head in known if _is_apart(tenure, head))
    return min(taken, key=lambda one: one.since, default=None)


def _goes_on(tenure: Tenure, aside: Mapping[str, tuple[Tenure, Head]]) -> bool:
    """Whether it is the time as a plain deputy that follows that as a standing one."""
    if tenure.position != DEPUTY or tenure.person_key not in aside:
        return False
    standing, head = aside[tenure.person_key]
    last = standing.valid_to or date.max - DAY
    is_within = standing.opens <= tenure.opens <= last + DAY
    return is_within and head.since <= (tenure.valid_to or date.max)


def _since(tenure: Tenure, head: Head) -> Tenure:
    return replace(
        tenure, valid_from=head.since, from_basis="event", started_by=head.event
    )


def _as_plain(standing: Tenure) -> Tenure:
    """The tenure as a plain deputy's; the next standing deputy does not end it."""
    plain = replace(standing, position=DEPUTY, first_seen_on=None, last_seen_on=None)
    if standing.to_basis != "successor":
        return plain
    return replace(plain, valid_to=None, to_basis=None, ended_by=None)


def _is_apart(tenure: Tenure, head: Head) -> bool:
    """Whether a tenure was under way when its person became the head of the other."""
    first, last = tenure.valid_from, tenure.valid_to or date.max
    return (
        tenure.position in APART.get(head.position, ())
        and (head.event or tenure.position != STANDING)
        and tenure.to_basis != "event"  # a report tells when it was left
        and first is not None
        and first < head.since <= last
        and (tenure.last_seen_on or first) <= head.since + FOR_LONG
        and _is_one(head.person, tenure.person_key)
    )


def moved_up(tenures: Iterable[Tenure], known: Iterable[Head]) -> Iterator[Tenure]:
    """``tenures``, those ended that would last long after their person has moved up.

    They are of the news alone, ended by whoever was known next: years later, perhaps.
    """
    taken = [head for head in known if head.event and head.position in LEFT_LATER]
    for tenure in tenures:
        head = min((one for one in taken if _outlasts(tenure, one)), default=None)
        if head is None:
            yield tenure
            continue
        last = max(head.since - DAY, tenure.last_seen_on or date.min)
        yield replace(tenure, valid_to=last, to_basis="event", ended_by=head.event)


def _outlasts(tenure: Tenure, head: Head) -> bool:
    """Whether a seat would be held long after its person has left it for ``head``."""
    if tenure.position != LEFT_LATER[head.position] or tenure.valid_to is None:
        return False
    last_seen = tenure.last_seen_on or date.min
    return (
        tenure.opens <= head.since
        and tenure.to_basis == "successor"
        and max(head.since, last_seen) + FOR_LONG < tenure.valid_to
        and _is_one(head.person, tenure.person_key)
    )


def _is_one(one: str, other: str) -> bool:
    names = identify([one, other])
    return names.key(one) == names.key(other)


def parts_below(changed: Iterable[Head]) -> set[str]:
    """The parts of leadership that are told otherwise when these heads change."""
    return {
        group_of(below)
        for head in changed
        for below in (
            *BELOW[head.position],
            *APART.get(head.position, ()),
            LEFT_LATER.get(head.position),
        )
        if below
    }
