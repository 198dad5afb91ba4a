"""``dangbo evaluate``: precision and recall on a folder of labelled articles.

The folder holds ``articles.jsonl`` and ``labels.jsonl``, or folders that do. Articles
are split into halves by a hash of their id: rules are made on half ``a`` only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from processing.model import Article
from processing.observe.jsonl import articles, as_json
from processing.observe.reader import READER, read
from processing.observe.scoring import EVENTS, KINDS, Score


class EvaluationError(Exception):
    """A folder cannot be evaluated; says what is missing and what to do."""


def half(id_: str) -> str:
    """``a`` or ``b``: to which half of the labelled articles an id belongs.

    The lowest bit of the first byte of its SHA-256 decides: 0 is ``a``.
    """
    return "ab"[hashlib.sha256(id_.encode()).digest()[0] % 2]


def score_folder(folder: Path, *, half: str | None = None) -> Score:
    """Read every labelled article of a folder and score it.

    Raises:
        EvaluationError: there is nothing labelled in the folder.
        InputError: an article cannot be read, naming file, line and field.
    """
    score = Score()
    for labelled in _labelled_folders(folder):
        labels = dict(_labels(labelled / "labels.jsonl"))
        for _, article in articles(labelled / "articles.jsonl"):
            id_ = str(article.id)
            if id_ in labels and half in (None, _half(id_)):
                score.add(id_, labels[id_], _observed(article))
    return score


_half = half


def _observed(article: Article) -> list[dict[str, object]]:
    return [as_json(one, article.id) for one in read(article)]


def _labelled_folders(folder: Path) -> list[Path]:
    here = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]
    names = ("articles.jsonl", "labels.jsonl")
    found = [one for one in here if all((one / name).is_file() for name in names)]
    if not found:
        raise EvaluationError(
            f"{folder}: holds no articles.jsonl with labels.jsonl: name one that does"
        )
    return found


def _labels(path: Path) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not record.get("skip"):
                yield str(record["id"]), list(record["observations"])
        except (ValueError, KeyError, TypeError) as error:
            remedy = "write {id, observations, notes}"
            raise EvaluationError(
                f"{path.name}, line {number}: {error}: {remedy}"
            ) from None


def report(score: Score, *, show: int = 0) -> str:
    """The scoreboard as text; its last line is a summary."""
    lines = [f"reader {READER}"]
    for what, id_, one in score.errors[:show]:
        told = {k: v for k, v in one.items() if v is not None and k != "evidence"}
        lines.append(f"{what:6}{id_} {json.dumps(told, ensure_ascii=False)}")
    lines += [_row(kind, score, (kind,)) for kind in KINDS]
    lines.append(_row("all events", score, EVENTS))
    lines += [
        f"  field {name:32} {score.field_right[name]}/{count}"
        f" = {score.field_accuracy(name):.3f}"
        for name, count in sorted(score.field_all.items())
    ]
    lines.append(
        f"events P {score.precision(*EVENTS):.3f} R {score.recall(*EVENTS):.3f}; "
        f"office holders P {score.precision('office_holder'):.3f} "
        f"R {score.recall('office_holder'):.3f}; false alarm on {score.noisy} of "
        f"{score.quiet} event-free articles; {score.articles} articles"
    )
    return "\n".join(lines)


def _row(name: str, score: Score, kinds: Iterable[str]) -> str:
    kinds = tuple(kinds)
    precision, recall = score.precision(*kinds), score.recall(*kinds)
    both = precision + recall
    mean = 2 * precision * recall / both if both else 0.0
    counts = (sum(counter[kind] for kind in kinds) for counter in _counters(score))
    right, false, missed = counts
    return (
        f"{name:20} P {precision:.3f}  R {recall:.3f}  F1 {mean:.3f}"
        f"   right {right} false {false} missed {missed}"
    )


def _counters(score: Score) -> tuple[dict[str, int], ...]:
    return score.right, score.false, score.missed
