"""Write an Atom feed (RFC 4287).

By lxml: the feed writers that exist are not kept up any more, and eight elements need
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from processing.alert import headline
from processing.alert.cards import OTHER_LINKS, card
from processing.alert.compose import render
from processing.alert.feeds.entries import Entry
from processing.alert.feeds.publisher import Publisher
from processing.alert.feeds.scope import FEED, Scope
from processing.alert.order import Bundle
from processing.alert.words import Words, load_words
from processing.text.safe import plain, safe_link

NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# A feed must say when it changed; of one that never had an entry this is as good.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
WITHDRAWN = "withdrawn"
Drafts = dict[str, etree._Element]
# The stubs know no default namespace.
_NO_PREFIX: Any = {None: NAMESPACE}


def atom(
    entries: Sequence[Entry],
    scope: Scope,
    publisher: Publisher,
    language: str,
    drafts: Drafts | None = None,
) -> bytes:
    """Return the feed of ``scope``, as UTF-8; the same entries make the same bytes.

    ``drafts`` keeps what is written of an entry for the next feed that has it.
    """
    drafts = {} if drafts is None else drafts
    words = load_words(language)
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap=_NO_PREFIX)
    feed.set(LANGUAGE, language)
    _add(feed, "id", publisher.tag(f"feed/{scope.path}/{language}"))
    _add(feed, "title", _title(scope, words))
    _add(feed, "updated", _moment(updated(entries)))
    _add(_add(feed, "author"), "name", "Dangbo")
    _add(feed, "generator", "Dangbo")
    if address := publisher.address(scope.path + FEED):
        _add(feed, "link", rel="self", href=address, type="application/atom+xml")
    for entry in entries:
        if entry.name not in drafts:
            drafts[entry.name] = _entry(entry, publisher, words)
        feed.append(deepcopy(drafts[entry.name]))
    return etree.tostring(
        feed, xml_declaration=True, encoding="utf-8", pretty_print=True
    )


def updated(entries: Sequence[Entry]) -> datetime:
    """When what a feed or calendar tells has last changed."""
    return max((entry.changed_at for entry in entries), default=NEVER)


def _add(
    parent: etree._Element, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _title(scope: Scope, words: Words) -> str:
    kind = words(f"kind.{scope.kind}") if scope.kind else None
    return " · ".join(filter(None, ["Dangbo", scope.province, kind]))


def _entry(entry: Entry, publisher: Publisher, words: Words) -> etree._Element:
    found = etree.Element(f"{{{NAMESPACE}}}entry", nsmap=_NO_PREFIX)
    story, kind = entry.story, entry.story.kind.value
    _add(found, "id", publisher.tag(f"event/{entry.name}"))
    _add(found, "title", f"{story.province}: {headline.title(story, words)}")
    _add(found, "updated", _moment(entry.changed_at))
    _add(found, "published", _moment(min(entry.found_at, entry.changed_at)))
    _add(found, "category", term=kind, label=words(f"kind.{kind}"))
    _add(found, "category", term=story.slug, label=story.province)
    if story.is_withdrawn:
        _add(found, "category", term=WITHDRAWN)
    for rel, href in _links(entry):
        _add(found, "link", rel=rel, href=href)
    view = card(Bundle((story,)), words)
    labels = {name: words(f"label.{name}") for name in ("until_now", "others")}
    _add(
        found, "content", render("entry.html.j2", card=view, labels=labels), type="html"
    )
    return found


def _links(entry: Entry) -> list[tuple[str, str]]:
    """The article that proves it best, then the others, each address once."""
    urls = dict.fromkeys(filter(None, (safe_link(p.url) for p in entry.story.proofs)))
    return list(zip(["alternate", *["related"] * OTHER_LINKS], urls, strict=False))


def _moment(when: datetime) -> str:
    return plain(when.astimezone(UTC).isoformat(timespec="seconds"))
