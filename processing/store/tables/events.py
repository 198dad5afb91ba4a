"""What happened and who held what, with its evidence and its reviews."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from processing.store.tables.columns import (
    metadata,
    moment,
    number,
    one_of,
    reference,
    words,
)

event = Table(
    "event",
    metadata,
    number("Number of the event."),
    words(
        "kind",
        "congress, midterm_review, leadership_change or resolution.",
        nullable=False,
    ),
    words(
        "identity_key",
        "Two articles with the same key tell of one event.",
        nullable=False,
        unique=True,
    ),
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id"),
        nullable=False,
        comment="Whose event.",
    ),
    words("province", "Slug of the unit at that date.", nullable=False),
    Column("occurred_on", Date, comment="When it happened, or the latest day it can."),
    Column(
        "occurred_after",
        Date,
        comment="For a silent change: the last day known to be before it.",
    ),
    words(
        "state", "How far it has come: a change of state is told again.", nullable=False
    ),
    Column("fields", JSONB, nullable=False, comment="The fields of the kind."),
    Column("confidence", Numeric(4, 3), nullable=False, comment="In (0, 1]."),
    Column(
        "source_count",
        Integer,
        nullable=False,
        comment="Independent sources; copies of one text count once.",
    ),
    words(
        "status", "flagged, confirmed, rejected, retracted or baseline.", nullable=False
    ),
    Column(
        "is_news",
        Boolean,
        nullable=False,
        comment="Happened lately and was not known: only such is told.",
    ),
    Column(
        "best_observation_id",
        BigInteger,
        ForeignKey("core.observation.id", ondelete="SET NULL"),
        comment="The observation whose sentence proves it best; kept by a trigger.",
    ),
    reference("first_run_id", "run.id", "The run that flagged it."),
    reference("last_run_id", "run.id", "The run that last changed it."),
    moment("first_seen_at", "Earliest fetch of its evidence."),
    moment("last_seen_at", "Latest fetch of its evidence."),
    Column(
        "was_news",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="Was news once, also if it is retracted now; kept by a trigger.",
    ),
    Column(
        "revision",
        Integer,
        nullable=False,
        server_default="0",
        comment="How often its days, state, status, province or fields have changed;"
        " kept by a trigger.",
    ),
    moment("changed_at", "When they last did; kept by a trigger.", now=True),
    CheckConstraint("confidence > 0 AND confidence <= 1", name="confidence"),
    one_of(
        "kind", "kind", "congress", "midterm_review", "leadership_change", "resolution"
    ),
    one_of(
        "status", "status", "flagged", "confirmed", "rejected", "retracted", "baseline"
    ),
    Index("ix_event_organisation_id_kind", "organisation_id", "kind"),
    Index("ix_event_occurred_on", "occurred_on"),
    Index("ix_event_province_occurred_on", "province", "occurred_on"),
    Index("ix_event_first_run_id", "first_run_id"),
    Index(
        "ix_event_was_news",
        "kind",
        "changed_at",
        postgresql_where=text("was_news"),
    ),
    comment="One thing that happened, merged over all articles that tell of it.",
)

event_evidence = Table(
    "event_evidence",
    metadata,
    Column(
        "event_id",
        BigInteger,
        ForeignKey("core.event.id", ondelete="CASCADE"),
        primary_key=True,
        comment="The event.",
    ),
    Column(
        "observation_id",
        BigInteger,
        ForeignKey("core.observation.id", ondelete="CASCADE"),
        primary_key=True,
        comment="What proves it.",
    ),
    words(
        "role",
        "reports; or before and after, for a silent change.",
        nullable=False,
        server_default="reports",
    ),
    one_of("role", "role", "reports", "before", "after"),
    Index("ix_event_evidence_observation_id", "observation_id"),
    comment="Which observations an event rests on.",
)

tenure = Table(
    "tenure",
    metadata,
    number("Number of the row."),
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id"),
        nullable=False,
        comment="Where.",
    ),
    Column(
        "position_id",
        Text,
        ForeignKey("core.position.id"),
        nullable=False,
        comment="Which position.",
    ),
    words("person", "Name as printed most often.", nullable=False),
    words("person_key", "Folded name.", nullable=False),
    Column(
        "valid_from",
        Date,
        comment="First day, or the latest that it can be: see from_basis.",
    ),
    Column("valid_to", Date, comment="Last day; null: not known to have ended."),
    words(
        "from_basis",
        "What valid_from rests on: event (reported), baseline (reference works), seen"
        " (first named then, and may have come earlier) or left (only the departure is"
        " told: came earlier).",
        nullable=False,
    ),
    words("to_basis", "event, successor or baseline: what valid_to rests on."),
    Column("first_seen_on", Date, comment="First day an article names the holder."),
    Column("last_seen_on", Date, comment="Last day an article names the holder."),
    reference("started_by_id", "event.id", "The event that began it.", nullable=True),
    reference("ended_by_id", "event.id", "The event that ended it.", nullable=True),
    moment("recorded_from", "Since when we have known it so."),
    moment("recorded_to", "Until when we thought so; null: still.", nullable=True),
    CheckConstraint(
        "valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name="valid"
    ),
    one_of("from_basis", "from_basis", "event", "seen", "left", "baseline"),
    one_of("to_basis", "to_basis", "event", "successor", "baseline"),
    Index("ix_tenure_seat", "organisation_id", "position_id"),
    comment="Who held which position, from when to when, and since when we know.",
)


def _organisation(*, primary_key: bool = False) -> Column[Any]:
    """Whose state a diff keeps; gone with the organisation."""
    return Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
        comment="The organisation.",
    )


diff_state = Table(
    "diff_state",
    metadata,
    _organisation(primary_key=True),
    words("rules", "Rules and reference data it was folded by.", nullable=False),
    Column(
        "signs",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="By part, what can make slates of other parts: results of congresses, "
        "busy days.",
    ),
    comment="By what each organisation was last folded; what has changed since is in "
    "diff_change.",
)

diff_change = Table(
    "diff_change",
    metadata,
    number("Number of the row."),
    _organisation(),
    words("part", "A position, or a kind of event that is of none.", nullable=False),
    Column(
        "observation_id",
        BigInteger,
        comment="The observation that came or went, or weighs otherwise; null: all of "
        "the part.",
    ),
    comment="What has changed since the last diff, which takes it out; added by "
    "triggers.",
)

diff_settled = Table(
    "diff_settled",
    metadata,
    _organisation(primary_key=True),
    Column(
        "position_id",
        Text,
        ForeignKey("core.position.id"),
        primary_key=True,
        comment="The position.",
    ),
    Column("person_key", Text, primary_key=True, comment="Who holds it."),
    words("person", "The name as it is printed most often.", nullable=False),
    Column(
        "since",
        Date,
        nullable=False,
        comment="The last day that the diff has weighed: later ones say the same.",
    ),
    Column(
        "sources",
        ARRAY(Text),
        comment="The sources whose further articles say the same; null: all.",
    ),
    comment="Holders of whom a further article that names them says nothing new but "
    "its day.",
)

review = Table(
    "review",
    metadata,
    number("Number of the review."),
    reference("event_id", "event.id", "The event that was judged."),
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id"),
        nullable=False,
        comment="Whose event.",
    ),
    words("kind", "Kind of the event.", nullable=False),
    words("identity_key", "The event's key as it was read.", nullable=False),
    words("decision", "confirmed, rejected or edited.", nullable=False),
    Column(
        "edits",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="Field to its right value, earlier edits included.",
    ),
    Column(
        "told",
        JSONB,
        nullable=False,
        comment="What the event told then: fields, state and day.",
    ),
    Column(
        "observation_ids",
        ARRAY(BigInteger),
        nullable=False,
        comment="What it rested on, without the sentence from before it.",
    ),
    words("decided_by", "Who decided."),
    words("note", "Why."),
    moment("decided_at", "When it was decided."),
    moment("superseded_at", "When a later review replaced it.", nullable=True),
    one_of("decision", "decision", "confirmed", "rejected", "edited"),
    Index(
        "uq_review_event_id",
        "event_id",
        unique=True,
        postgresql_where=text("superseded_at IS NULL"),
    ),
    Index("ix_review_organisation_id", "organisation_id"),
    comment="What people have decided about events; it survives every later reading.",
)
