"""Why somebody left, where the sentence that tells it does not say: told close by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from processing.observe.article.document import Sentence
from processing.observe.changes.claims import reason
from processing.observe.language.names import folded
from processing.observe.language.phrases import holds, pattern
from processing.observe.language.words import alone
from processing.observe.people.story import Event, Story

VAGUE = ("relieved", "replaced")  # the way of it, not the reason
SHORT = 200  # characters of a sentence that speaks of one person only
POSTED = 150  # characters behind a name in which it is told where he is sent
NEAR = 80  # characters behind a name in which a reason is that one's


def explained(story: Story, event: Event, events: list[Event]) -> Event:
    """A departure without a reason, with the one that the article tells elsewhere."""
    if event.direction != "out" or event.change not in VAGUE:
        return event
    why = _told_behind(story, event)
    if why in ("retired", "resigned"):
        return replace(event, change=why)
    if why or _goes_elsewhere(story, event, events) or _posted_before(story, event):
        return replace(event, change="transferred")
    return event


def _goes_elsewhere(story: Story, event: Event, events: list[Event]) -> bool:
    """Whether another office of that person is told of."""
    person = folded(event.person)
    elsewhere = any(
        folded(other.person) == person
        and other.direction == "in"
        and other.province != event.province
        for other in events
    )
    return elsewhere or person in story.gone or event.person in story.posted


def _told_behind(story: Story, event: Event) -> str | None:
    """What one of the next sentences says: "Ông B nghỉ hưu từ 1/1", "Ông B đi …"."""
    at = event.sentence.index + 1
    for following in story.document.sentences[at : at + 2]:
        for _, end in _named(event, following):
            behind = following.key[end : end + NEAR]
            why = reason(behind[: _next_one(behind)])
            if why in ("retired", "resigned"):
                return why
            if holds("statements", "on_the_move", following.key):
                return "transferred"
    return None


def _posted_before(story: Story, event: Event) -> bool:
    """ "Ông B được phân công giữ chức Q. Ông A giữ chức P thay ông B"."""
    at = event.sentence.index - 1
    if at < 0 or any(one.year for one in story.document.sentences[at].dates()):
        return False
    before = story.document.sentences[at]
    return any(_is_posted(before.key, end) for _, end in _named(event, before))


def _is_posted(key: str, at: int) -> bool:
    """ "Ông B, P, được phân công giữ chức Q", right before "… thay ông B"."""
    found = pattern("statements", "posted").search(key, at, at + POSTED)
    return found is not None and not set(".;") & set(key[at : found.start()])


def _named(event: Event, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a short sentence has the last syllable of the person's name."""
    short = folded(event.person).rsplit(" ", 1)[-1]
    if len(sentence.text) < SHORT:
        yield from alone(short, sentence.key)


def _next_one(behind: str) -> int | None:
    """Where another is told of: "Ông A nhận nhiệm vụ mới, | ông B nghỉ hưu"."""
    ones = pattern("statements", "next_one").finditer(behind)
    starts = (one.start() for one in ones)
    return next((at for at in starts if behind[:at].endswith((", ", "; "))), None)
