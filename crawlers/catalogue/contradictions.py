"""What is right by itself in the entry of a source, and wrong together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawlers.catalogue.families import families
from crawlers.web import host_port, is_private_literal

if TYPE_CHECKING:
    from crawlers.catalogue.source import Source

#: The place in the entry, and what to do about it.
Contradiction = tuple[tuple[str | int, ...], str]


def contradictions(source: Source) -> Iterator[Contradiction]:
    """Every contradiction of an entry whose fields are right one by one."""
    if source.family not in families().families:
        known = ", ".join(sorted(families().families))
        yield ("family",), f"no family {source.family!r}: one of {known}"
        return
    if source.kind == "central" and source.home:
        yield ("home",), "a central source has no home province: remove it"
    if source.successor == source.id:
        yield ("successor",), "is the source itself: remove it"
    if source.enabled and not source.discovery:
        yield ("discovery",), "an enabled source needs at least one place to look"
    if source.delay_seconds < 1 and not source.local:
        yield ("delay_seconds",), "less than 1 second is for local sources only"
    host = urlsplit(source.base_url).hostname or ""
    if is_private_literal(host) and not source.local:
        yield ("base_url",), "a private address: set 'local: true' if it is meant"
    for index, place in enumerate(source.discovery):
        if place.render and place.kind != "listing":
            yield ("discovery", index, "render"), "is for listings only: remove it"
        if host_port(place.url) not in source.allowed:
            host = urlsplit(place.url).netloc
            at = ("discovery", index, "url")
            yield at, f"host {host!r} is not the source's: add it to 'hosts'"
    yield from _overlaps(source)


def _overlaps(source: Source) -> Iterator[Contradiction]:
    spans = sorted(
        (
            (h.since or dt.date.min, h.until or dt.date.max, i)
            for i, h in enumerate(source.home)
        )
    )
    for since, until, index in spans:
        if since > until:
            yield ("home", index), "ends before it begins"
    for (_, until, _), (since, _, index) in pairwise(spans):
        if since <= until:
            yield ("home", index), "overlaps another home: one province a day"
