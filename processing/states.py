"""The states of a source: the one definition that tables, views and mails share."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How a source is doing, from its newest crawl beside its own past."""

    NEW = "new"
    HEALTHY = "healthy"
    QUIET = "quiet"
    DEGRADED = "degraded"
    FAILING = "failing"
    REFUSED = "refused"
    MOVED = "moved"
    RETIRED = "retired"


#: What each says, for people: docs, comments of the database, `--help`.
MEANINGS = {
    State.NEW: "never crawled yet",
    State.HEALTHY: "answers, and brings what it usually brings",
    State.QUIET: "answers, but has brought nothing new for longer than is usual",
    State.DEGRADED: "brings less, shorter or emptier articles than it usually does",
    State.FAILING: "cannot be read",
    State.REFUSED: "its robots.txt forbids us to read it",
    State.MOVED: "leads to another host",
    State.RETIRED: "switched off, ended, or no longer in the catalogue",
}
#: A crawl judged so is part of the past that later crawls are measured by.
GOOD = frozenset({State.HEALTHY, State.QUIET})
#: What a person should look at.
TROUBLE = frozenset({State.DEGRADED, State.FAILING, State.REFUSED, State.MOVED})
#: Asked less and less often, until it answers.
SLOWED = frozenset({State.FAILING, State.REFUSED, State.MOVED})
