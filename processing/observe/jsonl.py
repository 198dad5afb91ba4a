"""`dangbo observe --input`: articles as JSON Lines in, observations out likewise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from processing.model import HANOI, Article, Evidence, Observation
from processing.observe.reader import read
from processing.text import normalise_with_offsets

FIELDS = ("id", "url", "title", "text", "published_at", "province")


class InputError(Exception):
    """A line of the input cannot be read: says file, line, field and remedy."""


def observe_file(file: Path) -> Iterator[str]:
    """One JSON line for each observation, in the order of the articles.

    Every line of ``file`` is an article: ``id, url, title, text, published_at,
    province`` (the home unit of the paper); any may be missing but ``text``.

    Raises:
        InputError: at the first line that is not such an article.
    """
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                given = _article(line, f"{file}:{number}")
                for observation in observe_article(given):
                    yield json.dumps(printed(given.id, observation), ensure_ascii=False)


def observe_article(given: Article) -> list[Observation]:
    """Read an article as it is written; quotes and offsets are those of its text."""
    text = normalise_with_offsets(given.text)
    title = normalise_with_offsets(given.title or "")
    found = read(replace(given, text=text.text, title=title.text or None))
    originals = {"text": (given.text, text), "title": (given.title or "", title)}
    return [_as_given(observation, originals) for observation in found]


def _as_given(observation: Observation, originals: dict[str, Any]) -> Observation:
    """The same observation, quoting the text as it was before normalisation."""
    evidence = observation.evidence
    original, normalised = originals[evidence.where]
    start, end = normalised.span(evidence.start, evidence.end)
    quoted = Evidence(original[start:end], start, end, evidence.where)
    return replace(observation, evidence=quoted)


def printed(article_id: str | None, observation: Observation) -> dict[str, Any]:
    """An observation as `dangbo observe` prints it."""
    fields = asdict(observation.fields)
    day = observation.occurred_on
    return {
        "id": article_id,
        "kind": observation.kind.value,
        "province": observation.province,
        "occurred_on": day.isoformat() if day else None,
        "confidence": observation.confidence,
        "evidence": asdict(observation.evidence),
        **fields,
    }


def _article(line: str, where: str) -> Article:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: not JSON ({error}): one object a line") from error
    if not isinstance(data, dict):
        raise InputError(f'{where}: not an object: write {{"text": …}}')
    for name in FIELDS:
        if not isinstance(data.get(name), str | int | None):
            raise InputError(f"{where}: field {name}: text expected")
    text = data.get("text")
    if not isinstance(text, str):
        raise InputError(f"{where}: field text: missing: every article needs its text")
    return Article(
        text=text,
        id=None if data.get("id") is None else str(data["id"]),
        url=data.get("url"),
        title=data.get("title"),
        published_at=_published(data.get("published_at"), where),
        home=data.get("province"),
    )


def _published(value: str | None, where: str) -> datetime | date | None:
    """A day, or a moment; without a zone it is Viet Nam's."""
    if not value:
        return None
    try:
        if len(value) == len("2025-01-31"):
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(
            f"{where}: field published_at: {value!r}: write 2025-01-31 or "
            "2025-01-31T08:00:00+07:00"
        ) from error
    if moment.tzinfo is None:
        return moment.replace(tzinfo=HANOI)
    return moment.astimezone(HANOI)
