"""The year of a text by the sessions that it names: of the Assembly, of councils."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from processing.gazetteer.central import assembly_sessions
from processing.observe.language.numbers import TERM, number
from processing.observe.language.phrases import kept
from processing.observe.when.terms import FIRST_COUNCIL, STEP
from processing.observe.when.year_hint import FIRST, LAST, Hint, since
from processing.observe.when.year_phrases import spoken

if TYPE_CHECKING:
    from processing.observe.article.document import Document

HEAD = 1500  # characters in which the session of the news is named
_PREPARED, _REPORTED = timedelta(days=90), timedelta(days=60)  # around a session
_A_YEAR = 9  # councils sit so often in a year at most


def sitting_hints(document: Document) -> Iterator[Hint]:
    """What the sessions of the Assembly and of councils say of the year of a text."""
    key = document.key
    yield from _of_assembly(key)
    yield from _regular(key)
    yield from _of_councils(key[:HEAD])


def _of_assembly(key: str) -> Iterator[Hint]:
    told = {_both(one) for one in spoken("session_of_assembly", key)}
    told |= {_both(one)[::-1] for one in spoken("assembly_in_session", key)}
    for held in assembly_sessions():
        if (held.number, held.term) in told:
            near = held.first - _PREPARED, held.last + _REPORTED
            yield Hint("session of assembly", (near,))


def _both(found: re.Match[str]) -> tuple[int | None, ...]:
    """The two numbers that a phrase keeps, in their order."""
    return tuple(number(word) for word in found.groups() if word)


def _regular(key: str) -> Iterator[Hint]:
    """The first regular session that is named tells the months."""
    summer = next(spoken("session_of_summer", key), None)
    winter = next(spoken("session_of_winter", key), None)
    if summer and not (winter and winter.start() < summer.start()):
        year = int(kept(summer))
        yield Hint("regular session", ((date(year, 5, 1), date(year, 8, 31)),))
    elif winter:
        year = int(kept(winter))
        yield Hint("regular session", ((date(year, 10, 1), date(year + 1, 1, 31)),))


def _of_councils(key: str) -> Iterator[Hint]:
    """The twentieth session of a council is not held in its first two years."""
    found = next(spoken("session_of_council", key), None)
    count = number(kept(found)) if found else None
    starts = {int(one[1]) for one in TERM.finditer(key) if _is_of_council(one)}
    if count and len(starts) == 1:
        start = date(starts.pop(), 6, 1)
        passed = timedelta(days=365 * (count - 1) / _A_YEAR)
        yield since("session of council", start + passed)


def _is_of_council(term: re.Match[str]) -> bool:
    first, last = int(term[1]), int(term[2])
    begins = (first - FIRST_COUNCIL) % STEP == 0
    return begins and last - first == STEP and FIRST <= first <= LAST - STEP
