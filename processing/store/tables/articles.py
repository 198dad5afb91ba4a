"""Articles, their versions, and what each of them says."""

from __future__ import annotations

from sqlalchemy import (
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
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from processing.store.tables.columns import (
    metadata,
    moment,
    number,
    one_of,
    reference,
    words,
)

article = Table(
    "article",
    metadata,
    number("Number of the article."),
    words(
        "key",
        "Canonical key: what all addresses of the article share.",
        nullable=False,
        unique=True,
    ),
    words("url", "Canonical address.", nullable=False),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id"),
        nullable=False,
        comment="Where it was first found.",
    ),
    reference(
        "duplicate_of_id",
        "article.id",
        "The first article with the same text (syndication, print page).",
        nullable=True,
    ),
    moment("first_seen_at", "When it was first fetched."),
    moment("last_seen_at", "When it was last fetched."),
    Column(
        "newest_number",
        Integer,
        comment="Number of its newest version; kept by a trigger.",
    ),
    moment(
        "published_at",
        "Publication by its newest version; kept by a trigger.",
        nullable=True,
    ),
    Index("ix_article_source_id_published_at", "source_id", "published_at"),
    Index("ix_article_published_at", "published_at"),
    Index("ix_article_duplicate_of_id", "duplicate_of_id"),
    comment="One article, whatever the number of its addresses and versions.",
)

article_version = Table(
    "article_version",
    metadata,
    number("Number of the version."),
    reference("article_id", "article.id", "The article."),
    Column(
        "number", Integer, nullable=False, comment="1, 2, …: the newest is current."
    ),
    reference("page_id", "page.id", "The page it was made of."),
    words("title", "Headline.", nullable=False),
    words("lead", "Sapo, where the page marks one."),
    words(
        "text", "Text with its lead; paragraphs end with newlines; NFC.", nullable=False
    ),
    words("author", "Byline as printed."),
    moment("published_at", "Publication time with zone.", nullable=True),
    words("published_precision", "minute or day."),
    words(
        "published_from",
        "Where the date was found; without a date, why the one that stands there was "
        "not taken.",
    ),
    words("language", "ISO 639-1 code."),
    words(
        "text_hash",
        "Of the folded text; equal text on another URL: duplicate.",
        nullable=False,
    ),
    words("extractor", "Extractor and its version.", nullable=False),
    moment("fetched_at", "When the page was received."),
    words(
        "read_by",
        "Reader version that last read it; null: not yet read; empty: to be read "
        "again; copy: of an article that copies another, and not read for that.",
    ),
    words("read_error", "How that reader failed on it; null: it did not."),
    UniqueConstraint("article_id", "number"),
    Index("ix_article_version_text_hash", "text_hash"),
    Index("ix_article_version_published_at", "published_at"),
    Index("ix_article_version_page_id", "page_id"),
    Index("ix_article_version_read_by", "read_by", "id"),
    Index(
        "ix_article_version_edited", "fetched_at", postgresql_where=text("number > 1")
    ),
    one_of("published_precision", "published_precision", "minute", "day"),
    comment="One text of an article: silent edits are worth knowing.",
)

article_search = Table(
    "article_search",
    metadata,
    Column(
        "article_id",
        BigInteger,
        ForeignKey("core.article.id", ondelete="CASCADE"),
        primary_key=True,
        comment="The article.",
    ),
    Column(
        "words",
        TSVECTOR,
        nullable=False,
        comment="Headline (weight A) and text, folded by core.fold_ascii.",
    ),
    Index("ix_article_search_words", "words", postgresql_using="gin"),
    comment="The words of the newest version of each article, for "
    "dashboard.search_articles; kept by a trigger.",
)

observation = Table(
    "observation",
    metadata,
    number("Number of the observation."),
    reference("article_version_id", "article_version.id", "The text that says it."),
    words("kind", "What it is about.", nullable=False),
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id"),
        comment="Whose; null where nothing tells.",
    ),
    words("province", "Slug of the unit at that date."),
    Column("occurred_on", Date, comment="The date it speaks of."),
    Column("fields", JSONB, nullable=False, comment="The fields of the kind."),
    Column("confidence", Numeric(4, 3), nullable=False, comment="In (0, 1]."),
    words("quote", "The sentence that proves it.", nullable=False),
    words("quote_in", "text or title.", nullable=False, server_default="text"),
    Column("quote_start", Integer, nullable=False, comment="First character."),
    Column("quote_end", Integer, nullable=False, comment="After the last character."),
    words("reader", "Version of the rules.", nullable=False),
    Column(
        "is_reread",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="Found in a text that had been read before, by older rules.",
    ),
    moment("created_at", "When it was read.", now=True),
    moment(
        "superseded_at", "When newer rules or a newer text replaced it.", nullable=True
    ),
    CheckConstraint("length(quote) > 0", name="quote"),
    CheckConstraint("confidence > 0 AND confidence <= 1", name="confidence"),
    CheckConstraint("quote_end > quote_start", name="offsets"),
    one_of(
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
    Index(
        "ix_observation_holder",
        "organisation_id",
        text("(fields ->> 'position')"),
        text("(fields ->> 'person')"),
        text("occurred_on DESC NULLS LAST"),
        text("confidence DESC"),
        "id",
        postgresql_where=text("kind = 'office_holder' AND superseded_at IS NULL"),
    ),
    Index(
        "ix_observation_resolution",
        "organisation_id",
        text("core.leading_digits(fields ->> 'number')"),
        postgresql_where=text("kind = 'resolution'"),
    ),
    comment="One thing that one text reports, with the sentence that says it.",
)
