"""XML of strangers, parsed without entities, network or unbounded depth."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from crawlers.decoding import DecodingError, gunzipped
from crawlers.discovery.candidate import DiscoveryError

ENTITIES = "declares entities of its own: refused as hostile"
HTML_START = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def parsed_xml(body: bytes) -> etree._Element:
    """The root of an XML document; gzip is undone, small faults are forgiven.

    Raises:
        DiscoveryError: if it is empty, HTML, no XML at all, or declares entities.
    """
    try:
        body = gunzipped(body)
    except DecodingError as error:
        raise DiscoveryError(f"cannot be unpacked: {error}") from error
    _refuse(body)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise DiscoveryError(f"is no XML: {error}") from error
    # In whatever encoding, and wherever they stand.
    if root is not None and _declares_entities(root):
        raise DiscoveryError(ENTITIES)
    if root is None or not isinstance(root.tag, str):
        raise DiscoveryError("is no XML")
    if local_name(root).lower() == "html":
        raise DiscoveryError("is an HTML page where XML was expected")
    return root


def _refuse(body: bytes) -> None:
    """Refuse what need not be parsed to be known for no feed and no sitemap."""
    if not body.strip():
        raise DiscoveryError("is empty")
    if HTML_START.match(body[:4096]):
        raise DiscoveryError("is an HTML page where XML was expected")
    # No feed or sitemap needs entities of its own: only bombs declare them.
    if re.search(rb"<!ENTITY", body[:65536], re.I):
        raise DiscoveryError(ENTITIES)


def _declares_entities(root: etree._Element) -> bool:
    declared: Any = root.getroottree().docinfo.internalDTD
    return declared is not None and bool(declared.entities())


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Direct children by local name, whatever their namespace."""
    return [child for child in element if local_name(child) in names]


def text_of(element: etree._Element, *names: str) -> str | None:
    """The text of the first direct child of these names that has any."""
    for name in names:
        for child in children(element, name):
            if child.text and child.text.strip():
                return child.text.strip()
    return None


def parsed_date(text: str | None, zone: ZoneInfo) -> datetime | None:
    """A date of RSS (RFC 822) or ISO 8601; ``zone`` where it has none.

    None for anything else: what is not understood is not guessed.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        try:
            moment = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError):
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
