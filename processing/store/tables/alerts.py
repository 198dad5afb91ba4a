"""Who wants to be told, and the outbox."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
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

subscription = Table(
    "subscription",
    metadata,
    number("Number of the subscription."),
    words("recipient", "Mail address.", nullable=False),
    Column("kinds", ARRAY(Text), nullable=False, comment="Kinds of event wanted."),
    Column("provinces", ARRAY(Text), comment="Slugs; null: all."),
    Column("positions", ARRAY(Text), comment="Positions; null: all."),
    Column("persons", ARRAY(Text), comment="Names of leaders followed; null: all."),
    Column(
        "min_confidence",
        Numeric(4, 3),
        nullable=False,
        server_default="0.5",
        comment="Events below it are not told.",
    ),
    words(
        "frequency",
        "at_once (one mail a run), daily or weekly.",
        nullable=False,
        server_default="at_once",
    ),
    words("language", "vi or en.", nullable=False, server_default="vi"),
    words("note", "Why it was made; repeated in the mail."),
    moment("created_at", "When it was made.", now=True),
    moment("ended_at", "When it was given up; null: active.", nullable=True),
    one_of("frequency", "frequency", "at_once", "daily", "weekly"),
    one_of("language", "language", "vi", "en"),
    comment="Who wants to be told what. Not visible to dashboard_reader.",
)

alert = Table(
    "alert",
    metadata,
    number("Number of the alert."),
    reference("event_id", "event.id", "The event that is told.", nullable=True),
    reference(
        "outage_id", "outage.id", "Or the outage that is told of.", nullable=True
    ),
    words("recipient", "To whom.", nullable=False),
    words(
        "state",
        "State of the event that is told; of an outage out, out.N (reminders) or over.",
        nullable=False,
    ),
    Column(
        "subscription_ids",
        ARRAY(BigInteger),
        nullable=False,
        comment="The subscriptions that asked for it.",
    ),
    reference(
        "run_id",
        "run.id",
        "The run that queued it; null: queued as no run had come to its end.",
        nullable=True,
    ),
    words(
        "status",
        "pending, sending, sent or dead.",
        nullable=False,
        server_default="pending",
    ),
    words("message_id", "Message-ID of the mail that carries it."),
    Column(
        "attempts",
        Integer,
        nullable=False,
        server_default="0",
        comment="Sending attempts begun.",
    ),
    moment("next_attempt_at", "Not before.", now=True),
    moment("created_at", "When it was queued.", now=True),
    moment("sent_at", "When the server took it.", nullable=True),
    words("last_error", "What the server said last."),
    Column(
        "is_at_once",
        Boolean,
        nullable=False,
        server_default=text("true"),
        comment="False: a digest, which waits for the mail hours.",
    ),
    Column(
        "is_companion",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="True: travels with the next mail of others, never by itself.",
    ),
    Column(
        "told",
        JSONB,
        comment="Fields, days and province of the event as the mail told them.",
    ),
    UniqueConstraint("recipient", "event_id", "state"),
    UniqueConstraint("recipient", "outage_id", "state"),
    CheckConstraint("num_nonnulls(event_id, outage_id) = 1", name="about_one"),
    one_of("status", "status", "pending", "sending", "sent", "dead"),
    Index(
        "ix_alert_to_send",
        "next_attempt_at",
        postgresql_where=text("status IN ('pending', 'sending')"),
    ),
    Index("ix_alert_run_id", "run_id"),
    Index("ix_alert_event_id", "event_id"),
    Index("ix_alert_outage_id", "outage_id"),
    # Who had a mail today, what was told of late: a few of a million.
    Index("ix_alert_sent_at", "sent_at", postgresql_where=text("sent_at IS NOT NULL")),
    comment="The outbox: one row a recipient, event (or outage) and its state.",
)
