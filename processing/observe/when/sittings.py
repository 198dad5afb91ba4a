"""The year of a text by the sessions that it names: of the Assembly, of councils."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from processing.gazetteer.central import assembly_sessions
from processing.observe.language.numbers import ORDINAL, TERM, number
from processing.observe.when.terms import FIRST_COUNCIL, STEP
from processing.observe.when.year_hint import FIRST, LAST, Hint, since

if TYPE_CHECKING:
    from processing.observe.article.document import Document

_SESSION = rf"kỳ họp (?:lần )?thứ ({ORDINAL})(?!\w)"
_ASSEMBLY = re.compile(
    rf"{_SESSION}[^.;\d]{{0,20}}quốc hội (?:việt nam )?khóa ({ORDINAL})(?!\w)"
)
_ASSEMBLY_FIRST = re.compile(
    rf"quốc hội (?:việt nam )?khóa ({ORDINAL})(?!\w)[^.;]{{0,40}}{_SESSION}"
)
_BODY = "(?:hđnd|hội đồng nhân dân)"
_COUNCIL = re.compile(
    rf"{_BODY}[^.;]{{0,110}}?{_SESSION}|{_SESSION}[^.;]{{0,40}}?{_BODY}"
)
_REGULAR = re.compile(
    r"kỳ họp (?:thường lệ |thường kỳ )?(giữa|cuối) năm (20[012]\d)(?!\d)"
)
HEAD = 1500  # characters in which the session of the news is named
_PREPARED, _REPORTED = timedelta(days=90), timedelta(days=60)  # around a session
_A_YEAR = 9  # councils sit so often in a year at most


def sitting_hints(document: Document) -> Iterator[Hint]:
    """What the sessions of the Assembly and of councils say of the year of a text."""
    key = document.key
    if "kỳ họp" not in key:
        return
    yield from _of_assembly(key)
    if one := _REGULAR.search(key):
        year = int(one[2])
        middle = date(year, 5, 1), date(year, 8, 31)
        end = date(year, 10, 1), date(year + 1, 1, 31)
        yield Hint("regular session", (middle if one[1] == "giữa" else end,))
    yield from _of_councils(key[:HEAD])


def _of_assembly(key: str) -> Iterator[Hint]:
    named = {(one[2], one[1]) for one in _ASSEMBLY.finditer(key)}
    named |= {(one[1], one[2]) for one in _ASSEMBLY_FIRST.finditer(key)}
    told = {(number(term), number(which)) for term, which in named}
    for held in assembly_sessions():
        if (held.term, held.number) in told:
            near = held.first - _PREPARED, held.last + _REPORTED
            yield Hint("session of assembly", (near,))


def _of_councils(key: str) -> Iterator[Hint]:
    """The twentieth session of a council is not held in its first two years."""
    starts = {int(one[1]) for one in TERM.finditer(key) if _is_of_council(one)}
    found = _COUNCIL.search(key)
    count = number(found[1] or found[2]) if found else None
    if count and len(starts) == 1:
        start = date(starts.pop(), 6, 1)
        passed = timedelta(days=365 * (count - 1) / _A_YEAR)
        yield since("session of council", start + passed)


def _is_of_council(term: re.Match[str]) -> bool:
    first, last = int(term[1]), int(term[2])
    begins = (first - FIRST_COUNCIL) % STEP == 0
    return begins and last - first == STEP and FIRST <= first <= LAST - STEP
