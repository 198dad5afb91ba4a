"""The nouns that travel between the steps, as typed values.

Names and values of kinds and fields are those printed by ``dangbo observe``; they
are part of the contract with everybody who reads the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


class Kind(StrEnum):
    """What an observation, and most of them an event, is about."""

    CONGRESS = "congress"
    MIDTERM_REVIEW = "midterm_review"
    LEADERSHIP_CHANGE = "leadership_change"
    RESOLUTION = "resolution"
    OFFICE_HOLDER = "office_holder"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """What cleaning makes of one page.

    ``text`` begins with the sapo (lead) and keeps sub-headings as paragraphs of
    their own, separated by newlines; it is NFC. ``published_at`` always has a zone;
    ``published_precision`` is ``minute`` or ``day``; ``published_from`` says where
    the date was found (``json_ld``, ``meta``, ``selector``, ``stamp``, ``url``), or why
    the one that stands there was not taken.
    ``canonical_host`` is the host the page names as its own, if it is another site's.
    """

    url: str
    title: str
    text: str
    lead: str | None
    author: str | None
    published_at: datetime | None
    published_precision: str | None
    published_from: str | None
    language: str | None
    extractor: str
    canonical_host: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What observing needs to know of an article version; only ``text`` is certain.

    ``home`` is the slug of the province whose own paper or portal printed it.
    """

    text: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: datetime | date | None = None
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that proves it: ``quote`` is exactly ``text[start:end]``.

    ``where`` is ``text`` or, when only the headline says it, ``title``.
    """

    quote: str
    start: int
    end: int
    where: str = "text"


@dataclass(frozen=True, slots=True)
class CongressFields:
    """``phase``: announced, preparatory_session, opening, result or closing."""

    phase: str
    ordinal: int | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class MidtermReviewFields:
    """``status``: held or planned; ``ordinal`` of the congress under review."""

    status: str = "held"
    ordinal: int | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class LeadershipChangeFields:
    """``direction``: in, continued, out or sanction; ``change``: how.

    ``former``: true where who is sanctioned or dismissed had left the position before.
    """

    person: str
    position: str
    direction: str
    change: str
    predecessor: str | None = None
    former: bool | None = None


@dataclass(frozen=True, slots=True)
class ResolutionFields:
    """``issuer``: congress, executive_ or standing_committee, peoples_council."""

    action: str
    number: str | None = None
    issuer: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeHolderFields:
    """Who holds which watched position at the time of the article."""

    person: str
    position: str


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """A document other than a resolution: directive, conclusion, action programme."""

    document_type: str
    action: str
    number: str | None = None
    issuer: str | None = None
    subject: str | None = None


Fields = (
    CongressFields
    | MidtermReviewFields
    | LeadershipChangeFields
    | ResolutionFields
    | OfficeHolderFields
    | DocumentFields
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that one article reports, with the sentence that says it.

    ``province`` is the slug of the unit as it was at that date (``None`` if it
    cannot be known); ``confidence`` lies in (0, 1].
    """

    kind: Kind
    province: str | None
    occurred_on: date | None
    confidence: float
    evidence: Evidence
    fields: Fields
    notes: tuple[str, ...] = field(default=())
