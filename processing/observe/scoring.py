"""Compares what was read with what people labelled, by the rules of the annotation.

An observation is right when its kind, province and identity equal a labelled one's;
the other fields are scored over the matched pairs. What a label calls uncertain is
neither demanded nor held against the reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

EVENTS = ("congress", "midterm_review", "leadership_change", "resolution")
COUNCIL = "council_resolution"  # the People's Council's are scored apart
KINDS = (*EVENTS, "office_holder", COUNCIL)
FIELDS = ("occurred_on", "ordinal", "term", "change", "number", "issuer", "action")
UNSCORED = "party_standing_committee_member"
#: One departure, told by its mechanism or by its reason.
LEFT = {"relieved", "retired", "resigned"}

_PAIRS = (
    *(("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa")),
    *(("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe")),
    *(("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy")),
)

Record = Mapping[str, object]


def fold_name(name: object) -> str:
    """A name without case, apostrophes and the place of its tone marks."""
    text = unicodedata.normalize("NFC", str(name or "")).casefold().replace("ð", "đ")
    text = re.sub(r"['’ʼ`]", "", text)
    for new, old in _PAIRS:
        text = text.replace(new, old)
    return " ".join(text.split())


def _seat(position: object) -> object:
    if position == "party_standing_deputy_secretary":
        return "party_deputy_secretary"
    return position


def _agree(one: object, other: object) -> bool:
    return one in (None, "") or other in (None, "") or one == other


def _same_person_and_seat(gold: Record, got: Record) -> bool:
    return _seat(gold["position"]) == _seat(got.get("position")) and (
        fold_name(gold.get("person")) == fold_name(got.get("person"))
    )


def _congress(gold: Record, got: Record) -> bool:
    same_term = bool(gold.get("term")) and gold.get("term") == got.get("term")
    return (
        gold.get("phase") == got.get("phase")
        and _agree(gold.get("term"), got.get("term"))
        and (_agree(gold.get("ordinal"), got.get("ordinal")) or same_term)
    )


def _midterm(gold: Record, got: Record) -> bool:
    status = (gold.get("status") or "held") == (got.get("status") or "held")
    return status and _agree(gold.get("term"), got.get("term"))


def _change(gold: Record, got: Record) -> bool:
    same = gold["direction"] == got.get("direction")
    return same and _same_person_and_seat(gold, got)


def _resolution(gold: Record, got: Record) -> bool:
    one, other = gold.get("number"), got.get("number")
    if one and other:
        squeezed = (re.sub(r"\s", "", str(n)).upper() for n in (one, other))
        return len(set(squeezed)) == 1
    return _agree(gold.get("issuer"), got.get("issuer"))


_IDENTITY: dict[object, Callable[[Record, Record], bool]] = {
    "congress": _congress,
    "midterm_review": _midterm,
    "leadership_change": _change,
    "office_holder": _same_person_and_seat,
    "resolution": _resolution,
    COUNCIL: _resolution,
}


def matches(gold: Record, got: Record) -> bool:
    """Whether two observations are the same; a labelled province null fits any."""
    province = gold.get("province")
    if gold["kind"] != got["kind"] or province not in (None, got.get("province")):
        return False
    identity = _IDENTITY.get(gold["kind"])
    return identity is not None and identity(gold, got)


def _council_apart(one: Record) -> Record:
    if one["kind"] == "resolution" and one.get("issuer") == "peoples_council":
        return {**one, "kind": COUNCIL}
    return one


def _distinct(records: Iterable[Record]) -> list[Record]:
    found: list[Record] = []
    for one in map(_council_apart, records):
        if one.get("kind") not in KINDS or one.get("position") == UNSCORED:
            continue
        known = (
            matches(other, one) and other.get("province") == one.get("province")
            for other in found
        )
        if not any(known):
            found.append(one)
    return found


def _equal(name: str, gold: object, got: object) -> bool:
    return gold == got or (name == "change" and {gold, got} <= LEFT)


@dataclass(slots=True)
class Score:
    """Counts over a set of articles; ``errors`` are (what, id, observation)."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    field_right: Counter[str] = field(default_factory=Counter)
    field_all: Counter[str] = field(default_factory=Counter)
    quiet: int = 0
    noisy: int = 0
    articles: int = 0
    errors: list[tuple[str, str, Record]] = field(default_factory=list)

    def add(self, id_: str, gold: Iterable[Record], got: Iterable[Record]) -> None:
        """Score one article."""
        gold = list(gold)
        certain = [one for one in _distinct(gold) if not one.get("uncertain")]
        unsure = [_council_apart(one) for one in gold if one.get("uncertain")]
        read = _distinct(got)
        used: set[int] = set()
        for one in certain:
            self._find(id_, one, read, used)
        for number, other in enumerate(read):
            if number not in used and not any(matches(one, other) for one in unsure):
                self.false[str(other["kind"])] += 1
                self.errors.append(("FALSE", id_, other))
        self._quietness(gold, read)
        self.articles += 1

    def _find(self, id_: str, one: Record, read: list[Record], used: set[int]) -> None:
        kind = str(one["kind"])
        fitting = (n for n, y in enumerate(read) if n not in used and matches(one, y))
        hit = next(fitting, None)
        if hit is None:
            self.missed[kind] += 1
            self.errors.append(("MISS", id_, one))
            return
        used.add(hit)
        self.right[kind] += 1
        for name in FIELDS:
            if one.get(name) is None:
                continue
            okay = _equal(name, one[name], read[hit].get(name))
            self.field_all[f"{kind}.{name}"] += 1
            self.field_right[f"{kind}.{name}"] += okay
            if not okay:
                wrong = {**one, "field": name, "got": read[hit].get(name)}
                self.errors.append(("FIELD", id_, wrong))

    def _quietness(self, gold: list[Record], read: list[Record]) -> None:
        events = (
            one
            for one in gold
            if one["kind"] in EVENTS and one.get("issuer") != "peoples_council"
        )
        if next(events, None) is None:
            self.quiet += 1
            self.noisy += any(one["kind"] in EVENTS for one in read)

    def precision(self, *kinds: str) -> float:
        """The share of what was read that is right."""
        right = sum(self.right[kind] for kind in kinds)
        read = right + sum(self.false[kind] for kind in kinds)
        return right / read if read else 1.0

    def recall(self, *kinds: str) -> float:
        """The share of what was labelled that was read."""
        right = sum(self.right[kind] for kind in kinds)
        labelled = right + sum(self.missed[kind] for kind in kinds)
        return right / labelled if labelled else 1.0

    def field_accuracy(self, name: str) -> float:
        """The share of matched pairs in which a field (``congress.term``) is right."""
        count = self.field_all[name]
        return self.field_right[name] / count if count else 1.0

    def figures(self) -> dict[str, float]:
        """The figures by name, as the file of floors has them."""
        found = {
            "events.precision": self.precision(*EVENTS),
            "events.recall": self.recall(*EVENTS),
            "quiet_articles.silent": (
                1 - self.noisy / self.quiet if self.quiet else 1.0
            ),
        }
        for kind in (*EVENTS, "office_holder"):
            found[f"{kind}.precision"] = self.precision(kind)
            found[f"{kind}.recall"] = self.recall(kind)
        for name in self.field_all:
            found[name] = self.field_accuracy(name)
        return found
