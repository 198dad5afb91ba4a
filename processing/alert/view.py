"""What both parts of a mail print: strings only, safe, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from processing.alert.highlight import Segment


@dataclass(frozen=True, slots=True)
class LinkView:
    """An article; ``url`` is None where its address must not be linked."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """What is quoted of an article; ``label`` says before or after a silent change."""

    label: str
    sentences: tuple[tuple[Segment, ...], ...]
    title: str
    link: LinkView
    origin: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """What becomes of somebody followed: what to do about it, by command or link."""

    line: str
    command: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One event, or the events of one slate; ``facts`` are (label, value) pairs."""

    kind: str
    kind_name: str
    title: str
    rows: tuple[str, ...]
    notice: str
    known: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[QuoteView, ...]
    others: tuple[LinkView, ...]
    offers: tuple[OfferView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one province."""

    province: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """News that does not come, or comes again: what, and in lines what that means."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailView:
    """The whole mail.

    ``opening`` are notices that stand before the events, ``closing`` those behind.
    ``more`` says what the cap left out, and ``query`` shows it, or both are empty.
    """

    language: str
    subject: str
    intro: str
    opening: tuple[NoticeView, ...]
    groups: tuple[Group, ...]
    closing: tuple[NoticeView, ...]
    more: str
    query: str
    coverage: tuple[str, ...]
    reasons: tuple[str, ...]
    labels: dict[str, str]
    unsubscribe_url: str | None
    footer: str
