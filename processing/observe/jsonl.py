"""Articles in, observations out, as JSON Lines: reading without a database.

One article a line (``id, url, title, text, published_at, province``; all but ``text``
may be missing), one observation a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from processing.gazetteer.organisations import SLUGS
from processing.model import HANOI, Article, Observation
from processing.observe.article.places import home_of_url
from processing.observe.guarded import Unreadable, read_guarded

DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")


LATEST = 4e9  # seconds since 1970: the year 2096


class InputError(Exception):
    """A line of the input is no article; says which line, field and what to write."""


def observe_file(path: Path) -> Iterator[str]:
    """The observations of every article of a JSON Lines file, as JSON lines.

    Raises:
        InputError: naming the line; what comes before it has been given. Where the
            rules fail on articles, all the others have been read and given.
    """
    failed = []
    for number, article in articles(path):
        found = read_guarded(article)
        if isinstance(found, Unreadable):
            failed.append(f"{path.name}, line {number}: {found.reason}")
            continue
        for observation in found:
            yield json.dumps(
                as_json(observation, article.id), ensure_ascii=False, sort_keys=False
            )
    if failed:
        remedy = "the rules fail on it: please report it; the others were read"
        raise InputError(f"{'; '.join(failed)}: {remedy}")


def articles(path: Path) -> Iterator[tuple[int, Article]]:
    """The articles of a JSON Lines file, each with the number of its line.

    Raises:
        InputError: naming the line and the field.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _article(line, f"{path.name}, line {number}")


def _article(line: str, where: str) -> Article:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(
            f"{where}: is no JSON ({error}): write one object a line"
        ) from None
    if not isinstance(record, dict):
        raise InputError(f'{where}: is no object: write {{"text": …}}')
    url = _text(record, "url", where)
    return Article(
        text=_text(record, "text", where) or _missing(where),
        id=_identifier(record, where),
        url=url,
        title=_text(record, "title", where),
        published_at=_published(record.get("published_at"), where),
        home=_home(record, where) or home_of_url(url),
    )


def _missing(where: str) -> str:
    raise InputError(f"{where}, text: is missing or empty: give the article's text")


def _text(record: Mapping[str, Any], name: str, where: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise InputError(f"{where}, {name}: is no text: write it in quotes or leave it out")


def _identifier(record: Mapping[str, Any], where: str) -> str | None:
    value = record.get("id")
    if value is None or isinstance(value, str | int):
        return None if value is None else str(value)
    raise InputError(f"{where}, id: is neither text nor number")


def _home(record: Mapping[str, Any], where: str) -> str | None:
    value = _text(record, "province", where)
    if value is None or value in SLUGS:
        return value
    remedy = "use the slug of a province (nam-dinh), or leave it out"
    raise InputError(f"{where}, province: {value} unknown: {remedy}")


def _published(value: object, where: str) -> date | datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        # seconds or milliseconds since 1970
        seconds = value / 1000 if value > 1e11 else value
        if 0 <= seconds < LATEST:
            return datetime.fromtimestamp(seconds, tz=HANOI)
    found = _date(value.strip()) if isinstance(value, str) else None
    if found is None:
        remedy = "write 2021-03-01 or 2021-03-01T08:30:00+07:00"
        raise InputError(f"{where}, published_at: {value!r} is no date: {remedy}")
    return found


def _date(value: str) -> date | datetime | None:
    try:
        if len(value) == 10 and value[4] == "-":
            return date.fromisoformat(value)
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        pass
    for form in DAY_FIRST:
        try:
            return datetime.strptime(value, form).replace(tzinfo=HANOI)
        except ValueError:
            continue
    return None


def as_json(observation: Observation, id_: str | None) -> dict[str, object]:
    """One observation as printed: common fields, those of its kind, evidence."""
    evidence = observation.evidence
    fields = {
        name: value
        for name, value in asdict(observation.fields).items()
        if value is not None or name in ("ordinal", "term", "number", "issuer")
    }
    return {
        "id": id_,
        "kind": observation.kind.value,
        "province": observation.province,
        "occurred_on": (
            observation.occurred_on.isoformat() if observation.occurred_on else None
        ),
        **fields,
        "confidence": observation.confidence,
        "evidence": {
            "quote": evidence.quote,
            "start": evidence.start,
            "end": evidence.end,
            "where": evidence.where,
        },
    }
