"""Bundle the events of a slate and put the weightiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from processing.alert.facts import PHASES, Story
from processing.model import Kind

# Where a kind stands among the ranks of positions (1 secretary … 7 chief of office).
KIND_RANK = {Kind.CONGRESS: 2.5, Kind.RESOLUTION: 2.6, Kind.MIDTERM_REVIEW: 2.7}
UNKNOWN_RANK = 9


@dataclass(frozen=True, slots=True)
class Bundle:
    """Events shown as one: a slate, the phases of a congress, or a single event."""

    stories: tuple[Story, ...]

    @property
    def kind(self) -> Kind:
        """The kind that all of them share."""
        return self.stories[0].kind

    @property
    def province(self) -> str:
        """The province that all of them share."""
        return self.stories[0].province

    @property
    def is_withdrawn(self) -> bool:
        """Whether it takes back what was told."""
        return self.stories[0].is_withdrawn


def bundled(stories: Iterable[Story]) -> list[Bundle]:
    """Return the bundles, provinces together, each list from the weightiest down."""
    together: defaultdict[tuple[object, ...], list[Story]] = defaultdict(list)
    for story in sorted(stories, key=_weight):
        together[_card(story)].append(story)
    bundles = [Bundle(tuple(found)) for found in together.values()]
    first: dict[str, int] = {}
    for place, bundle in enumerate(bundles):
        first.setdefault(bundle.province, place)
    return sorted(bundles, key=lambda bundle: first[bundle.province])


def _card(story: Story) -> tuple[object, ...]:
    """What the events of one card share.

    Phases of a congress that come in one mail do; what takes back or mends something
    that was told says so in a card of its own.
    """
    if slate := story.text("slate"):
        return "slate", slate, story.province, story.is_withdrawn
    is_first = story.told_on is None and not story.is_withdrawn
    if story.kind is Kind.CONGRESS and story.text("term") and is_first:
        return "congress", story.province, story.text("term")
    return "event", story.event_id


def _weight(story: Story) -> tuple[object, ...]:
    rank = story.position.rank if story.position else UNKNOWN_RANK
    weight = KIND_RANK.get(story.kind, rank)
    # Who stays is less news than who comes or goes at the same height.
    stays = story.text("direction") == "continued"
    day = story.occurred_on or date.max
    phase = story.text("phase")
    step = PHASES.index(phase) if phase in PHASES else len(PHASES)
    return weight, stays, story.kind.value, story.province, day, step, story.event_id
