"""Dates that a page shows: the stamps around headline and text, most credible first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from processing.clean.furniture import is_clock, is_line
from processing.clean.headline import known
from processing.clean.page import Element, Page
from processing.clean.stamps import Stamp, find_stamps, is_bare

LONGEST_LINE = 140
_DIGIT = re.compile(r"\d")
# Letters that may stand beside a stamp: the name of an author or of a section.
BESIDE = 45
BEFORE, AFTER = 60, 40
_LABELS = ("cập nhật", "đăng", "xuất bản", "ngày", "gmt", "posted", "lúc")
# A declared time this near to the fetch was made by the server for the fetch.
JUST_NOW = timedelta(minutes=10)


class Evidence(NamedTuple):
    """One date of a page, and where it was found (``json_ld``, ``stamp``, …)."""

    stamp: Stamp
    origin: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visible date may stand: the headline, the body and its first line."""

    title: Element | None
    body: Element
    ignored: set[Element]


def aware(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment as written, in the zone of the source where none was written."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


class Visit(NamedTuple):
    """When the page was fetched, and the zone in which its dates are read."""

    zone: ZoneInfo
    fetched_at: datetime | None

    def precedes(self, stamp: Stamp) -> bool:
        """Whether a stamp lies in the future: more than a day after the fetch."""
        if self.fetched_at is None:
            return False
        return aware(stamp.moment, self.zone) > self.fetched_at + timedelta(days=1)

    def made(self, moment: datetime) -> bool:
        """Whether a time was made by the server for this very fetch."""
        return self.fetched_at is not None and abs(moment - self.fetched_at) < JUST_NOW

    def shows(self, stamp: Stamp) -> bool:
        """Whether a stamp is that of a clock: the very time of the fetch."""
        if self.fetched_at is None:
            return False
        if stamp.precision == "day":
            return stamp.day == self.fetched_at.astimezone(self.zone).date()
        return self.made(aware(stamp.moment, self.zone))


def visible(
    page: Page, selector: str | None, place: Place, visit: Visit
) -> Iterator[Evidence]:
    """Visible stamps, the most credible first."""
    if selector:
        own = (e for e in page.select(selector) if not _is_of_another(e, place))
        for element in own:
            for stamp in find_stamps(_text(element) or element.get("datetime") or ""):
                yield Evidence(stamp, "selector")
    ranked = []
    for element in _dated(page, place):
        line = _line(element)
        if line and (stamps := find_stamps(line)) and is_bare(line, stamps, BESIDE):
            if visit.shows(stamps[0]) and _is_before_title(page, place, element):
                continue
            trust = _trust(page, place, element, line, stamps[0])
            ranked.append((trust, -len(line), stamps[0]))
    ranked.sort(key=lambda one: one[:2], reverse=True)
    yield from (Evidence(stamp, "stamp") for trust, _, stamp in ranked if trust >= 3)


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
