"""The tables of schema ``core``, each with its comment: the places where steps meet.

Ids are big integers made by the database; what identifies a row to the outside world
is its unique constraint. Suffixes: ``_at`` a point in time (timestamptz), ``_on`` a
date, ``_id`` a key, ``is_`` a truth value.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    schema="core",
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)

NOW = text("now()")


def _id(comment: str) -> Column[Any]:
    return Column(
        "id", BigInteger, Identity(always=True), primary_key=True, comment=comment
    )


def _at(name: str, comment: str, *, nullable: bool = False, now: bool = False) -> Any:
    default = NOW if now else None
    return Column(
        name,
        DateTime(timezone=True),
        nullable=nullable,
        server_default=default,
        comment=comment,
    )


def _text(name: str, comment: str, *, nullable: bool = True, **kw: Any) -> Column[Any]:
    return Column(name, Text, nullable=nullable, comment=comment, **kw)


def _ref(name: str, target: str, comment: str, *, nullable: bool = False) -> Any:
    return Column(
        name,
        BigInteger,
        ForeignKey(f"core.{target}", ondelete="CASCADE"),
        nullable=nullable,
        comment=comment,
    )


def _one_of(name: str, column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


organisation = Table(
    "organisation",
    metadata,
    _text(
        "id",
        "Slug and generation: ninh-binh-1 until 2025-06-30, ninh-binh-2 since.",
        nullable=False,
        primary_key=True,
    ),
    _text(
        "name",
        "Vietnamese name of the province or city now or at its end.",
        nullable=False,
    ),
    Column("valid_from", Date, comment="First day, where known."),
    Column("valid_to", Date, comment="Last day; null while it exists."),
    Column(
        "successor_id",
        Text,
        ForeignKey("core.organisation.id"),
        comment="The organisation it was merged into.",
    ),
    comment="Provincial Party organisations with dates; from the gazetteer.",
)

organisation_name = Table(
    "organisation_name",
    metadata,
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id", ondelete="CASCADE"),
        primary_key=True,
        comment="Whose name.",
    ),
    Column("valid_from", Date, primary_key=True, comment="First day of this name."),
    Column("valid_to", Date, comment="Last day of this name; null while used."),
    _text("slug", "The province as printed by the command line.", nullable=False),
    _text("name", "Vietnamese name.", nullable=False),
    _text("level", "province or central_city.", nullable=False),
    _one_of("level", "level", "province", "central_city"),
    comment="Names, slugs and levels of an organisation over time.",
)

position = Table(
    "position",
    metadata,
    _text("id", "Identifier: party_secretary, …", nullable=False, primary_key=True),
    _text("name_vi", "Vietnamese title.", nullable=False),
    _text("name_en", "English title.", nullable=False),
    _text("body", "party or state.", nullable=False),
    Column("rank", Integer, nullable=False, comment="1 is highest; orders alerts."),
    Column(
        "is_single_seat",
        Boolean,
        nullable=False,
        comment="Whether one person at most holds it at a time.",
    ),
    comment="The watched positions; loaded from the gazetteer.",
)

source = Table(
    "source",
    metadata,
    _text("id", "Identifier in the catalogue.", nullable=False, primary_key=True),
    _text("name", "Name of the paper or portal.", nullable=False),
    _text("kind", "newspaper, party_portal, gov_portal, central, …", nullable=False),
    _text("home", "Slug of the province whose paper it is today; null: central."),
    Column(
        "homes",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="Home provinces over time: [{province, since, until}].",
    ),
    _text("base_url", "Address of the site.", nullable=False),
    Column(
        "is_official",
        Boolean,
        nullable=False,
        comment="Whether one article of it suffices for a silent change.",
    ),
    Column(
        "is_active",
        Boolean,
        nullable=False,
        server_default=text("true"),
        comment="False once it has left the catalogue.",
    ),
    _at(
        "first_good_at",
        "End of its first successful crawl; until then: history.",
        nullable=True,
    ),
    comment="Sources as last seen in the catalogue.",
)

run = Table(
    "run",
    metadata,
    _id("Number of the run."),
    _text(
        "key", "What makes a second trigger the same run.", nullable=False, unique=True
    ),
    _text("kind", "daily, manual or backfill.", nullable=False),
    _at("as_of", "The moment the run speaks for; the clock of all its decisions."),
    _at("started_at", "When it began.", now=True),
    _at("finished_at", "When it ended.", nullable=True),
    _text(
        "status",
        "running, succeeded or failed.",
        nullable=False,
        server_default="running",
    ),
    _text("message", "In words, what went wrong."),
    _one_of("kind", "kind", "daily", "manual", "backfill"),
    _one_of("status", "status", "running", "succeeded", "failed"),
    comment="One passage through the chain of five steps.",
)

source_run = Table(
    "source_run",
    metadata,
    Column(
        "run_id",
        BigInteger,
        ForeignKey("core.run.id", ondelete="CASCADE"),
        primary_key=True,
        comment="The run.",
    ),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id", ondelete="CASCADE"),
        primary_key=True,
        comment="The source.",
    ),
    _text("status", "succeeded, failed, refused or interrupted.", nullable=False),
    _text("message", "In words, what went wrong and where."),
    Column(
        "is_first",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="True until the source had one good crawl: fills history only.",
    ),
    Column(
        "requests",
        Integer,
        nullable=False,
        server_default="0",
        comment="Requests sent.",
    ),
    Column(
        "responses_by_status",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="HTTP status to count.",
    ),
    Column(
        "bytes",
        BigInteger,
        nullable=False,
        server_default="0",
        comment="Bytes received.",
    ),
    Column(
        "discovered",
        Integer,
        nullable=False,
        server_default="0",
        comment="Article addresses found by discovery.",
    ),
    Column(
        "known",
        Integer,
        nullable=False,
        server_default="0",
        comment="Of these, already had and not fetched.",
    ),
    Column(
        "fetched",
        Integer,
        nullable=False,
        server_default="0",
        comment="Article pages fetched.",
    ),
    Column(
        "articles",
        Integer,
        nullable=False,
        server_default="0",
        comment="Articles that cleaning made of them.",
    ),
    Column(
        "median_text_length", Integer, comment="Median characters of these articles."
    ),
    Column(
        "failed",
        Integer,
        nullable=False,
        server_default="0",
        comment="Requests that failed for good.",
    ),
    Column(
        "skipped",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="Reason to count of what was not fetched or not made an article.",
    ),
    _at("started_at", "When its crawl began.", nullable=True),
    _at("finished_at", "When its crawl ended.", nullable=True),
    _one_of("status", "status", "succeeded", "failed", "refused", "interrupted"),
    comment="Statistics of one source in one run: health as data.",
)

page = Table(
    "page",
    metadata,
    _id("Number of the page."),
    _ref("run_id", "run.id", "The run that fetched it."),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id"),
        nullable=False,
        comment="The source it came from.",
    ),
    _text("url", "The address that answered, after redirects.", nullable=False),
    _text("article_key", "Canonical key of the article; null for other pages."),
    _text("kind", "article, listing, feed, sitemap or robots.", nullable=False),
    Column("status", Integer, nullable=False, comment="HTTP status."),
    _at("fetched_at", "When it was received."),
    _text("content_type", "As the server declared it."),
    _text("etag", "For the next conditional request."),
    _text("last_modified", "For the next conditional request."),
    _text("digest", "sha1 of the body as in the WARC record.", nullable=False),
    _text("warc_path", "WARC file, relative to the archive.", nullable=False),
    Column(
        "warc_offset", BigInteger, nullable=False, comment="Byte offset of the record."
    ),
    _text("cleaned_by", "Extractor version that last judged it."),
    _text("clean_outcome", "article, not_article or error."),
    _text("clean_reason", "Why it is no article, or what failed."),
    UniqueConstraint("warc_path", "warc_offset"),
    _one_of("kind", "kind", "article", "listing", "feed", "sitemap", "robots"),
    _one_of("clean_outcome", "clean_outcome", "article", "not_article", "error"),
    Index("ix_page_url", "url"),
    Index("ix_page_to_clean", "run_id", postgresql_where=text("kind = 'article'")),
    Index(
        "ix_page_known",
        "source_id",
        "article_key",
        postgresql_where=text("kind = 'article' AND status = 200"),
    ),
    Index(
        "ix_page_validators",
        "source_id",
        "url",
        "fetched_at",
        postgresql_where=text("kind <> 'article' AND status = 200"),
    ),
    comment="Every response received, and where its bytes are.",
)

article = Table(
    "article",
    metadata,
    _id("Number of the article."),
    _text(
        "key",
        "Canonical key: what all addresses of the article share.",
        nullable=False,
        unique=True,
    ),
    _text("url", "Canonical address.", nullable=False),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id"),
        nullable=False,
        comment="Where it was first found.",
    ),
    _ref(
        "duplicate_of_id",
        "article.id",
        "The first article with the same text (syndication, print page).",
        nullable=True,
    ),
    _at("first_seen_at", "When it was first fetched."),
    _at("last_seen_at", "When it was last fetched."),
    Index("ix_article_source_id", "source_id"),
    Index("ix_article_duplicate_of_id", "duplicate_of_id"),
    comment="One article, whatever the number of its addresses and versions.",
)

article_version = Table(
    "article_version",
    metadata,
    _id("Number of the version."),
    _ref("article_id", "article.id", "The article."),
    Column(
        "number", Integer, nullable=False, comment="1, 2, …: the newest is current."
    ),
    _ref("page_id", "page.id", "The page it was made of."),
    _text("title", "Headline.", nullable=False),
    _text("lead", "Sapo, where the page marks one."),
    _text(
        "text", "Text with its lead; paragraphs end with newlines; NFC.", nullable=False
    ),
    _text("author", "Byline as printed."),
    _at("published_at", "Publication time with zone.", nullable=True),
    _text("published_precision", "minute or day."),
    _text("published_from", "Where the date was found."),
    _text("language", "ISO 639-1 code."),
    _text(
        "text_hash",
        "Of the folded text; equal text on another URL: duplicate.",
        nullable=False,
    ),
    _text("extractor", "Extractor and its version.", nullable=False),
    _at("fetched_at", "When the page was received."),
    _text("read_by", "Reader version that last read it; null: not yet read."),
    UniqueConstraint("article_id", "number"),
    Index("ix_article_version_text_hash", "text_hash"),
    Index("ix_article_version_published_at", "published_at"),
    _one_of("published_precision", "published_precision", "minute", "day"),
    comment="One text of an article: silent edits are worth knowing.",
)

observation = Table(
    "observation",
    metadata,
    _id("Number of the observation."),
    _ref("article_version_id", "article_version.id", "The text that says it."),
    _text("kind", "What it is about.", nullable=False),
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id"),
        comment="Whose; null where nothing tells.",
    ),
    _text("province", "Slug of the unit at that date."),
    Column("occurred_on", Date, comment="The date it speaks of."),
    Column("fields", JSONB, nullable=False, comment="The fields of the kind."),
    Column("confidence", Numeric(4, 3), nullable=False, comment="In (0, 1]."),
    _text("quote", "The sentence that proves it.", nullable=False),
    _text("quote_in", "text or title.", nullable=False, server_default="text"),
    Column("quote_start", Integer, nullable=False, comment="First character."),
    Column("quote_end", Integer, nullable=False, comment="After the last character."),
    _text("reader", "Version of the rules.", nullable=False),
    _at("created_at", "When it was read.", now=True),
    _at(
        "superseded_at", "When newer rules or a newer text replaced it.", nullable=True
    ),
    CheckConstraint("length(quote) > 0", name="quote"),
    CheckConstraint("confidence > 0 AND confidence <= 1", name="confidence"),
    CheckConstraint("quote_end > quote_start", name="offsets"),
    _one_of(
        "kind",
        "kind",
        "congress",
        "midterm_review",
        "leadership_change",
        "resolution",
        "office_holder",
        "document",
    ),
    Index("ix_observation_article_version_id", "article_version_id"),
    Index("ix_observation_organisation_id_kind", "organisation_id", "kind"),
    comment="One thing that one text reports, with the sentence that says it.",
)

event = Table(
    "event",
    metadata,
    _id("Number of the event."),
    _text(
        "kind",
        "congress, midterm_review, leadership_change or resolution.",
        nullable=False,
    ),
    _text(
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
    _text("province", "Slug of the unit at that date.", nullable=False),
    Column("occurred_on", Date, comment="When it happened, or the latest day it can."),
    Column(
        "occurred_after",
        Date,
        comment="For a silent change: the last day known to be before it.",
    ),
    _text(
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
    _text(
        "status", "flagged, confirmed, rejected, retracted or baseline.", nullable=False
    ),
    Column(
        "is_news",
        Boolean,
        nullable=False,
        comment="Happened lately and was not known: only such is told.",
    ),
    _ref("first_run_id", "run.id", "The run that flagged it."),
    _ref("last_run_id", "run.id", "The run that last changed it."),
    _at("first_seen_at", "Earliest fetch of its evidence."),
    _at("last_seen_at", "Latest fetch of its evidence."),
    CheckConstraint("confidence > 0 AND confidence <= 1", name="confidence"),
    _one_of(
        "kind", "kind", "congress", "midterm_review", "leadership_change", "resolution"
    ),
    _one_of(
        "status", "status", "flagged", "confirmed", "rejected", "retracted", "baseline"
    ),
    Index("ix_event_organisation_id_kind", "organisation_id", "kind"),
    Index("ix_event_occurred_on", "occurred_on"),
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
    _text(
        "role",
        "reports; or before and after, for a silent change.",
        nullable=False,
        server_default="reports",
    ),
    _one_of("role", "role", "reports", "before", "after"),
    Index("ix_event_evidence_observation_id", "observation_id"),
    comment="Which observations an event rests on.",
)

tenure = Table(
    "tenure",
    metadata,
    _id("Number of the row."),
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
    _text("person", "Name as printed most often.", nullable=False),
    _text("person_key", "Folded name.", nullable=False),
    Column(
        "valid_from",
        Date,
        comment="First day, or the first day seen; null where unknown.",
    ),
    Column("valid_to", Date, comment="Last day; null: not known to have ended."),
    _text(
        "from_basis",
        "event, seen or baseline: what valid_from rests on.",
        nullable=False,
    ),
    _text("to_basis", "event, successor or baseline: what valid_to rests on."),
    Column("first_seen_on", Date, comment="First day an article names the holder."),
    Column("last_seen_on", Date, comment="Last day an article names the holder."),
    _ref("started_by_id", "event.id", "The event that began it.", nullable=True),
    _ref("ended_by_id", "event.id", "The event that ended it.", nullable=True),
    _at("recorded_from", "Since when we have known it so."),
    _at("recorded_to", "Until when we thought so; null: still.", nullable=True),
    CheckConstraint(
        "valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name="valid"
    ),
    _one_of("from_basis", "from_basis", "event", "seen", "baseline"),
    _one_of("to_basis", "to_basis", "event", "successor", "baseline"),
    Index("ix_tenure_seat", "organisation_id", "position_id"),
    comment="Who held which position, from when to when, and since when we know.",
)

subscription = Table(
    "subscription",
    metadata,
    _id("Number of the subscription."),
    _text("recipient", "Mail address.", nullable=False),
    Column("kinds", ARRAY(Text), nullable=False, comment="Kinds of event wanted."),
    Column("provinces", ARRAY(Text), comment="Slugs; null: all."),
    Column("positions", ARRAY(Text), comment="Positions; null: all."),
    Column(
        "min_confidence",
        Numeric(4, 3),
        nullable=False,
        server_default="0.5",
        comment="Events below it are not told.",
    ),
    _text(
        "frequency",
        "run (one mail a run) or daily.",
        nullable=False,
        server_default="run",
    ),
    _text("language", "vi or en.", nullable=False, server_default="vi"),
    _text("note", "Why it was made; repeated in the mail."),
    _at("created_at", "When it was made.", now=True),
    _at("ended_at", "When it was given up; null: active.", nullable=True),
    _one_of("frequency", "frequency", "run", "daily"),
    _one_of("language", "language", "vi", "en"),
    comment="Who wants to be told what. Not visible to dashboard_reader.",
)

alert = Table(
    "alert",
    metadata,
    _id("Number of the alert."),
    _ref("event_id", "event.id", "What is told."),
    _text("recipient", "To whom.", nullable=False),
    _text("state", "State of the event that is told.", nullable=False),
    Column(
        "subscription_ids",
        ARRAY(BigInteger),
        nullable=False,
        comment="The subscriptions that asked for it.",
    ),
    _ref("run_id", "run.id", "The run that queued it."),
    _text(
        "status",
        "pending, sending, sent or dead.",
        nullable=False,
        server_default="pending",
    ),
    _text("message_id", "Message-ID of the mail that carries it."),
    Column(
        "attempts",
        Integer,
        nullable=False,
        server_default="0",
        comment="Sending attempts begun.",
    ),
    _at("next_attempt_at", "Not before.", now=True),
    _at("created_at", "When it was queued.", now=True),
    _at("sent_at", "When the server took it.", nullable=True),
    _text("last_error", "What the server said last."),
    UniqueConstraint("recipient", "event_id", "state"),
    _one_of("status", "status", "pending", "sending", "sent", "dead"),
    Index(
        "ix_alert_to_send",
        "next_attempt_at",
        postgresql_where=text("status IN ('pending', 'sending')"),
    ),
    comment="The outbox: one row a recipient, event and state of the event.",
)

diff_state = Table(
    "diff_state",
    metadata,
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id", ondelete="CASCADE"),
        primary_key=True,
        comment="The organisation.",
    ),
    _text("rules", "Rules and reference data it was folded by.", nullable=False),
    _text("digest", "Of the observations and reviews then.", nullable=False),
    comment="What each organisation was last folded from; the same is not folded anew.",
)

review = Table(
    "review",
    metadata,
    _id("Number of the review."),
    _ref("event_id", "event.id", "The event that was judged."),
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id"),
        nullable=False,
        comment="Whose event.",
    ),
    _text("kind", "Kind of the event.", nullable=False),
    _text("identity_key", "The event's key as it was read.", nullable=False),
    _text("decision", "confirmed, rejected or edited.", nullable=False),
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
    _text("decided_by", "Who decided."),
    _text("note", "Why."),
    _at("decided_at", "When it was decided."),
    _at("superseded_at", "When a later review replaced it.", nullable=True),
    _one_of("decision", "decision", "confirmed", "rejected", "edited"),
    Index(
        "uq_review_event_id",
        "event_id",
        unique=True,
        postgresql_where=text("superseded_at IS NULL"),
    ),
    Index("ix_review_organisation_id", "organisation_id"),
    comment="What people have decided about events; it survives every later reading.",
)

congress = Table(
    "congress",
    metadata,
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id", ondelete="CASCADE"),
        primary_key=True,
        comment="Whose congress.",
    ),
    _text("term", "Term, for instance 2020-2025.", nullable=False, primary_key=True),
    Column("ordinal", Integer, nullable=False, comment="Which of its congresses."),
    Column("held_from", Date, comment="First day; null where not known to the day."),
    Column("held_to", Date, comment="Last day; null where not known to the day."),
    Column("opened_on", Date, comment="Day of the formal opening."),
    _text("ordinal_confidence", "How the ordinal is known.", nullable=False),
    _text("date_confidence", "How the days are known.", nullable=False),
    comment="Congresses as reference works know them; from the gazetteer.",
)

applied = Table(
    "applied",
    metadata,
    _text("name", "views or reference.", nullable=False, primary_key=True),
    _text("digest", "Of the files as they were applied.", nullable=False),
    comment="What was last applied besides migrations; spares repeating it.",
)
