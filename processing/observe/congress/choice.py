"""Which sightings of a congress make an observation: one for each phase of each unit.

Headline and lead decide what an article is about; what is only recalled in a report
of a later phase, or told in the passing, is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD
from processing.observe.congress.phases import Told
from processing.observe.congress.sightings import (
    ANNOUNCED,
    HAPPENING,
    LATER,
    Sighting,
)
from processing.observe.language.phrases import holds, pattern

SEVERAL = 2  # units whose congresses an article tells of: a round-up


@dataclass(frozen=True, slots=True)
class Settled:
    """A sighting with its phase, term and day decided."""

    sighting: Sighting
    phase: str
    term: str | None
    day: date | None

    @property
    def key(self) -> tuple[str, str]:
        """The unit and the phase."""
        return self.sighting.province, self.phase

    @property
    def in_headline(self) -> bool:
        """Whether the headline tells it."""
        return self.sighting.sentence.is_headline

    @property
    def is_dated(self) -> bool:
        """Whether it has a day, or its sentence opens with "Cùng ngày, …"."""
        mention = self.sighting.date
        follows = mention is not None and mention.same_day and mention.start == 0
        return self.day is not None or (follows and self.sighting.named)

    @property
    def in_head(self) -> bool:
        """Whether the headline or one of the first sentences tells it."""
        return self.sighting.sentence.rank < HEAD


def happening(article: Told, found: list[Settled]) -> list[Settled]:
    """The best sighting of each phase that takes place or took place just now."""
    chosen: dict[tuple[str, str], Settled] = {}
    for one in _told(article, found):
        known = chosen.get(one.key)
        if known is None or _rank(one) < _rank(known):
            chosen[one.key] = one
    order = {phase: n for n, phase in enumerate(HAPPENING)}
    kept = [
        one
        for one in chosen.values()
        if not _is_recalled(one, chosen) and not _is_mere_guest(one, found)
    ]
    return sorted(kept, key=lambda one: (one.key[0], order[one.phase]))


def _told(article: Told, found: list[Settled]) -> list[Settled]:
    """The sightings that suffice; in a round-up also those that name their units."""
    live = [one for one in found if one.phase != ANNOUNCED]
    firm = [one for one in live if _is_firm(one, found, article.in_head)]
    if len({one.key[0] for one in firm}) < SEVERAL:
        return firm
    return [one for one in live if one in firm or _is_named(one)]


def _is_recalled(one: Settled, chosen: dict[tuple[str, str], Settled]) -> bool:
    """Whether the opening is only mentioned, days later, in a report of the closing.

    Or, below the head and without a day of its own, the preparatory session.
    """
    closing = chosen.get((one.key[0], "closing"))
    if closing is None or one.in_headline:
        return False
    if one.phase == "preparatory_session":
        return one.day in (None, closing.day) and not one.in_head
    if one.phase != "opening":
        return False
    return bool(one.day and closing.day and one.day < closing.day)


def _is_mere_guest(one: Settled, found: list[Settled]) -> bool:
    """Whether only a guest tells of the opening, beside another phase or a plan."""
    if one.phase != "opening" or not one.sighting.weak:
        return False
    same = [other for other in found if other.key[0] == one.key[0]]
    sentences = one.sighting.sentence.document.headed(HEAD)
    others = any(other.phase != "opening" and not _is_agenda(other) for other in same)
    return others or not one.in_head or any(map(_is_underway, sentences))


def _is_agenda(one: Settled) -> bool:
    """Whether it only tells, below the head and without a day, what will be done."""
    return one.phase == ANNOUNCED and one.day is None and not one.in_head


def _rank(one: Settled) -> tuple[bool, bool, bool]:
    return one.sighting.weak, one.day is None, one.in_headline


def _is_firm(one: Settled, found: list[Settled], in_head: frozenset[str]) -> bool:
    """Whether a sighting suffices: it, or another of its unit, is dated or in the head.

    In a round-up the head has the phase of another unit.
    """
    if one.in_headline:
        key = one.sighting.sentence.key
        outright = one.phase != "result" or pattern("congress", "outright").search(key)
        return bool(outright) and not _is_postponed(one, found)
    own = one.in_head or (one.sighting.named and one.is_dated)
    if not own and _is_announced_in_head(one, found):
        return False
    if one.key[0] in in_head:
        return True
    happening = [other for other in found if other.phase != ANNOUNCED]
    if one.sighting.named and any(
        other.in_head and other.phase == one.phase for other in happening
    ):
        return True
    return any(
        other.in_head or (other.sighting.named and other.is_dated)
        for other in happening
        if other.key[0] == one.key[0]
    )


def _is_announced_in_head(one: Settled, found: list[Settled]) -> bool:
    """Whether the head of the article gives the day on which the congress begins."""
    return one.phase in ("result", "closing") and any(
        other.in_head and other.day not in (None, one.day) and not other.sighting.weak
        for other in found
        if other.phase == ANNOUNCED and other.key[0] == one.key[0]
    )


def _is_postponed(one: Settled, found: list[Settled]) -> bool:
    """Whether only the headline has the phase, while the text still announces it.

    That it "will close tomorrow" announces no opening.
    """
    same = [other for other in found if other.key[0] == one.key[0] and other is not one]
    later = LATER if one.phase == "opening" else ()
    return not any(other.key == one.key for other in same) and any(
        other.phase == ANNOUNCED and other.sighting.ahead not in later for other in same
    )


def announced(document: Document, found: list[Settled]) -> list[Settled]:
    """One announcement for each unit, with its first planned day."""
    by_unit: dict[str, list[Settled]] = {}
    for one in found:
        if one.phase == ANNOUNCED and not _is_at_work(document, one.key[0]):
            by_unit.setdefault(one.key[0], []).append(one)
    chosen = []
    several = (
        len({one.key[0] for one in found if one.phase == ANNOUNCED and one.day}) > 1
    )
    for group in by_unit.values():
        if best := _announcement(document, group, several=several):
            days = _planned_days(document, group)
            headlines = (one for one in group if one.in_headline and one.term)
            term = next((one.term for one in headlines), best.term)
            day = min(days) if days else None
            chosen.append(replace(best, day=day, term=term))
    return chosen


def _is_at_work(document: Document, unit: str) -> bool:
    """Whether the head tells of a congress under way, and names no unit but this."""
    for sentence in document.headed(HEAD):
        if _is_underway(sentence):
            named = {place.slug for place in sentence.places()}
            if not named or unit in named:
                return True
    return False


def _planned_days(document: Document, group: list[Settled]) -> list[date]:
    """The days announced; not that on which the press is told of later ones."""
    days = [one.day for one in group if one.day]
    published = document.published
    if published is None or max(days, default=published) <= published:
        return days
    return [
        one.day
        for one in group
        if one.day
        and (one.day > published or not holds("congress", "press", _key_of(one)))
    ]


def _key_of(one: Settled) -> str:
    return one.sighting.sentence.key


def _is_told_the_press(one: Settled, headline: Sentence | None) -> bool:
    """ "Tỉnh họp báo về một sự kiện", and below of which: the congress."""
    sentences = (headline, one.sighting.sentence) if headline else ()
    return bool(sentences) and all(
        holds("congress", "press", each.key) for each in sentences
    )


def _is_named(one: Settled) -> bool:
    """Whether its sentence names the unit, before or after "Đại hội"."""
    return any(place.slug == one.key[0] for place in one.sighting.sentence.places())


def _is_underway(sentence: Sentence) -> bool:
    return holds("congress", "underway", sentence.key)


def _announcement(
    document: Document, group: list[Settled], *, several: bool
) -> Settled | None:
    """The sighting that announces: in the head and more than a welcome, or dated.

    Where the congresses of ``several`` units are announced, each with its day and the
    name of its unit, they need not stand in the head.
    """
    headline = document.headline
    told = headline is not None and "đại hội" in headline.key
    strong = [
        one
        for one in group
        if one.in_head
        and not one.sighting.weak
        and (told or one.sighting.named or one.sighting.sentence.index <= 0)
    ]
    told_of = any(one.in_head or _is_told_the_press(one, headline) for one in group)
    dated = [
        one for one in group if one.day and (told_of or (several and _is_named(one)))
    ]
    found = strong or dated
    return min(found, key=lambda one: one.in_headline) if found else None
