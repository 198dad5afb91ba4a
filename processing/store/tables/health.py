"""How each source is doing, one row a change; and when news did not come."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Text, text

from processing.states import State
from processing.store.tables.columns import (
    metadata,
    moment,
    number,
    one_of,
    reference,
    words,
)

source_state = Table(
    "source_state",
    metadata,
    number("Number of the change."),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id", ondelete="CASCADE"),
        nullable=False,
        comment="The source.",
    ),
    words("state", f"{', '.join(State)}.", nullable=False),
    words("words", "Why, in plain words, as of its newest crawl.", nullable=False),
    reference("run_id", "run.id", "The run that noticed the change.", nullable=True),
    moment("since", "The moment that run speaks for."),
    moment("ended_at", "When another state followed; null: it lasts.", nullable=True),
    Column(
        "is_accepted",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="A person said so: what the source is measured by begins here.",
    ),
    moment("told_at", "When the operator's mail had it; null: not yet.", nullable=True),
    one_of("state", "state", *State),
    Index(
        "uq_source_state_source_id",
        "source_id",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index(
        "ix_source_state_told_at", "source_id", postgresql_where=text("told_at IS NULL")
    ),
    comment="The health of sources: each change of state with why and since when.",
)

#: Why there is no news at all; of one source it is the state that it is in.
HOUSE_CAUSES = ("doubted", "unfinished")
outage = Table(
    "outage",
    metadata,
    number("Number of the outage."),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id", ondelete="CASCADE"),
        comment="The source that is out; null: no news of any source came.",
    ),
    words(
        "cause",
        "Of a source the state it is in; else doubted (too few sources did well, so"
        " nothing was compared) or unfinished (no run came to its end in time).",
        nullable=False,
    ),
    moment("since", "What the last news is of: the last good run, crawl or article."),
    moment("noticed_at", "When it was so late that readers are to be told."),
    moment("ended_at", "When news came again; null: it lasts.", nullable=True),
    one_of("cause", "cause", *HOUSE_CAUSES, *State),
    Index(
        "uq_outage_lasting",
        text("coalesce(source_id, '')"),
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
    comment="What readers cannot see, since when and why: each time from start to end.",
)
