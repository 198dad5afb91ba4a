"""Write the calendar of what is announced (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta

import icalendar

from processing.alert import headline
from processing.alert.feeds.entries import Entry
from processing.alert.feeds.publisher import Publisher
from processing.alert.feeds.scope import CALENDAR, Scope
from processing.alert.words import Words, load_words
from processing.model import HANOI
from processing.text.safe import plain, safe_link

# How often a calendar program may ask again.
REFRESH = timedelta(hours=12)
QUOTE_ROOM = 1000


def calendar(
    entries: Sequence[Entry], scope: Scope, publisher: Publisher, language: str
) -> bytes:
    """Return the calendar, as UTF-8; the same entries make the same bytes.

    Each event is a whole day as Viet Nam has it, without a zone: it stays that day in
    every program.
    """
    words = load_words(language)
    found = icalendar.Calendar()
    found.add("prodid", "-//Dangbo//Dangbo//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    name = " · ".join(filter(None, ("Dangbo", scope.province)))
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", HANOI.key)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    if address := publisher.address(_path(scope)):
        found.add("source", address, parameters={"VALUE": "URI"})
    for entry in entries:
        found.add_component(_event(entry, publisher, words))
    return bytes(found.to_ical())


def _path(scope: Scope) -> str:
    return f"{scope.province}/{CALENDAR}" if scope.province else CALENDAR


def _event(entry: Entry, publisher: Publisher, words: Words) -> icalendar.Event:
    story = entry.story
    day = story.occurred_on
    assert day is not None  # the query asks for it
    found = icalendar.Event()
    found.add("uid", f"{entry.name}@{publisher.domain}")
    found.add("dtstamp", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    found.add("sequence", entry.revision)
    found.add("dtstart", day)
    found.add("dtend", day + timedelta(days=1))
    found.add("summary", f"{story.province}: {headline.title(story, words)}")
    found.add("status", _status(entry))
    # Nobody's own time is taken.
    found.add("transp", "TRANSPARENT")
    found.add("categories", [words(f"kind.{story.kind.value}"), story.province])
    proof = next(iter(story.proofs), None)
    if proof:
        link = safe_link(proof.url)
        lines = [f"“{plain(proof.quote, QUOTE_ROOM)}”", plain(proof.source), link]
        found.add("description", "\n".join(filter(None, lines)))
        if link:
            found.add("url", link)
    return found


def _status(entry: Entry) -> str:
    if entry.story.is_withdrawn:
        return "CANCELLED"
    stage = entry.story.text("phase") or entry.story.text("status")
    return "TENTATIVE" if stage in {"announced", "planned"} else "CONFIRMED"
