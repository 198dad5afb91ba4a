"""Precision and recall on labelled articles, by the rules of the annotation guide.

A folder holds ``articles.jsonl`` and ``labels.jsonl``. Labels marked uncertain are
neither demanded nor held against the program; resolutions of People's Councils are
counted apart from the Party's.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from processing.observe.jsonl import observe_file
from processing.text import fold

Label = Mapping[str, Any]

EVENTS = ("congress", "midterm_review", "leadership_change", "resolution")
COUNCIL = "council_resolution"
KINDS = (*EVENTS, "office_holder", COUNCIL)
FIELDS = ("occurred_on", "ordinal", "term", "change", "number", "issuer", "action")
# A departure told by its mechanism or by its reason is one departure.
LEFT = frozenset({"relieved", "retired", "resigned"})
UNSCORED_POSITION = "party_standing_committee_member"


class EvaluationError(Exception):
    """The folder is not one of labelled articles; says what is missing."""


@dataclass
class Score:
    """Counts over a set of articles."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    field_right: Counter[str] = field(default_factory=Counter)
    field_all: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    quiet: int = 0
    alarmed: int = 0
    errors: list[str] = field(default_factory=list)

    def precision(self, kinds: Iterable[str]) -> float:
        """Of what was said, how much is right."""
        right, false = self._sum(self.right, kinds), self._sum(self.false, kinds)
        return right / (right + false) if right + false else 1.0

    def recall(self, kinds: Iterable[str]) -> float:
        """Of what should be said, how much was."""
        right, missed = self._sum(self.right, kinds), self._sum(self.missed, kinds)
        return right / (right + missed) if right + missed else 1.0

    @staticmethod
    def _sum(counts: Counter[str], kinds: Iterable[str]) -> int:
        return sum(counts[kind] for kind in kinds)


def half(article_id: str) -> str:
    """``a`` (developed on) or ``b`` (reported on), the same for ever."""
    return "b" if hashlib.sha256(article_id.encode()).digest()[0] % 2 else "a"


def evaluate_folder(folder: Path, *, half: str | None = None, show: int = 0) -> str:
    """The scoreboard of a folder, or of one half of it, as text."""
    return report(score_folder(folder, only=half), show)


def score_folder(folder: Path, only: str | None = None) -> Score:
    """Read every article of the folder and compare with its labels.

    Raises:
        EvaluationError: a file is missing.
    """
    files = {name: folder / f"{name}.jsonl" for name in ("articles", "labels")}
    for file in files.values():
        if not file.exists():
            raise EvaluationError(
                f"{file} is missing: a labelled folder has both files"
            )
    wanted = {
        label["id"]: label["observations"]
        for label in _lines(files["labels"])
        if not label.get("skip") and only in (None, half(label["id"]))
    }
    got: dict[str, list[Label]] = {}
    for line in observe_file(files["articles"]):
        observation = json.loads(line)
        got.setdefault(observation["id"], []).append(observation)
    score = Score()
    for article_id, labels in wanted.items():
        compare(score, article_id, labels, got.get(article_id, []))
    return score


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def compare(
    score: Score, article_id: str, labels: Sequence[Label], said: Sequence[Label]
) -> None:
    """Count one article."""
    wanted = [label for label in _scored(labels) if not label.get("uncertain")]
    unsure = [_by_council(label) for label in labels if label.get("uncertain")]
    left = _scored(said)
    score.articles += 1
    if not any(_is_event(label) for label in map(_by_council, labels)):
        score.quiet += 1
        score.alarmed += any(_is_event(one) for one in left)
    for label in wanted:
        hit = next((one for one in left if same(label, one)), None)
        if hit is None:
            score.missed[label["kind"]] += 1
            score.errors.append(f"MISSED {article_id} {_shown(label)}")
            continue
        left = [one for one in left if one is not hit]
        score.right[label["kind"]] += 1
        _compare_fields(score, label, hit)
    for one in left:
        if not any(same(label, one) for label in unsure):
            score.false[one["kind"]] += 1
            score.errors.append(f"FALSE  {article_id} {_shown(one)}")


def _is_event(one: Label) -> bool:
    return one["kind"] in EVENTS


def _compare_fields(score: Score, label: Label, hit: Label) -> None:
    for name in FIELDS:
        if label.get(name) is None:
            continue
        key = f"{label['kind']}.{name}"
        want, got = label[name], hit.get(name)
        score.field_all[key] += 1
        score.field_right[key] += want == got or (
            name == "change" and {want, got} <= LEFT
        )


def _scored(observations: Iterable[Label]) -> list[Label]:
    """What counts, each once."""
    kept: list[Label] = []
    for one in map(_by_council, observations):
        counts = one["kind"] in KINDS and one.get("position") != UNSCORED_POSITION
        if counts and not any(
            same(other, one) and other.get("province") == one.get("province")
            for other in kept
        ):
            kept.append(one)
    return kept


def _by_council(one: Label) -> Label:
    is_councils = one["kind"] == "resolution" and one.get("issuer") == "peoples_council"
    return {**one, "kind": COUNCIL} if is_councils else one


def same(label: Label, one: Label) -> bool:
    """Whether an observation is the labelled one: kind, province, identity fields."""
    if label["kind"] != one["kind"]:
        return False
    if label.get("province") not in (None, one.get("province")):
        return False
    return _IDENTITY[label["kind"]](label, one)


def _same_congress(a: Label, b: Label) -> bool:
    term = a.get("term")
    return (
        a.get("phase") == b.get("phase")
        and _agree(term, b.get("term"))
        and (
            _agree(a.get("ordinal"), b.get("ordinal"))
            or (bool(term) and term == b.get("term"))
        )
    )


def _same_review(a: Label, b: Label) -> bool:
    status = (a.get("status") or "held") == (b.get("status") or "held")
    return status and _agree(a.get("term"), b.get("term"))


def _same_change(a: Label, b: Label) -> bool:
    return a["direction"] == b.get("direction") and _same_holder(a, b)


def _same_holder(a: Label, b: Label) -> bool:
    same_post = _post(a["position"]) == _post(b.get("position"))
    return same_post and fold(a.get("person") or "") == fold(b.get("person") or "")


def _same_resolution(a: Label, b: Label) -> bool:
    if a.get("number") and b.get("number"):
        return _number(a["number"]) == _number(b["number"])
    return _agree(a.get("issuer"), b.get("issuer"))


_IDENTITY = {
    "congress": _same_congress,
    "midterm_review": _same_review,
    "leadership_change": _same_change,
    "office_holder": _same_holder,
    "resolution": _same_resolution,
    COUNCIL: _same_resolution,
}


def _agree(a: object, b: object) -> bool:
    """Equal where both sides say something."""
    return a in (None, "") or b in (None, "") or a == b


def _post(position: str | None) -> str | None:
    """Standing and plain deputy secretary count as one."""
    return (
        "party_deputy_secretary"
        if position == "party_standing_deputy_secretary"
        else position
    )


def _number(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _shown(one: Label) -> str:
    kept = {k: v for k, v in one.items() if v is not None and k not in ("id",)}
    if evidence := kept.pop("evidence", None):
        kept["quote"] = evidence["quote"]
    return json.dumps(kept, ensure_ascii=False)


def report(score: Score, show: int = 0) -> str:
    """The scoreboard as text; the first ``show`` errors before it."""
    lines = score.errors[:show]
    rows = [(kind, (kind,)) for kind in KINDS] + [("all events", EVENTS)]
    for name, kinds in rows:
        counts = (score.right, score.false, score.missed)
        right, false, missed = (sum(c[kind] for kind in kinds) for c in counts)
        lines.append(
            f"{name:20} P {score.precision(kinds):.3f}  R {score.recall(kinds):.3f}"
            f"   right {right} false {false} missed {missed}"
        )
    for key, count in sorted(score.field_all.items()):
        right = score.field_right[key]
        lines.append(f"  field {key:32} {right}/{count} = {right / count:.3f}")
    lines.append(
        f"{score.articles} articles; a false event on {score.alarmed} of "
        f"{score.quiet} that report none"
    )
    return "\n".join(lines)
