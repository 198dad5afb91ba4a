"""Reviewed events as labelled cases: articles and what people say they report.

A case is the text of an article that a judged event rests on. What was judged is
labelled as corrected, what was rejected is left out, and what nobody has looked at is
``uncertain``: neither demanded of a reader nor held against it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, text

from processing.diff.reviews import REJECTED
from processing.model import HANOI
from processing.store.homes import PAPERS, home_of_text

Record = dict[str, Any]

# What each review speaks of today: the current evidence of its event, and the
# observations that were judged where no newer reading of their text stands.
JUDGED = text("""
    SELECT r.id AS review_id, r.decision, r.edits, o.id AS observation_id,
           o.article_version_id
    FROM core.review r
    JOIN LATERAL (
        SELECT unnest(r.observation_ids) AS id
        UNION
        SELECT v.observation_id FROM core.event_evidence v
        WHERE v.event_id = r.event_id AND v.role <> 'before'
    ) spoken ON true
    JOIN core.observation o ON o.id = spoken.id
    WHERE r.superseded_at IS NULL
    ORDER BY r.decided_at, r.id, o.id
""")
SAID = text("""
    SELECT o.* FROM core.observation o
    WHERE o.article_version_id = ANY(:versions)
      AND (o.superseded_at IS NULL OR o.id = ANY(:judged))
      AND o.kind <> 'document'
    ORDER BY o.article_version_id, o.quote_start, o.id
""")
TEXTS = text(f"""
    SELECT v.id, v.number, v.title, v.text, v.published_at, v.published_precision,
           v.fetched_at, v.author, a.key, a.url, {PAPERS} AS papers
    FROM core.article_version v
    JOIN core.article a ON a.id = v.article_id
    WHERE v.id = ANY(:versions)
    ORDER BY a.key, v.number
""")  # noqa: S608 (a constant)
# The fields that a label of each kind has besides those of every kind.
NAMED = {
    "congress": ("phase", "ordinal", "term"),
    "midterm_review": ("status", "ordinal", "term"),
    "leadership_change": ("person", "position", "direction", "change"),
    "resolution": ("number", "issuer", "action", "subject"),
    "office_holder": ("person", "position"),
}


@dataclass(frozen=True, slots=True)
class Export:
    """How much was written: articles, and observations that a person has judged."""

    articles: int
    judged: int

    def __str__(self) -> str:
        return f"{self.articles} articles, {self.judged} observations judged"


def export(engine: Engine, folder: Path) -> Export:
    """Write articles.jsonl and labels.jsonl into ``folder``, for ``dangbo evaluate``.

    The folder is made where missing; both files are written anew.
    """
    with engine.connect() as connection:
        verdicts, versions = _verdicts(connection)
        labels, judged = _labels(connection, verdicts, versions)
        rows = _read(connection, TEXTS, versions=versions)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "articles.jsonl", (_article(row) for row in rows))
    _write(folder / "labels.jsonl", (_label(row, labels[row["id"]]) for row in rows))
    return Export(len(rows), judged)


def _read(connection: Connection, query: TextClause, **values: object) -> list[Record]:
    return [dict(row) for row in connection.execute(query, values).mappings()]


def _verdicts(connection: Connection) -> tuple[dict[int, Record], list[int]]:
    """The last review of each observation, and the texts they are in."""
    rows = _read(connection, JUDGED)
    found = {row["observation_id"]: row for row in rows}
    return found, sorted({row["article_version_id"] for row in rows})


def _labels(
    connection: Connection,
    verdicts: Mapping[int, Record],
    versions: list[int],
) -> tuple[dict[int, list[Record]], int]:
    said = _read(connection, SAID, versions=versions, judged=list(verdicts))
    # A newer reading of a text replaces what was judged of the older one.
    reread = {
        _review_of(row, verdicts[row["id"]])
        for row in said
        if row["id"] in verdicts and row["superseded_at"] is None
    }
    labels: dict[int, list[Record]] = defaultdict(list)
    judged = 0
    for row in said:
        verdict = verdicts.get(row["id"])
        if verdict and row["superseded_at"] and _review_of(row, verdict) in reread:
            continue
        label = _observation(row, verdict)
        if label:
            labels[row["article_version_id"]].append(label)
        judged += verdict is not None
    return labels, judged


def _review_of(row: Record, verdict: Record) -> tuple[int, int]:
    return (row["article_version_id"], verdict["review_id"])


def _observation(row: Record, verdict: Record | None) -> Record | None:
    """An observation as it should be; None if a person says that it is none."""
    seen = row["kind"] == "office_holder"
    rejected = verdict is not None and verdict["decision"] == REJECTED
    if rejected and not seen:
        return None
    edits = dict(verdict["edits"]) if verdict and not rejected else {}
    day = row["occurred_on"].isoformat() if row["occurred_on"] else None
    fields = {**row["fields"], **edits}
    label = {
        "kind": row["kind"],
        "province": edits.get("province", row["province"]),
        "occurred_on": day if seen else edits.get("occurred_on", day),
        **{name: fields.get(name) for name in NAMED[row["kind"]]},
    }
    # That a silent change is none says not which of its sentences is wrong.
    return label if verdict and not rejected else {**label, "uncertain": True}


def _article(row: Record) -> Record:
    published = row["published_at"]
    day = (published or row["fetched_at"]).astimezone(HANOI).date()
    moment = published.astimezone(HANOI) if published else None
    if moment and row["published_precision"] == "day":
        moment = moment.date()
    return {
        "id": _name(row),
        "url": row["url"],
        "title": row["title"],
        "published_at": moment.isoformat() if moment else None,
        "province": home_of_text(
            row["papers"], day, author=row["author"], text=row["text"]
        ),
        "text": row["text"],
    }


def _label(row: Record, observations: list[Record]) -> Record:
    notes = "as people have reviewed it"
    return {"id": _name(row), "observations": observations, "notes": notes}


def _name(row: Record) -> str:
    return row["key"] if row["number"] == 1 else f"{row['key']}#{row['number']}"


def _write(path: Path, records: Iterable[Record]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
