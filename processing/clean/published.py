"""When an article was published: all the evidence of a page, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from processing.clean.declared import Declared
from processing.clean.page import Page, raw_text
from processing.clean.stamps import UrlDate, read_stamp, swapped, url_date
from processing.clean.visible import Evidence, Place, Visit, aware, visible


@dataclass(frozen=True, slots=True)
class Published:
    """``moment`` with zone; ``precision`` minute or day; ``origin``: where found.

    Where a date stands that cannot be told, ``moment`` and ``precision`` are None, and
    ``origin`` says which date it is and why.
    """

    moment: datetime | None
    precision: str | None
    origin: str


def find_published(
    page: Page,
    declared: Declared,
    selector: str | None,
    place: Place,
    *,
    zone: ZoneInfo,
    fetched_at: datetime | None,
) -> Published | None:
    """Weigh JSON-LD, metas, the source's selector, the visible stamp and the address.

    A day is refined by a visible minute of that day. Day and month are exchanged where
    other evidence shows it, never because the date lies after the fetch: that one
    gives way to any that does not, else stays as printed, and is refused where it can
    be read both ways.
    """
    address = url_date(page.url)
    visit = Visit(zone, fetched_at)
    told = _first(_declared(declared), visit)
    if told and _is_settled(page, told, address, visit):
        return _published(told, zone)
    shown = _first(visible(page, selector, place, visit), visit)
    if told and shown:
        told, shown = _possible(told, shown, visit)
    if told and shown:
        return _reconciled(told, shown, address, visit)
    if only := told or shown:
        return _alone(only, address, visit)
    return _from_address(address, zone)


def _declared(declared: Declared) -> Iterator[Evidence]:
    if declared.json_date and (stamp := read_stamp(declared.json_date)):
        yield Evidence(stamp, "json_ld")
    for value in declared.meta_dates:
        if stamp := read_stamp(value):
            yield Evidence(stamp, "meta")


def _first(found: Iterator[Evidence], visit: Visit) -> Evidence | None:
    """The first piece of evidence; the future only if there is no other; minutes first.

    A minute counts where it is one of the same day.
    """
    every = list(found)
    if not every:
        return None
    kept = [one for one in every if not visit.precedes(one.stamp)] or every
    first = kept[0]
    finer = (o for o in kept if o.stamp.day == first.stamp.day and _has_minute(o))
    return first if _has_minute(first) else next(finer, first)


def _possible(
    told: Evidence, shown: Evidence, visit: Visit
) -> tuple[Evidence | None, Evidence | None]:
    """Both, if the visit allows it: the future gives way to what it contradicts."""
    late = visit.precedes(told.stamp), visit.precedes(shown.stamp)
    if late == (True, False):
        return _as_day(told, shown.stamp.day), shown
    if late == (False, True):
        return told, _as_day(shown, told.stamp.day)
    if late == (True, True) and not _as_day(told, shown.stamp.day):
        # Two days to come: the one that can be read in one way only.
        return (None, shown) if swapped(told.stamp) else (told, None)
    return told, shown


def _as_day(evidence: Evidence, day: date) -> Evidence | None:
    """The evidence as it tells of that day; None if it can be read in no such way."""
    if evidence.stamp.day == day:
        return evidence
    other = swapped(evidence.stamp)
    return _moved(evidence, other) if other and other.date() == day else None


def _has_minute(evidence: Evidence) -> bool:
    """Midnight sharp is how systems write that they know the day only."""
    moment = evidence.stamp.moment
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return evidence.stamp.precision == "minute" and not midnight


def _is_settled(
    page: Page, told: Evidence, address: UrlDate | None, visit: Visit
) -> bool:
    """Whether a declared minute needs no second witness: most pages end here.

    It has its own zone (a Z may be false), cannot be day and month exchanged, does not
    lie in the future, and was not made by the server for this very fetch.
    """
    moment = told.stamp.moment
    if not _has_minute(told) or not moment.utcoffset():
        return False
    if visit.made(moment) or visit.precedes(told.stamp):
        return False
    other = swapped(told.stamp)
    if other is None:
        return True
    if address is not None:
        return address.agrees(moment.astimezone(visit.zone).date())
    # No exchange can be seen where the page nowhere shows the other date.
    date_text = rf"0?{other.day}\s?[/.-]\s?0?{other.month}\s?[/.-]\s?{other.year}"
    shown = rf"(?<!\d){date_text}(?!\d)"
    return not re.search(shown, raw_text(page.body))


def _moved(evidence: Evidence, moment: datetime) -> Evidence:
    return evidence._replace(stamp=replace(evidence.stamp, moment=moment))


def _reconciled(
    told: Evidence, shown: Evidence, address: UrlDate | None, visit: Visit
) -> Published:
    zone = visit.zone
    told = _checked(_local_if_shown_so(told, shown), address, shown.stamp.day)
    here = aware(told.stamp.moment, zone).astimezone(zone)
    if _has_minute(told):
        if visit.made(here) and shown.stamp.day != here.date():
            return _published(_checked(shown, address, None), zone)
        return _published(told, zone)
    if _has_minute(shown):
        minute = _checked(shown, address, here.date())
        if minute.stamp.day == here.date():
            return _published(minute, zone)
    return _published(told, zone)


def _alone(evidence: Evidence, address: UrlDate | None, visit: Visit) -> Published:
    """The date that only one witness tells, beside the address."""
    found = _checked(evidence, address, None)
    seconded = address is not None and address.agrees(found.stamp.day)
    other = swapped(found.stamp)
    if other is None or seconded or not visit.precedes(found.stamp):
        return _published(found, visit.zone)
    why = f"lies after the fetch, and may be {other:%Y-%m-%d}"
    refused = Published(None, None, f"{found.origin} {found.stamp.day} {why}: no date")
    return _from_address(address, visit.zone) or refused


def _local_if_shown_so(told: Evidence, shown: Evidence) -> Evidence:
    """Take off a Z that the page itself shows to stand on local time."""
    moment = told.stamp.moment
    if moment.tzinfo is None or moment.utcoffset() != timedelta(0):
        return told
    if not (_has_minute(told) and _has_minute(shown)):
        return told
    seen = shown.stamp.moment.replace(tzinfo=None)
    wall = moment.replace(tzinfo=None)
    return _moved(told, wall) if abs(wall - seen) <= timedelta(minutes=3) else told


def _checked(
    evidence: Evidence, address: UrlDate | None, other: date | None
) -> Evidence:
    """Exchange day and month where the address or another date says so."""
    moment = swapped(evidence.stamp)
    if moment is None or (other is not None and evidence.stamp.day == other):
        return evidence
    if other is not None and moment.date() == other:
        return _moved(evidence, moment)
    wrong_month = address is not None and not address.agrees(evidence.stamp.day)
    if wrong_month and address is not None and address.agrees(moment.date()):
        return _moved(evidence, moment)
    return evidence


def _published(evidence: Evidence, zone: ZoneInfo) -> Published:
    moment = aware(evidence.stamp.moment, zone).astimezone(zone)
    if _has_minute(evidence):
        return Published(moment, "minute", evidence.origin)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return Published(day, "day", evidence.origin)


def _from_address(address: UrlDate | None, zone: ZoneInfo) -> Published | None:
    """The day in the address, where nothing else tells it."""
    if address is None or address.day is None:
        return None
    try:
        moment = datetime(address.year, address.month, address.day, tzinfo=zone)
    except ValueError:
        return None
    return Published(moment, "day", "url")
