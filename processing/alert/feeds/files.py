"""Keep a folder of feeds and calendars for a web server to serve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from processing.alert.feeds.atom import Drafts, atom
from processing.alert.feeds.calendar import calendar
from processing.alert.feeds.entries import dates, news, of_kind
from processing.alert.feeds.publisher import Publisher
from processing.alert.feeds.scope import (
    CALENDAR,
    FEED,
    Scope,
    kinds_of,
    provinces,
)


class FeedsError(Exception):
    """The folder of feeds cannot be written; says which and what to do."""


@dataclass(slots=True)
class Written:
    """How many files there are, and how many of them have changed."""

    files: int = 0
    changed: int = 0

    def __str__(self) -> str:
        return f"{self.files} files, {self.changed} of them changed"


def write_feeds(
    engine: Engine, folder: Path, publisher: Publisher, language: str = "vi"
) -> Written:
    """Bring all feeds and calendars below ``folder`` up to date.

    A file is replaced at once and whole, and only if it changes: so its time tells a
    web server when that was.

    Raises:
        FeedsError: a file cannot be written.
    """
    written = Written()
    for province in provinces():
        with engine.connect() as connection:
            entries = news(connection, province)
            announced = dates(connection, province)
        drafts: Drafts = {}
        for scope in kinds_of(province):
            chosen = of_kind(entries, scope.kind)
            feed = atom(chosen, scope, publisher, language, drafts)
            _write(folder / (scope.path + FEED), feed, written)
        plan = calendar(announced, Scope(province), publisher, language)
        _write(folder / (province or "") / CALENDAR, plan, written)
    return written


def _write(path: Path, content: bytes, written: Written) -> None:
    written.files += 1
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(path.name + ".new")
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        raise FeedsError(
            f"{path} cannot be written ({error.strerror}): choose another folder"
            " (DANGBO_FEEDS, --out) or mend its permissions"
        ) from error
    written.changed += 1
