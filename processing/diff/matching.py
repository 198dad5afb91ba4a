"""Finds for each event of the new state the stored one that it is.

A key can change: a name is completed, an earlier tenure comes to light, a number is
learnt. What was told once must not be told again for that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

from processing.diff.model import BEFORE, Event

K = TypeVar("K")
ANY, REJECTED, SILENT = "any", "rejected", "silent"


@dataclass(frozen=True, slots=True)
class Known:
    """A stored event: its row, and the observations and articles it rests on."""

    row: Mapping[str, Any]
    roles: Mapping[int, str]
    articles: frozenset[str]

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.row["id"])

    @property
    def key(self) -> str:
        """Its identity key."""
        return str(self.row["identity_key"])

    @property
    def keys(self) -> frozenset[str]:
        """Its identity key and the ones it had before its number was learnt."""
        return frozenset({self.key, *self.row["fields"].get("aliases", ())})

    @property
    def proofs(self) -> frozenset[int]:
        """The observations that report it, not those of the time before it."""
        return frozenset(id_ for id_, role in self.roles.items() if role != BEFORE)


def match(events: Iterable[Event], stored: Iterable[Known]) -> dict[str, Known]:
    """The stored event of each key of ``events`` that has one.

    In turn, each taking what is left: equal key and shared evidence; shared evidence;
    equal key, also an old one; the same thread told by the same article (after a
    re-reading, which numbers all observations anew).
    """
    pairs = _Pairs(list(events), list(stored))
    pairs.join(lambda e: {(e.key, o) for o in e.proofs}, _keyed_proofs)
    pairs.join(lambda e: e.proofs, lambda k: k.proofs)
    pairs.join(_ways, _known_ways)
    pairs.join(_told_threads, _known_threads, only_pairs=True)
    return pairs.found


class _Pairs:
    """Events and stored events, joined round by round where they share something."""

    def __init__(self, events: list[Event], stored: list[Known]) -> None:
        self.events = events
        self.stored = sorted(stored, key=lambda known: known.id)
        self.found: dict[str, Known] = {}

    def join(
        self,
        of_event: Callable[[Event], Iterable[K]],
        of_known: Callable[[Known], Iterable[K]],
        *,
        only_pairs: bool = False,
    ) -> None:
        """Join what shares most first; of equals the stored event of lowest number.

        With ``only_pairs`` nothing that several events, old or new, have counts.
        """
        taken = {known.id for known in self.found.values()}
        holders: dict[K, list[int]] = defaultdict(list)
        for known in self.stored:
            if known.id not in taken:
                for item in of_known(known):
                    holders[item].append(known.id)
        claims: dict[K, list[str]] = defaultdict(list)
        for event in self.events:
            if event.key not in self.found:
                for item in of_event(event):
                    claims[item].append(event.key)
        shared = _shared(claims, holders, only_pairs=only_pairs)
        by_id = {known.id: known for known in self.stored}
        for key, id_ in sorted(shared, key=lambda p: (-shared[p], p[1], p[0])):
            if key not in self.found and id_ not in taken:
                self.found[key] = by_id[id_]
                taken.add(id_)


def _shared(
    claims: Mapping[K, Sequence[str]],
    holders: Mapping[K, Sequence[int]],
    *,
    only_pairs: bool,
) -> Counter[tuple[str, int]]:
    """How much each new event, by its key, has in common with each stored one."""
    shared: Counter[tuple[str, int]] = Counter()
    for item, keys in claims.items():
        known_ids = holders.get(item, ())
        if only_pairs and (len(keys) > 1 or len(known_ids) > 1):
            continue
        shared.update(product(keys, known_ids))
    return shared


def _keyed_proofs(known: Known) -> set[tuple[str, int]]:
    return {(known.key, proof) for proof in known.proofs}


def _ways(event: Event) -> set[tuple[str, str]]:
    """Its keys, and what a stored event of such a key may be; see ``_known_ways``."""
    found = (ANY,) if event.state == SILENT else (ANY, REJECTED)
    return {(key, way) for key in (event.key, *event.aliases) for way in found}


def _known_ways(known: Known) -> set[tuple[str, str]]:
    """Its keys: a silent change that people rejected is none that is seen years later.

    As long as the rejection holds nobody is believed to have come (``offices``): who
    is seen to have come after all has the same key, and is news.
    """
    row = known.row
    is_rejected = (row["state"], row["status"]) == (SILENT, REJECTED)
    return {(key, REJECTED if is_rejected else ANY) for key in known.keys}


def _thread(key: str) -> tuple[str, ...]:
    """Kind, organisation and position (or term): what a wrong reading leaves right."""
    return tuple(key.split("|")[:3])


def _told_threads(event: Event) -> set[tuple[object, ...]]:
    articles = {item.telling.key for item in event.evidence if item.role != BEFORE}
    what = event.fields.get("direction", event.state)
    return {(*_thread(event.key), what, article) for article in articles}


def _known_threads(known: Known) -> set[tuple[object, ...]]:
    what = known.row["fields"].get("direction", known.row["state"])
    return {(*_thread(known.key), what, article) for article in known.articles}
