"""Reading dates as they are written: the formats are in data/dates.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.yaml_file import read_yaml
from processing.text import normalise

DATA = Path(__file__).with_name("data") / "dates.yaml"
# No Vietnamese paper was on the web before; zero dates of databases lie earlier.
EARLIEST_YEAR = 1997

_WEEKDAY = (
    r"(?:(?:thứ\s+\w+|chủ\s+nhật|t[2-7]|cn|mon|tue|wed|thu|fri|sat|sun)\w*[\s,.]*)"
)
_BETWEEN = rf"(?:[\s,|'’·•–-]|\b(?:ngày|lúc|vào|năm|at)\b\s*|{_WEEKDAY})*"
_ZONE = (
    r"(?:\s*[(\[]?(?P<zone>Z\b|(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?"
    r"|[+-]\d\d:?\d\d\b)[)\]]?)?"
)
_TOKENS = {
    "yyyy": r"(?P<Y>(?:19|20)\d\d)",
    "dd": r"(?P<d>\d{1,2})",
    "mm": r"(?P<m>\d{1,2})",
    "HH": r"(?P<H>\d{1,2})",
    "MM": r"(?P<M>\d\d)(?:['’])?",
    "SS": r"(?P<S>\d\d)(?:\.\d{1,7})?",
    "AP": r"(?P<p>[AP]\.?M\b\.?|SA\b|CH\b)",
    "AM": r"(?P<p>[AP]\.?M\b\.?)",
    "tháng": r"\s*tháng\s*",
    "năm": r"[\s,]*(?:năm)?\s*",
    "T": "T",
    ":": r"\s?(?::|h|giờ)\s?",
    "/": r"\s?(?P<sep>[/.-])\s?",
    "-": r"-",
}
_TOKEN = re.compile("(yyyy|dd|mm|HH|MM|SS|AP|AM|Mon|tháng|năm|T|:|/|-)")
_HINT = re.compile(
    r"(?i)\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|tháng|\b(?:19|20)\d\d\b"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as written: ``moment`` is aware only if a zone was written with it.

    ``precision`` is ``minute`` or ``day``; ``start`` and ``end`` are its place;
    ``worded``: its month is told by a word, so that day and month are certain.
    """

    moment: datetime
    precision: str
    start: int
    end: int
    worded: bool = False

    @property
    def day(self) -> date:
        """The day as written."""
        return self.moment.date()


@cache
def settings() -> dict[str, Any]:
    """The contents of the data file."""
    loaded: dict[str, Any] = read_yaml(DATA)
    return loaded


@cache
def _months() -> dict[str, int]:
    numbers = settings()["month_numbers"]
    pairs = zip(settings()["months"], numbers, strict=True)
    return {name: number for names, number in pairs for name in names}


def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a format, as the data file writes it."""
    parts = []
    for piece in _TOKEN.split(pattern):
        if piece == "Mon":
            names = sorted(_months(), key=len, reverse=True)
            parts.append(rf"(?P<mon>{'|'.join(names)})\.?")
        elif piece in _TOKENS:
            parts.append(_TOKENS[piece])
        elif piece:
            parts.append(_BETWEEN)
    text = "".join(parts)
    # The second separator of a date is the first again.
    head, found, rest = text.partition(_TOKENS["/"])
    text = head + found + rest.replace(_TOKENS["/"], r"\s?(?P=sep)\s?")
    return re.compile(rf"(?i)(?<![\d/.:-]){text}(?![\d/])(?!\s?:\s?\d){_ZONE}")


@cache
def _formats() -> tuple[re.Pattern[str], ...]:
    sources = [compiled(one["pattern"]).pattern for one in settings()["formats"]]
    return tuple(re.compile(source) for source in dict.fromkeys(sources))


def find_stamps(text: str) -> list[Stamp]:
    """Every date in a short text, in the order of the formats (finest first)."""
    if not _HINT.search(text):
        return []
    found: list[Stamp] = []
    for pattern in _formats():
        for match in pattern.finditer(text):
            overlaps = any(
                s.start < match.end() and match.start() < s.end for s in found
            )
            if not overlaps and (stamp := _stamp(match)):
                found.append(stamp)
    return found


def read_stamp(value: str) -> Stamp | None:
    """The date that a meta or JSON-LD value holds; None if it holds no sound one."""
    return next(iter(find_stamps(normalise(value[:120]))), None)


def _stamp(match: re.Match[str]) -> Stamp | None:
    part = match.groupdict()
    month = _months()[part["mon"].lower()] if part.get("mon") else int(part["m"])
    hour = int(part.get("H") or 0)
    half = (part.get("p") or "").upper().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in ("PM", "CH") else 0)
    try:
        moment = datetime(  # noqa: DTZ001 - the zone, if any, follows
            int(part["Y"]), month, int(part["d"]), hour,
            int(part.get("M") or 0), int(part.get("S") or 0),
        )  # fmt: skip
    except ValueError:
        return None
    if moment.year < EARLIEST_YEAR:
        return None
    timed = part.get("H") is not None
    if timed and (zone := _zone(part.get("zone"))):
        moment = moment.replace(tzinfo=zone)
    worded = bool(part.get("mon")) or "tháng" in match.group().lower()
    precision = "minute" if timed else "day"
    return Stamp(moment, precision, match.start(), match.end(), worded)


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    if written.upper() == "Z":
        return UTC
    found = re.search(r"([+-])(\d{1,2}):?(\d\d)?", written)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14):
        return None
    return timezone(-offset if sign == "-" else offset)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{settings()['labels']})\b|[^\w]+|\d+")


def is_bare(text: str, stamps: list[Stamp], allowed: int = 0) -> bool:
    """Whether a line is little else than its stamps, labels and numbers.

    ``allowed``: how many other letters may stand beside them.
    """
    for stamp in sorted(stamps, key=lambda s: -s.start):
        text = text[: stamp.start] + " " + text[stamp.end :]
    return len(_labels().sub("", text)) <= allowed


@dataclass(frozen=True, slots=True)
class UrlDate:
    """What an address tells: a month, or a month and a day."""

    year: int
    month: int
    day: int | None

    def agrees(self, other: date) -> bool:
        """Whether a day lies in the month of the address."""
        return (self.year, self.month) == (other.year, other.month)


@cache
def _url_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one["match"]) for one in settings()["urls"])


def url_date(url: str) -> UrlDate | None:
    """The date in an address: its stamp, its day or its month."""
    path = urlsplit(url).path
    for pattern in _url_patterns():
        if match := pattern.search(path):
            part = match.groupdict()
            year = int(part.get("Y") or f"20{part['y']}")
            day = int(part["d"]) if part.get("d") else None
            return UrlDate(year, int(part["m"]), day)
    return None


def swapped(stamp: Stamp) -> datetime | None:
    """Its moment with day and month exchanged, where it can be meant so."""
    moment = stamp.moment
    if stamp.worded or moment.day > 12 or moment.day == moment.month:
        return None
    return moment.replace(day=moment.month, month=moment.day)
