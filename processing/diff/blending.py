"""Tenures from reference works, put where the news says nothing.

News overrides it, and no event ever comes of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from processing.diff.model import LEFT, Tenure
from processing.gazetteer.holders import Holder
from processing.gazetteer.records import PartialDate
from processing.text import fold

BASIS = "baseline"
DAY = timedelta(days=1)
FINENESS = {"year": 0, "month": 1, "day": 2}


def order(tenure: Tenure) -> tuple[str, date, str]:
    """Sorts tenures by seat and time."""
    return (tenure.position, tenure.valid_from or date.min, tenure.person_key)


def blend(tenures: Iterable[Tenure], holders: Sequence[Holder]) -> list[Tenure]:
    """The tenures of the news, with those of ``holders`` in the gaps between them."""
    seats: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        seats[tenure.position].append(tenure)
    known = rows(holders)
    for position in {row.position for row in known}:
        reference = [row for row in known if row.position == position]
        seats[position] = _blend_seat(sorted(seats[position], key=order), reference)
    return [tenure for seat in seats.values() for tenure in seat]


def rows(holders: Iterable[Holder]) -> list[Tenure]:
    """``holders`` as tenures that do not overlap, by position and time.

    Where two imprecise dates make neighbours overlap, the finer date decides.
    """
    found: list[Tenure] = []
    previous: Holder | None = None
    ordered = sorted(
        holders, key=lambda h: (h.position_id, h.valid_from.first, h.valid_from.last)
    )
    for holder in ordered:
        start, end = holder.valid_from.first, holder.valid_to
        if previous and previous.position_id == holder.position_id:
            start = _border(previous.valid_to, holder.valid_from)
            before = found[-1]
            start = max(start, (before.valid_from or start) + DAY)
            found[-1] = replace(before, valid_to=_earlier(before.valid_to, start - DAY))
        found.append(
            Tenure(
                position=holder.position_id,
                person=holder.person,
                person_key=fold(holder.person),
                valid_from=start,
                valid_to=max(end.last, start) if end else None,
                from_basis=BASIS,
                to_basis=BASIS if end else None,
            )
        )
        previous = holder
    return [_with_basis(tenure) for tenure in found]


def _with_basis(tenure: Tenure) -> Tenure:
    return replace(tenure, to_basis=BASIS if tenure.valid_to else None)


def _border(end: PartialDate | None, start: PartialDate) -> date:
    """First day of the later holder, of two dates of which the finer is believed."""
    if end is None or start.first > end.last:
        return start.first
    if FINENESS[end.precision] > FINENESS[start.precision]:
        return end.last + DAY
    return start.first


def _earlier(one: date | None, other: date) -> date:
    return min(one, other) if one else other


def _blend_seat(news: list[Tenure], reference: list[Tenure]) -> list[Tenure]:
    """One seat: what the news says stays, reference fills before, between and after."""
    merged = [_completed(tenure, reference, news) for tenure in news]
    for row in reference:
        piece = _clipped(row, merged)
        if piece:
            merged = sorted([*merged, piece], key=order)
    return _ended(merged)


def _completed(tenure: Tenure, reference: list[Tenure], news: list[Tenure]) -> Tenure:
    """A tenure of the news with the ends that reference knows of the same person."""
    for row in reference:
        if row.person_key != tenure.person_key or not _touch(row, tenure):
            continue
        start, seen = row.valid_from, tenure.valid_from
        is_latest = tenure.from_basis in ("seen", LEFT)
        if is_latest and start and seen and start < seen:
            others = [t for t in news if t is not tenure and order(t) < order(tenure)]
            free = max((_last_proof(t) + DAY for t in others), default=date.min)
            if free < seen:
                tenure = replace(tenure, valid_from=max(start, free), from_basis=BASIS)
        last = tenure.last_seen_on or seen
        if tenure.valid_to is None and row.valid_to and last and row.valid_to >= last:
            tenure = replace(tenure, valid_to=row.valid_to, to_basis=BASIS)
    return tenure


def _touch(row: Tenure, tenure: Tenure) -> bool:
    starts_after = row.valid_from and row.valid_from > _last_day(tenure)
    ends_before = row.valid_to and row.valid_to < tenure.opens
    return not (starts_after or ends_before)


def _last_day(tenure: Tenure) -> date:
    """The last day for which the tenure is vouched for: its end, or the last sight."""
    known = tenure.valid_to or tenure.last_seen_on or tenure.valid_from
    return known or date.max


def _last_proof(tenure: Tenure) -> date:
    """``_last_day``, but the last sight of whom no more than a successor ends."""
    if tenure.to_basis != "successor":
        return _last_day(tenure)
    proofs = (tenure.valid_from, tenure.last_seen_on)
    return max((day for day in proofs if day), default=_last_day(tenure))


def _clipped(row: Tenure, taken: list[Tenure]) -> Tenure | None:
    """What is left of ``row``: the days before the first tenure that it runs into."""
    start, end = row.valid_from, row.valid_to
    assert start is not None
    for tenure in taken:
        if tenure.person_key == row.person_key and _touch(row, tenure):
            return None
        if end and tenure.valid_from and end < tenure.valid_from:
            continue
        first = tenure.opens
        if first <= start:
            if start <= _last_day(tenure):
                start = _last_day(tenure) + DAY
        elif end is None or first <= end:
            end = first - DAY
    if end is not None and end < start:
        return None
    clipped = replace(row, valid_from=start, valid_to=end)
    return replace(clipped, to_basis=BASIS if end else None)


def _ended(seat: list[Tenure]) -> list[Tenure]:
    """End what is open where the next begins."""
    found = sorted(seat, key=order)
    for place in range(len(found) - 1):
        following = found[place + 1].valid_from
        end = found[place].valid_to
        if following and (end is None or end >= following):
            found[place] = replace(
                found[place], valid_to=following - DAY, to_basis=BASIS
            )
    return found
