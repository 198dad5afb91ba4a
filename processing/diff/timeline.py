"""Who sat in one seat, one after the other: claims of many days made into runs.

Each article that names a holder is a claim. Claims contradict each other: stale
pages, slips of the pen, guests of another province, handovers told before and after.
A run is what remains when the lightest contradictions are taken out, so that nobody
comes back to a seat of which no report says so.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from processing.diff.model import Telling
from processing.diff.persons import is_slip

# What a claim weighs: an article of a paper that may err, one of the unit's own
# paper or portal, a report that says that the person came or stayed.
ORDINARY, OFFICIAL, REPORTED = 1, 2, 3
# In charge while the head is away, or until there is one: no more than a sight.
ACTING = 2
DECIDED = 1_000_000  # a person's word: no number of articles outweighs it
# What a claim says: names the holder, reports an arrival (or that the holder stays),
# reports that the person left, or that somebody came who left again within weeks.
SEEN, CAME, LEFT, PASSED = "seen", "came", "left", "passed"
# Two articles of different days or one official source.
ENOUGH = 2
# For a name that is the neighbour's but for one letter: three times as much.
ENOUGH_FOR_A_SLIP = 6
# So long after somebody has come papers still title whoever went; no longer, for who
# comes silently is to be told while it is news.
STILL_TITLED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Claim:
    """On ``day`` somebody says that ``person`` holds the seat.

    ``stint`` counts the reported arrivals of the person until then: a person whose
    return is reported may hold the seat twice.
    """

    day: date
    person: str
    stint: int
    weight: int
    observation_id: int
    confidence: float
    telling: Telling
    says: str = SEEN

    @property
    def holder(self) -> tuple[str, int]:
        """Whose claim it is: two stints of a person are apart."""
        return (self.person, self.stint)


@dataclass(frozen=True, slots=True)
class Run:
    """Claims for one person that nothing weightier interrupts, oldest first."""

    person: str
    claims: tuple[Claim, ...]

    @property
    def first(self) -> date:
        """The first day it is claimed."""
        return self.claims[0].day

    @property
    def last(self) -> date:
        """The last day it is claimed."""
        return self.claims[-1].day

    def seen_days(self) -> list[date]:
        """The days on which an article names the person as holder."""
        return [claim.day for claim in self.claims if claim.says == SEEN]


def runs(claims: Iterable[Claim]) -> list[Run]:
    """The sequence of holders that the claims for one single seat amount to."""
    chain = _Chain(_blocks(_sorted(claims)))
    chain.settle()
    return [Run(block[0].person, tuple(block)) for block in chain.remaining()]


def _sorted(claims: Iterable[Claim]) -> list[Claim]:
    """By day; on one day whoever was there first comes first, who came that day last.

    Who came, as a person has judged, comes after those of whom only papers speak.
    """
    listed = list(claims)
    since: dict[tuple[str, int], date] = {}
    for claim in listed:
        since[claim.holder] = min(claim.day, since.get(claim.holder, claim.day))
    decided = {claim.holder for claim in listed if claim.weight >= DECIDED}
    came = {
        (claim.holder, claim.day) for claim in listed if claim.says in (CAME, PASSED)
    }
    return sorted(
        listed,
        key=lambda c: (
            c.day,
            since[c.holder],
            c.holder in decided,
            (c.holder, since[c.holder]) in came,
            c.holder,
            c.says,
        ),
    )


def _blocks(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    block: list[Claim] = []
    for claim in claims:
        if block and block[-1].holder != claim.holder:
            yield block
            block = []
        block.append(claim)
    if block:
        yield block


def _last_arrival(block: Iterable[Claim]) -> date | None:
    """The last day in a block on which somebody is reported to have come or stayed."""
    return max((claim.day for claim in block if claim.says == CAME), default=None)


def _is_sight(block: Iterable[Claim]) -> bool:
    """Whether papers, and no more, name the holder."""
    return all(claim.says == SEEN and claim.weight < DECIDED for claim in block)


class _Chain:
    """Blocks of claims in order, from which the lightest wrong one is taken out.

    First those who are only titled still; then lightest first, of equals what stands
    between two blocks of another, then the later; neighbours for one holder become one
    block.
    A heap keeps this near linear for tens of thousands of contradicting articles.
    """

    def __init__(self, blocks: Iterable[list[Claim]]) -> None:
        self.blocks = list(blocks)
        count = len(self.blocks)
        self.weights = [sum(claim.weight for claim in b) for b in self.blocks]
        self.came = [_last_arrival(block) for block in self.blocks]
        self.is_sight = [_is_sight(block) for block in self.blocks]
        self.before = [place - 1 for place in range(count)]
        self.after = [place + 1 for place in range(count)]
        self.alive = [True] * count
        self.places: dict[tuple[str, int], deque[int]] = defaultdict(deque)
        for place, block in enumerate(self.blocks):
            self.places[block[0].holder].append(place)
        self.heap = [self._rank(place) for place in range(count)]
        heapq.heapify(self.heap)

    def settle(self) -> None:
        """Take out blocks until no weak one and no unreported return remains."""
        while self.heap:
            rank = heapq.heappop(self.heap)
            place = -rank[-1]
            if not self.alive[place] or rank[:2] != self._rank(place)[:2]:
                continue
            if self._is_weak(place) or self._is_within_a_return(place):
                self._take_out(place)

    def remaining(self) -> Iterator[list[Claim]]:
        """The blocks that are left, in order."""
        return (b for b, alive in zip(self.blocks, self.alive, strict=True) if alive)

    def _rank(self, place: int) -> tuple[bool, int, bool, int]:
        first, last = self._extent(self.places[self.blocks[place][0].holder])
        goes = self._is_outgoing(place)
        return (not goes, self.weights[place], first != last, -place)

    def _is_weak(self, place: int) -> bool:
        """Too little to say that the seat changed hands; the first stands alone."""
        left, right = self.before[place], self.after[place]
        weight = self.weights[place]
        if (left >= 0 and weight < ENOUGH) or self._is_outgoing(place):
            return True
        if weight >= ENOUGH_FOR_A_SLIP:
            return False
        after = right < len(self.blocks) and self.weights[right] > weight
        return (left >= 0 and self._is_slip(place, left)) or (
            after and self._is_slip(place, right)
        )

    def _is_outgoing(self, place: int) -> bool:
        """Whether it only names somebody else just after the one before has come."""
        left = self.before[place]
        came = self.came[left] if left >= 0 else None
        if came is None or not self.is_sight[place]:
            return False
        return self.blocks[place][-1].day - came <= STILL_TITLED

    def _is_slip(self, place: int, other: int) -> bool:
        """Whether nothing but a slip of the pen tells the block from the other."""
        one, next_to_it = self.blocks[place], self.blocks[other]
        return is_slip(one[0].person, next_to_it[0].person) and all(
            claim.says == SEEN for claim in (*one, *next_to_it)
        )

    def _is_within_a_return(self, place: int) -> bool:
        """Whether some holder is on both sides, or the block is part of a return."""
        return any(
            first <= place <= last
            for first, last in map(self._extent, self.places.values())
            if first != last
        )

    def _extent(self, places: deque[int]) -> tuple[int, int]:
        """First and last block of a holder, forgetting those that are gone."""
        while places and not self.alive[places[0]]:
            places.popleft()
        while places and not self.alive[places[-1]]:
            places.pop()
        return (places[0], places[-1]) if places else (-1, -1)

    def _take_out(self, place: int) -> None:
        left, right = self.before[place], self.after[place]
        self.alive[place] = False
        self._link(left, right)
        for neighbour in (left, right):  # it may be weak beside its new neighbour
            if 0 <= neighbour < len(self.blocks):
                heapq.heappush(self.heap, self._rank(neighbour))
        if left >= 0 and right < len(self.blocks):
            self._join(left, right)

    def _join(self, left: int, right: int) -> None:
        """Make two neighbouring blocks of one holder one."""
        holder = self.blocks[left][0].holder
        if self.blocks[right][0].holder != holder:
            return
        self.blocks[left].extend(self.blocks[right])
        self.weights[left] += self.weights[right]
        self.came[left] = self.came[right] or self.came[left]
        self.is_sight[left] = self.is_sight[left] and self.is_sight[right]
        self.alive[right] = False
        self._link(left, self.after[right])
        for place in (left, self.after[left]):  # who came may now stand before it
            if place < len(self.blocks):
                heapq.heappush(self.heap, self._rank(place))

    def _link(self, left: int, right: int) -> None:
        if left >= 0:
            self.after[left] = right
        if right < len(self.blocks):
            self.before[right] = left
