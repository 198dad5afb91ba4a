"""Sights of whoever had not come yet: pages of another day, slips, a deputy promoted.

Nobody is elected to an office that he or she holds. So what says that a person sat
there long before the report of how he or she first came is wrong, or that report is:
the lighter of the two. At the beginning of a term offices are given again, and papers
call that an election, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from processing.diff import terms
from processing.diff.claims import Seen, weight_of
from processing.diff.leadership import TOLERANCE, Change
from processing.diff.staying import FILLED_WITHIN
from processing.diff.timeline import REPORTED
from processing.gazetteer.positions import BY_ID as POSITIONS

NEAR = timedelta(days=TOLERANCE["in"])


def credible(
    organisation_id: str,
    position: str,
    seen: Iterable[Seen],
    came: Iterable[Change],
    departures: Sequence[Change],
) -> list[Seen]:
    """``seen`` without what the first reports in ``came`` to a position outweigh.

    ``departures`` are those of its group: who had left before has come again.
    """
    items = list(seen)
    body = POSITIONS[position].body
    early: dict[str, list[Seen]] = defaultdict(list)
    for person, day in _first(came).items():
        if day - terms.began(organisation_id, body, day) <= FILLED_WITHIN:
            continue
        left = [c.day for c in departures if c.person == person and c.day]
        early[person] = [
            item
            for item in items
            if item.person == person
            and item.day < day - NEAR
            and not any(item.day <= gone < day for gone in left)
        ]
    wrong = {
        item.sighting.id
        for sights in early.values()
        if sum(weight_of(item.sighting) for item in sights) < REPORTED
        for item in sights
    }
    return [item for item in items if item.sighting.id not in wrong]


def _first(came: Iterable[Change]) -> dict[str, date]:
    """The day on which each person first came, where a report tells it.

    Not of who is first told to stay, or was acting before.
    """
    found: dict[str, date] = {}
    dated = sorted((c.day, c.key, c) for c in came if c.day)
    known: set[str] = set()
    for day, _, change in dated:
        is_told = any(report.occurred_on for report in change.reports)
        if change.person not in known and change.direction == "in" and is_told:
            found[change.person] = day
        known.add(change.person)
    return found
