"""Sources, runs, how each source went, and the pages they brought."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from processing.states import State
from processing.store.tables.columns import (
    metadata,
    moment,
    number,
    one_of,
    reference,
    words,
)

source = Table(
    "source",
    metadata,
    words("id", "Identifier in the catalogue.", nullable=False, primary_key=True),
    words("name", "Name of the paper or portal.", nullable=False),
    words("kind", "newspaper, party_portal, gov_portal, central, …", nullable=False),
    words("home", "Slug of the province whose paper it is today; null: central."),
    Column(
        "homes",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="Home provinces over time: [{province, since, until}].",
    ),
    words("base_url", "Address of the site.", nullable=False),
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
    moment(
        "first_good_at",
        "End of its first successful crawl; until then: history.",
        nullable=True,
    ),
    Column(
        "next_try_on",
        Date,
        comment="Left alone until that day, as it failed; null: crawled every day.",
    ),
    Column(
        "muted_until",
        Date,
        comment="Known to be out until that day: readers are not told; null: no.",
    ),
    comment="Sources as last seen in the catalogue.",
)

run = Table(
    "run",
    metadata,
    number("Number of the run."),
    words(
        "key", "What makes a second trigger the same run.", nullable=False, unique=True
    ),
    words("kind", "daily, manual or backfill.", nullable=False),
    moment("as_of", "The moment the run speaks for; the clock of all its decisions."),
    moment("started_at", "When it began.", now=True),
    moment("finished_at", "When it ended.", nullable=True),
    moment(
        "compared_at",
        "When what had been read was compared; null: not yet, or it was refused.",
        nullable=True,
    ),
    words(
        "status",
        "running, succeeded or failed.",
        nullable=False,
        server_default="running",
    ),
    words("message", "In words, what went wrong."),
    one_of("kind", "kind", "daily", "manual", "backfill"),
    one_of("status", "status", "running", "succeeded", "failed"),
    Index("ix_run_as_of", "as_of"),
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
    words("status", "succeeded, failed, refused or interrupted.", nullable=False),
    words("message", "In words, what went wrong and where."),
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
    moment("started_at", "When its crawl began.", nullable=True),
    moment("finished_at", "When its crawl ended.", nullable=True),
    Column(
        "problems",
        Integer,
        nullable=False,
        server_default="0",
        comment="Addresses with which something went wrong.",
    ),
    Column(
        "redirected_to",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="Foreign host to count of the addresses that led there.",
    ),
    Column(
        "cleaned",
        Integer,
        nullable=False,
        server_default="0",
        comment="Article pages that cleaning judged.",
    ),
    Column(
        "texts",
        Integer,
        nullable=False,
        server_default="0",
        comment="New or changed texts that cleaning made of them.",
    ),
    Column(
        "filled",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="Field (title, date, lead, author) to count of the texts that have it.",
    ),
    Column(
        "canonical_at",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="Foreign host to count of the articles that name it as their own.",
    ),
    words("state", "How this crawl was judged; null: not yet, or a backfill."),
    words("state_words", "Why, in plain words."),
    Column(
        "is_held",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="Its texts are not read until the source is good again.",
    ),
    one_of("status", "status", "succeeded", "failed", "refused", "interrupted"),
    one_of("state", "state", *State),
    Index("ix_source_run_is_held", "source_id", postgresql_where=text("is_held")),
    Index("ix_source_run_source_id", "source_id", "run_id"),
    comment="Statistics of one source in one run: health as data.",
)

page = Table(
    "page",
    metadata,
    number("Number of the page."),
    reference("run_id", "run.id", "The run that fetched it."),
    Column(
        "source_id",
        Text,
        ForeignKey("core.source.id"),
        nullable=False,
        comment="The source it came from.",
    ),
    words("url", "The address that answered, after redirects.", nullable=False),
    words("article_key", "Canonical key of the article; null for other pages."),
    words("kind", "article, listing, feed, sitemap or robots.", nullable=False),
    Column("status", Integer, nullable=False, comment="HTTP status."),
    moment("fetched_at", "When it was received."),
    words("content_type", "As the server declared it."),
    words("etag", "For the next conditional request."),
    words("last_modified", "For the next conditional request."),
    words("digest", "sha1 of the body as in the WARC record.", nullable=False),
    words("warc_path", "WARC file, relative to the archive.", nullable=False),
    Column(
        "warc_offset", BigInteger, nullable=False, comment="Byte offset of the record."
    ),
    moment(
        "pruned_at",
        "When retention removed its bytes; null: the archive holds them.",
        nullable=True,
    ),
    words("cleaned_by", "Extractor version that last judged it."),
    words("clean_outcome", "article, not_article or error."),
    words("clean_reason", "Why it is no article, or what failed."),
    words("canonical_host", "Host that an article names as its own, if a foreign one."),
    UniqueConstraint("warc_path", "warc_offset"),
    one_of("kind", "kind", "article", "listing", "feed", "sitemap", "robots"),
    one_of("clean_outcome", "clean_outcome", "article", "not_article", "error"),
    Index("ix_page_url", "url"),
    Index(
        "ix_page_unjudged",
        "fetched_at",
        "id",
        postgresql_where=text("kind = 'article' AND clean_outcome IS NULL"),
    ),
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

applied = Table(
    "applied",
    metadata,
    words("name", "views or reference.", nullable=False, primary_key=True),
    words("digest", "Of the files as they were applied.", nullable=False),
    comment="What was last applied besides migrations; spares repeating it.",
)
