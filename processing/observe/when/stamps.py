"""When an article was published, where nobody says it but its address or its head."""

from __future__ import annotations

import re
from datetime import date, datetime

from processing.model import HANOI
from processing.observe.language.numbers import TERM
from processing.observe.when.dates import make_date

_URL = (
    # /202010/ and /2020/10/12/ in the path
    (re.compile(r"/(20[012]\d)/(\d\d)/(\d\d)/"), "ymd"),
    # 20251010114531341 at the end of the slug: yyyymmddhhmmss…
    (re.compile(r"[-/](20[012]\d)([01]\d)([0-3]\d)\d{6,9}(?!\d)"), "ymd"),
    # 1852506282233485 and 102230707162251337: a prefix of three digits, then yymmdd
    (
        re.compile(
            r"[-/](?:185|192|196|198|161|102|111)(\d\d)([01]\d)([0-3]\d)\d{6,9}(?!\d)"
        ),
        "Ymd",
    ),
    # -20150617.htm, /20150617/: yyyymmdd
    (re.compile(r"[-/_](20[012]\d)([01]\d)([0-3]\d)(?!\d)"), "ymd"),
    # -21122024-, -04042022: ddmmyyyy
    (re.compile(r"[-/]([0-3]\d)([01]\d)(20[012]\d)(?!\d)"), "dmy"),
)
#: 1379335047 at the end: seconds since 1970 (2005 to 2026).
_EPOCH = re.compile(r"[-/](1[1-7]\d{8})(?:\.\w{3,5})?/?$")
#: /2015/, /2015/10/ and /201510/ in the path: the year, perhaps not the day.
_YEAR = re.compile(r"/(20[012]\d)(?:0[1-9]|1[0-2])?/")
_TIME = r"\d{1,2}\s?[:h]\s?\d{2}"
_DAY = r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>20\d\d)"
_STAMP = re.compile(
    rf"{_TIME}.{{0,30}}?{_DAY}|{_DAY.replace('P<', 'P<x')}.{{0,12}}?{_TIME}"
)
_ISO = re.compile(rf"(20\d\d)-(\d\d)-(\d\d)[T ]{_TIME}")
A_TERM = range(4, 7)  # years
HEAD = 600  # characters in which a stamp is looked for
LINE = 90  # a stamp stands in a short line of its own


def from_url(url: str | None, title: str = "") -> date | None:
    """The publication day that an address carries, if it carries one.

    A day that the ``title`` tells stands in the address with the other words of it.
    """
    for pattern, order in _URL:
        found = pattern.search(url or "")
        if not found:
            continue
        one, two, three = (int(part) for part in found.groups())
        if order == "dmy":
            if _is_term(found) or _is_told(found, title):
                continue
            one, three = three, one
        day = make_date(one + 2000 if order == "Ymd" else one, two, three)
        if day and day.year >= 2005:
            return day
    epoch = _EPOCH.search(url or "")
    return datetime.fromtimestamp(int(epoch[1]), HANOI).date() if epoch else None


def counts_seconds(url: str | None) -> bool:
    """Whether a number at the end of an address may be seconds since 1970."""
    return _EPOCH.search(url or "") is not None


def _is_term(found: re.Match[str]) -> bool:
    """ "…-chu-chot-20112016": the term 2011-2016, which could be 20 November, too."""
    first, last = int(found[1] + found[2]), int(found[3])
    return last - first in A_TERM


def _is_told(found: re.Match[str], title: str) -> bool:
    """ "…-se-dien-ra-tu-14-16102015" beside "sẽ diễn ra từ 14 – 16/10/2015"."""
    day, month, year = (int(part) for part in found.groups())
    return bool(re.search(rf"(?<!\d)0?{day}[-/. ]+0?{month}[-/. ]+{year}", title))


def year_from_url(url: str | None, key: str) -> int | None:
    """The year that an address carries in its path, without a day.

    ``key`` is the text: where all terms that it names were over long before, the
    address is that of a later copy, and ``None``.
    """
    found = _YEAR.search(url or "")
    if found is None:
        return None
    year = int(found[1])
    ends = [int(last) for first, last in TERM.findall(key) if int(last) > int(first)]
    return None if ends and max(ends) + 1 < year else year


def is_folder(url: str | None) -> bool:
    """Whether the year of an address stands without its month."""
    return re.search(r"/20[012]\d/(?!(?:0?[1-9]|1[0-2])/)", url or "") is not None


def from_head(text: str) -> date | None:
    """The day of a stamp line ("Cập nhật lúc: 18:26 |21/07/2022") near the top."""
    for line in text[:HEAD].split("\n"):
        if len(line) > LINE:
            continue
        if iso := _ISO.search(line):
            return make_date(*(int(part) for part in iso.groups()))
        if found := _STAMP.search(line):
            parts = [found[name] or found[f"x{name}"] for name in "ymd"]
            return make_date(*(int(part) for part in parts))
    return None
