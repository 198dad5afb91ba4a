"""When an article was published: all the evidence of a page, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from processing.clean.declared import Declared
from processing.clean.furniture import is_clock, is_line
from processing.clean.headline import known
from processing.clean.page import Element, Page, raw_text
from processing.clean.stamps import (
    Stamp,
    UrlDate,
    find_stamps,
    is_bare,
    read_stamp,
    swapped,
    url_date,
)

LONGEST_LINE = 140
_DIGIT = re.compile(r"\d")
# Letters that may stand beside a stamp: the name of an author or of a section.
BESIDE = 45
BEFORE, AFTER = 60, 40
_LABELS = ("cập nhật", "đăng", "xuất bản", "ngày", "gmt", "posted", "lúc")
# A declared time this near to the fetch was made by the server for the fetch.
JUST_NOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Published:
    """``moment`` with zone; ``precision`` minute or day; ``origin``: where found."""

    moment: datetime
    precision: str
    origin: str


class _Evidence(NamedTuple):
    stamp: Stamp
    origin: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visible date may stand: the headline, the body and its first line."""

    title: Element | None
    body: Element
    ignored: set[Element]


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

    A day is refined by a visible minute of that day; day and month are exchanged
    where other evidence shows it; what lies after the fetch is refused.
    """
    limit = fetched_at + timedelta(days=1) if fetched_at else None
    address = url_date(page.url)
    told = _sound(_declared(declared), zone, limit)
    if told and _is_settled(page, told, address, zone, fetched_at):
        return _published(told, zone)
    visits = _Visit(zone, fetched_at)
    shown = _sound(_visible(page, selector, place, visits), zone, limit)
    if told and shown:
        return _reconciled(told, shown, address, zone, fetched_at)
    if only := told or shown:
        return _published(_checked(only, address, None), zone)
    return _from_address(address, zone, limit)


def _declared(declared: Declared) -> Iterator[_Evidence]:
    if declared.json_date and (stamp := read_stamp(declared.json_date)):
        yield _Evidence(stamp, "json_ld")
    for value in declared.meta_dates:
        if stamp := read_stamp(value):
            yield _Evidence(stamp, "meta")


def _sound(
    found: Iterator[_Evidence], zone: ZoneInfo, limit: datetime | None
) -> _Evidence | None:
    """The first piece of evidence that does not lie in the future; minutes first."""
    kept = []
    for one in found:
        if limit is not None and _aware(one.stamp.moment, zone) > limit:
            other = swapped(one.stamp.moment)
            if other is None or _aware(other, zone) > limit:
                continue
            one = _moved(one, other)  # noqa: PLW2901 - the same evidence, read right
        kept.append(one)
    if not kept:
        return None
    first = kept[0]
    finer = (o for o in kept if o.stamp.day == first.stamp.day and _has_minute(o))
    return first if _has_minute(first) else next(finer, first)


def _has_minute(evidence: _Evidence) -> bool:
    """Midnight sharp is how systems write that they know the day only."""
    moment = evidence.stamp.moment
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return evidence.stamp.precision == "minute" and not midnight


def _is_settled(
    page: Page,
    told: _Evidence,
    address: UrlDate | None,
    zone: ZoneInfo,
    fetched_at: datetime | None,
) -> bool:
    """Whether a declared minute needs no second witness: most pages end here.

    It has its own zone (a Z may be false), cannot be day and month exchanged, and
    was not made by the server for this very fetch.
    """
    moment = told.stamp.moment
    if not _has_minute(told) or not moment.utcoffset():
        return False
    if fetched_at is not None and abs(moment - fetched_at) < JUST_NOW:
        return False
    other = swapped(moment)
    if other is None:
        return True
    if address is not None:
        return address.agrees(moment.astimezone(zone).date())
    # No exchange can be seen where the page nowhere shows the other date.
    date_text = rf"0?{other.day}\s?[/.-]\s?0?{other.month}\s?[/.-]\s?{other.year}"
    shown = rf"(?<!\d){date_text}(?!\d)"
    return not re.search(shown, raw_text(page.body))


def _moved(evidence: _Evidence, moment: datetime) -> _Evidence:
    stamp = evidence.stamp
    return evidence._replace(
        stamp=Stamp(moment, stamp.precision, stamp.start, stamp.end)
    )


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _reconciled(
    told: _Evidence,
    shown: _Evidence,
    address: UrlDate | None,
    zone: ZoneInfo,
    fetched_at: datetime | None,
) -> Published:
    told = _checked(_local_if_shown_so(told, shown), address, shown.stamp.day)
    here = _aware(told.stamp.moment, zone).astimezone(zone)
    if _has_minute(told):
        made_now = fetched_at and abs(here - fetched_at) < JUST_NOW
        if made_now and shown.stamp.day != here.date():
            return _published(_checked(shown, address, None), zone)
        return _published(told, zone)
    if _has_minute(shown):
        visible = _checked(shown, address, here.date())
        if visible.stamp.day == here.date():
            return _published(visible, zone)
    return _published(told, zone)


def _local_if_shown_so(told: _Evidence, shown: _Evidence) -> _Evidence:
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
    evidence: _Evidence, address: UrlDate | None, other: date | None
) -> _Evidence:
    """Exchange day and month where the address or another date says so."""
    moment = swapped(evidence.stamp.moment)
    if moment is None or (other is not None and evidence.stamp.day == other):
        return evidence
    if other is not None and moment.date() == other:
        return _moved(evidence, moment)
    wrong_month = address is not None and not address.agrees(evidence.stamp.day)
    if wrong_month and address is not None and address.agrees(moment.date()):
        return _moved(evidence, moment)
    return evidence


def _published(evidence: _Evidence, zone: ZoneInfo) -> Published:
    moment = _aware(evidence.stamp.moment, zone).astimezone(zone)
    if _has_minute(evidence):
        return Published(moment, "minute", evidence.origin)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return Published(day, "day", evidence.origin)


def _from_address(
    address: UrlDate | None, zone: ZoneInfo, limit: datetime | None
) -> Published | None:
    """The day in the address, where nothing else tells it."""
    if address is None or address.day is None:
        return None
    try:
        moment = datetime(address.year, address.month, address.day, tzinfo=zone)
    except ValueError:
        return None
    if limit is not None and moment > limit:
        return None
    return Published(moment, "day", "url")


class _Visit(NamedTuple):
    """When the page was fetched: a stamp of that very time is a clock's."""

    zone: ZoneInfo
    fetched_at: datetime | None

    def shows(self, stamp: Stamp) -> bool:
        if self.fetched_at is None:
            return False
        if stamp.precision == "day":
            return stamp.day == self.fetched_at.astimezone(self.zone).date()
        return abs(_aware(stamp.moment, self.zone) - self.fetched_at) < JUST_NOW


def _visible(
    page: Page, selector: str | None, place: Place, visit: _Visit
) -> Iterator[_Evidence]:
    """Visible stamps, the most credible first."""
    if selector:
        own = (e for e in page.select(selector) if not _is_of_another(e, place))
        for element in own:
            for stamp in find_stamps(_text(element) or element.get("datetime") or ""):
                yield _Evidence(stamp, "selector")
    ranked = []
    for element in _dated(page, place):
        line = _line(element)
        if line and (stamps := find_stamps(line)) and is_bare(line, stamps, BESIDE):
            if visit.shows(stamps[0]) and _is_before_title(page, place, element):
                continue
            trust = _trust(page, place, element, line, stamps[0])
            ranked.append((trust, -len(line), stamps[0]))
    ranked.sort(key=lambda one: one[:2], reverse=True)
    yield from (_Evidence(stamp, "stamp") for trust, _, stamp in ranked if trust >= 3)


def _window(page: Page, place: Place) -> Iterator[Element]:
    """Elements around headline and body where the stamp of the article may stand."""
    start = page.position[place.body]
    end = start + sum(1 for _ in place.body.iter()) + AFTER
    if place.title is not None:
        start = min(start, page.position[place.title])
    hidden: set[Element] = set()
    for element in page.elements[max(0, start - BEFORE) : end]:
        if element.getparent() in hidden or _tells_no_date(element, place):
            hidden.add(element)
        else:
            yield element


def _tells_no_date(element: Element, place: Place) -> bool:
    """Whether it is a menu, a link, or a clock or header beside the article."""
    if element.tag in ("nav", "footer", "a"):
        return True
    if element.tag != "header" and not is_clock(element):
        return False
    return not (_holds(element, place.body) or _holds(element, place.title))


def _holds(element: Element, inner: Element | None) -> bool:
    return inner is not None and element in inner.iterancestors()


def _dated(page: Page, place: Place) -> Iterator[Element]:
    """Elements of the window with a digit in their own text, and two above them."""
    window = dict.fromkeys(_window(page, place))
    found: dict[Element, None] = {}
    for element in window:
        own = f"{element.text or ''}{''.join(child.tail or '' for child in element)}"
        if _DIGIT.search(own):
            above = islice(element.iterancestors(), 2)
            found |= dict.fromkeys([element, *(e for e in above if e in window)])
    yield from found


def _line(element: Element) -> str | None:
    """The text of an element that is one short line, or None."""
    if len(element) > 12:
        return None
    text = _text(element)
    return text if len(text) <= LONGEST_LINE else None


def _text(element: Element) -> str:
    # Parts of a stamp stand in elements of their own: a space keeps them apart.
    return " ".join(" ".join(map(str, element.itertext())).split())


def _trust(page: Page, place: Place, element: Element, line: str, stamp: Stamp) -> int:
    """How credible it is that a visible stamp is the article's; 3 and more will do."""
    trust = 3 if stamp.precision == "minute" else 0
    trust += 2 if _is_named_date(element) else 0
    trust += 1 if any(label in line.lower() for label in _LABELS) else 0
    trust += _nearness(page, place, element)
    trust -= 2 if element in place.ignored else 0
    trust -= 6 if _is_of_another(element, place) else 0
    return trust


def _is_named_date(element: Element) -> bool:
    if element.tag == "time":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return any(token.lstrip(".#=@").lower() in names for token in known("date"))


def _is_before_title(page: Page, place: Place, element: Element) -> bool:
    limit = place.title if place.title is not None else place.body
    return page.position[element] < page.position[limit]


def _nearness(page: Page, place: Place, element: Element) -> int:
    here, body = page.position[element], page.position[place.body]
    title = page.position[place.title] if place.title is not None else body - 10
    if here > title:
        # Between headline and text, or soon after; later the less the farther.
        return 3 if here <= max(title, body) + 15 else 0
    if place.title is not None and element.getparent() is place.title.getparent():
        return 2
    return 1 if title - here <= 10 else 0 if title - here <= 15 else -2


def _is_of_another(element: Element, place: Place) -> bool:
    """Whether a stamp stands by the linked headline of another article."""
    item: Element | None = element
    for _ in range(3):
        if item is None or item in (
            place.body,
            *_above(place.body),
            *_above(place.title),
        ):
            return False
        if any(_is_headline(link) for link in item.iter("a")):
            return True
        item = item.getparent()
    return False


def _is_headline(link: Element) -> bool:
    text = _text(link)
    return len(text) >= 25 and not is_line(text)


def _above(element: Element | None) -> tuple[Element, ...]:
    return tuple(element.iterancestors()) if element is not None else ()
