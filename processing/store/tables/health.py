"""How each source is doing, one row a change."""

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
