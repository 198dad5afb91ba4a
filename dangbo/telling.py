"""What the operator is told: each change of a source's state once, in one mail."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Engine

from processing.alert.operator import tell_operator
from processing.health.book import Change, mark_told, untold
from processing.model import HANOI
from processing.settings import Settings
from processing.states import TROUBLE, State
from processing.store import locks

LOCK = "tell changes"
MOST_NAMED = 50  # unreadable articles that a mail names


def tell_changes(settings: Settings, engine: Engine, as_of: datetime) -> str | None:
    """Mail the operator which sources are in another state than the mail before said.

    A change is marked as told in the transaction in which its mail is handed over, by
    one process at a time; what could not be mailed is told with the next run. Killed
    between the two, the same mail goes out again under the same Message-ID.

    Returns:
        A line on what was told; None if there was nothing to tell, or nobody.
    """
    if not settings.operator or settings.smtp_url is None:
        return None
    with engine.begin() as connection:
        locks.hold(connection, LOCK)
        changes = untold(connection)
        told = [change for change in changes if change.is_worth_telling]
        ids = [number for change in changes for number in change.ids]
        if told and not _mail(settings, told, ids):
            return "the operator could not be told how the sources are: next time"
        mark_told(connection, ids, as_of)
    return f"the operator was told of {_counted(told)}" if told else None


def _mail(settings: Settings, told: Sequence[Change], ids: Sequence[int]) -> bool:
    named = hashlib.sha256(repr(sorted(ids)).encode()).hexdigest()[:32]
    return tell_operator(
        settings,
        subject=f"Dangbo: {_summed(told)}",
        lines=_lines(told),
        name=f"sources-{named}",
    )


def _summed(told: Sequence[Change]) -> str:
    """The source and its state; of several how many are in which, trouble first."""
    if len(told) == 1:
        return f"{told[0].name} {_now(told[0])}"
    counts = Counter(map(_now, told))
    ordered = sorted(counts, key=lambda words: (words not in TROUBLE, -counts[words]))
    parts = ", ".join(f"{counts[words]} {words}" for words in ordered)
    return f"{len(told)} sources: {parts}"


def _now(change: Change) -> str:
    is_back = change.state is State.HEALTHY and change.before in TROUBLE
    return "healthy again" if is_back else str(change.state)


def _counted(told: Sequence[Change]) -> str:
    one = len(told) == 1
    return f"{len(told)} {'source' if one else 'sources'} in another state"


def _lines(told: Sequence[Change]) -> Iterator[str]:
    for are_worse in (True, False):
        those = [c for c in told if (c.state in TROUBLE) is are_worse]
        yield from map(_line, those)
        if those:
            yield ""
    yield "What is told here is not told again while it lasts."
    yield "Look: dangbo sources health"
    if any(change.state is State.DEGRADED for change in told):
        yield "A degraded source that is well as it is: dangbo sources accept ID"


def _line(change: Change) -> str:
    before = change.before or State.NEW
    since = f"{change.since.astimezone(HANOI):%Y-%m-%d}"
    tried = f" (next try {change.next_try_on})" if change.next_try_on else ""
    head = f"{change.name} [{change.source_id}]: {before} → {change.state}"
    return f"{head} since {since}: {change.words}{tried}"


def briefly(failed: Sequence[str]) -> list[str]:
    """The first of many lines, and how many there are beside them."""
    more = len(failed) - MOST_NAMED
    return [*failed[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])]


def tell_unreadable(settings: Settings, failed: Sequence[str]) -> None:
    """Mail the operator the articles on which the rules of reading have failed."""
    one = len(failed) == 1
    tell_operator(
        settings,
        subject=f"Dangbo: {len(failed)} {'article' if one else 'articles'} unreadable",
        lines=[
            "The rules of reading have failed on what stands below. All else was read.",
            "",
            *briefly(failed),
            "",
            "What earlier rules read there stands. The next version tries it again;",
            "please report the addresses: it is a fault of the rules, not of the text.",
        ],
    )
