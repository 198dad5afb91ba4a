"""RSS (0.9 to 2.0, RDF) and Atom: entries with address and date."""

from __future__ import annotations

from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from lxml import etree

from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.discovery.xml import (
    children,
    local_name,
    parsed_date,
    parsed_xml,
    text_of,
)

ROOTS = {"rss", "RDF", "feed", "channel"}


def read_feed(body: bytes, url: str, zone: ZoneInfo) -> list[Candidate]:
    """The entries of a feed in its order; addresses joined to ``url``.

    Raises:
        DiscoveryError: if it is no feed, or a feed without entries: papers always
            have some, so an empty one is a fault and not "no news".
    """
    root = parsed_xml(body)
    if local_name(root) not in ROOTS:
        raise DiscoveryError(f"is no feed: its root is <{local_name(root)}>")
    entries = [e for e in root.iter() if local_name(e) in ("item", "entry")]
    if not entries:
        raise DiscoveryError("is a feed without entries")
    found = (_candidate(entry, url, zone) for entry in entries)
    return [candidate for candidate in found if candidate is not None]


def _candidate(entry: etree._Element, url: str, zone: ZoneInfo) -> Candidate | None:
    link = _link(entry)
    if link is None:
        return None
    date = text_of(entry, "pubDate", "published", "date", "updated")
    return Candidate(urljoin(url, link), parsed_date(date, zone))


def _link(entry: etree._Element) -> str | None:
    for link in children(entry, "link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href")
        if link.text and link.text.strip():
            return link.text.strip()
    for guid in children(entry, "guid", "id"):
        text = (guid.text or "").strip()
        if text.startswith(("http://", "https://")):
            return text
    return None
