"""Dates beside the links of a listing, and the date an article page declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from lxml import etree

from crawlers.discovery.xml import parsed_date

DAY = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-](20\d\d)\b")
# A text that is a date and little else, such as "Thứ Ba, 08:15 01/07/2025 (GMT+7)".
LONGEST_DATE = 45
# So far around a link its date may stand; a card of a listing has no more layers.
MOST_LAYERS = 6
MOST_ELEMENTS = 150
HEAD_BYTES = 200_000
DECLARED = re.compile(
    rb"""(?:article:published_time|datePublished)["']?[^>"'{}]{0,40}?["']"""
    rb"""\s*(20\d\d-\d\d-\d\d[T ][0-9:.+Zz-]{5,25}|20\d\d-\d\d-\d\d)""",
)


def date_beside(
    link: etree._Element, is_other: Callable[[str], bool], zone: ZoneInfo
) -> datetime | None:
    """The day printed with a link: in the largest block around it without another.

    ``is_other`` tells whether an address leads to another article. Noon of that day;
    None where no date or more than one day is printed.
    """
    card = link
    for _ in range(MOST_LAYERS):
        parent = card.getparent()
        if parent is None or not _is_card(parent, is_other):
            break
        card = parent
    days = {day for text in _texts(card) if (day := _day(text, zone)) is not None}
    return days.pop() if len(days) == 1 else None


def declared_date(body: bytes, zone: ZoneInfo) -> datetime | None:
    """When an article page says it was published; None where it does not say it.

    Good for knowing how far back a listing has come, never for dating the article.
    """
    found = DECLARED.search(body[:HEAD_BYTES])
    return parsed_date(found[1].decode("ascii"), zone) if found else None


def _is_card(block: etree._Element, is_other: Callable[[str], bool]) -> bool:
    elements = list(islice(block.iter(), MOST_ELEMENTS + 1))
    links = (e for e in elements if e.tag == "a")
    return len(elements) <= MOST_ELEMENTS and not any(
        is_other(e.get("href") or "") for e in links
    )


def _texts(card: etree._Element) -> list[str]:
    """The short texts of a block and what its ``<time>`` elements say."""
    stamps = [t for e in card.iter("time") if (t := e.get("datetime"))]
    plain = (" ".join(str(text).split()) for text in card.itertext(with_tail=False))
    return stamps + [text for text in plain if 0 < len(text) <= LONGEST_DATE]


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    if re.match(r"20\d\d-\d\d-\d\d", text):
        moment = parsed_date(text, zone)
        return _noon(moment.astimezone(zone)) if moment else None
    found = DAY.search(text)
    if found is None:
        return None
    try:
        day = datetime(int(found[3]), int(found[2]), int(found[1]), tzinfo=zone)
    except ValueError:
        return None
    return _noon(day)


def _noon(moment: datetime) -> datetime:
    return moment.replace(hour=12, minute=0, second=0, microsecond=0)
