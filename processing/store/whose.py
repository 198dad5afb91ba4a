"""Which organisation an observation is of: that which had the name on its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from processing.gazetteer.holders import HOLDERS
from processing.gazetteer.organisations import (
    Organisation,
    bearers_of,
    resolve,
    resolve_office,
)
from processing.model import (
    CongressFields,
    LeadershipChangeFields,
    MidtermReviewFields,
    Observation,
    OfficeHolderFields,
)
from processing.text import fold

COMING, LEAVING = ("in", "continued"), "out"
SANCTION = "sanction"
DAY = timedelta(days=1)


def organisation_of(seen: Observation, day: date) -> Organisation | None:
    """The organisation of an observation of ``day``, if it had any of that name.

    Who is given an office has it of what goes on after a merger; who leaves one on the
    first day after it had that of before.
    """
    if not seen.province:
        return None
    told = seen.fields
    way = told.direction if isinstance(told, LeadershipChangeFields) else None
    if way in COMING:
        return resolve_office(seen.province, day)
    left = resolve(seen.province, day - DAY) if way == LEAVING else None
    return left or resolve(seen.province, day)


def without_day(
    seen: Observation, written: date, era: Mapping[str, Organisation]
) -> Organisation | None:
    """The organisation of an observation of which nobody knows when it was told.

    It is that of the ``era`` of its text, else the one in existence when the text was
    ``written`` at the latest, else the last that had the name.
    """
    if not seen.province:
        return None
    known = era.get(seen.province) or resolve(seen.province, written)
    return known or resolve(seen.province, None)


def era_of(found: Iterable[Observation]) -> dict[str, Organisation]:
    """Of the observations of one undated text: the organisation each slug means.

    Terms tell it, and persons who are known in one of those of that name; only where
    all agree.
    """
    told: dict[str, set[Organisation]] = defaultdict(set)
    for seen in found:
        if seen.province:
            told[seen.province] |= _of_term(seen) or _of_person(seen)
    return {slug: one for slug, few in told.items() if len(few) == 1 for one in few}


def written_by(found: Iterable[Observation], fetched: date) -> date:
    """When a text without a day was written at the latest, by what was ``found`` in it.

    It is of the time in which the provinces of which it tells were there. Who is
    punished may be so for what he or she was long ago.
    """
    ends = [
        bearer.valid_to
        for seen in found
        if seen.province and not _is_punishment(seen)
        for bearer in bearers_of(seen.province)[-1:]
        if bearer.valid_to
    ]
    return min([fetched, *ends])


def _is_punishment(seen: Observation) -> bool:
    told = seen.fields
    return isinstance(told, LeadershipChangeFields) and told.direction == SANCTION


def _of_term(seen: Observation) -> set[Organisation]:
    fields = seen.fields
    if not isinstance(fields, CongressFields | MidtermReviewFields):
        return set()
    if not (seen.province and fields.term):
        return set()
    # The first whole year of the term: mergers lie between congresses.
    one = resolve(seen.province, date(int(fields.term[:4]) + 1, 1, 1))
    return {one} if one else set()


def _of_person(seen: Observation) -> set[Organisation]:
    fields = seen.fields
    if not isinstance(fields, LeadershipChangeFields | OfficeHolderFields):
        return set()
    known = _known().get(fold(fields.person), frozenset())
    bearers = bearers_of(seen.province or "")
    found = {bearer for bearer in bearers if bearer.id in known}
    return found if len(found) == 1 else set()


@lru_cache(maxsize=1)
def _known() -> Mapping[str, frozenset[str]]:
    """The organisations in which each person is known, by folded name."""
    found: dict[str, set[str]] = defaultdict(set)
    for holder in HOLDERS:
        found[fold(holder.person)].add(holder.organisation_id)
    return {person: frozenset(ids) for person, ids in found.items()}
