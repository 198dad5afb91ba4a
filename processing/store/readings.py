"""The stored texts as articles to read, and their readings as rows.

For whoever reads the archive again. Copies of another article are not read, nor texts
that a newer version has replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text, update

from processing.gazetteer.organisations import Organisation
from processing.model import HANOI, Article, Observation
from processing.store import locks, tables
from processing.store.bulk import upsert
from processing.store.homes import PAPERS, home_of_text
from processing.store.whose import era_of, organisation_of, without_day, written_by

Row = dict[str, Any]

# Copies marked at once: triggers pair what they find before and after, each with each.
MARKED = 1000
version = tables.article_version.c

# Texts of crawls that are held: the source did not do well, and what it brought is not
# read until it does. To read it would put away what its articles said before.
HELD = """
    SELECT held.id, held.article_id
    FROM core.source_run doubted
    JOIN core.page p ON p.run_id = doubted.run_id AND p.source_id = doubted.source_id
        AND p.kind = 'article'
    JOIN core.article_version held ON held.page_id = p.id
    WHERE doubted.is_held
"""
# The newest text of every article that is no copy of another; a copy of one that is
# held speaks for itself.
TEXTS = f"""
    FROM core.article_version v
    JOIN core.article a ON a.id = v.article_id
    WHERE (a.duplicate_of_id IS NULL
           OR a.duplicate_of_id IN (SELECT h.article_id FROM ({HELD}) h))
      AND v.id NOT IN (SELECT h.id FROM ({HELD}) h)
      AND NOT EXISTS (
        SELECT FROM core.article_version later
        WHERE later.article_id = v.article_id AND later.number > v.number
          AND later.id NOT IN (SELECT h.id FROM ({HELD}) h)
      )
"""  # noqa: S608 (a constant)
COLUMNS = f"""
    SELECT v.id, v.title, v.text, v.author, v.published_at, v.published_precision,
           v.fetched_at, a.url,
           v.read_by IS NOT NULL AS was_read, {PAPERS} AS papers
"""
# What a version is read by that is dealt with, as its article copies another. Triggers
# take the mark away when it does no more, and mark anew what was read in an article
# that has become a copy: 0015_copies.sql.
COPY = "copy"
READ = text(f"{COLUMNS} {TEXTS} AND v.read_by <> '{COPY}' ORDER BY v.id")
# As an index is asked: a million texts that were read or are copies are not looked at.
LOW, HIGH = (f"{end}(CAST(:reader AS text), '{COPY}')" for end in ("least", "greatest"))
UNREAD = f"""
    AND (v.read_by IS NULL OR v.read_by < {LOW} OR v.read_by > {HIGH}
         OR (v.read_by > {LOW} AND v.read_by < {HIGH}))
"""
NEXT = text(f"{COLUMNS} {TEXTS} {UNREAD} ORDER BY v.id LIMIT :size")
COUNT = text(f"SELECT count(*) {TEXTS} {UNREAD}")
# Copies of an article that has come to be held since they were dealt with.
SPEAK = text(f"""
    UPDATE core.article_version v SET read_by = NULL
    FROM core.article a
    WHERE a.duplicate_of_id IN (SELECT h.article_id FROM ({HELD}) h)
      AND v.article_id = a.id AND v.read_by = '{COPY}'
""")  # noqa: S608 (a constant)
# What was read before its article turned out to be a copy, and what never was.
COPIES = text(f"""
    SELECT v.id
    FROM core.article_version v
    JOIN core.article a ON a.id = v.article_id
    WHERE a.duplicate_of_id IS NOT NULL
      AND a.duplicate_of_id NOT IN (SELECT h.article_id FROM ({HELD}) h)
      {UNREAD}
""")  # noqa: S608 (a constant)
SUPERSEDE = text("""
    UPDATE core.observation o SET superseded_at = now()
    FROM core.article_version old
    JOIN core.article_version new ON new.article_id = old.article_id
    WHERE new.id = ANY(:ids) AND o.article_version_id = old.id
      AND o.superseded_at IS NULL
""")
SILENCE = text("""
    SELECT core.silence_copies(ARRAY(
        SELECT article_id FROM core.article_version WHERE id = ANY(:ids)
    ))
""")


@dataclass(frozen=True, slots=True)
class Text:
    """One version; ``day`` dates it where it has no date of its own.

    ``was_read``: other rules have read it before.
    """

    version_id: int
    day: date
    article: Article
    was_read: bool = False


def texts(connection: Connection, size: int) -> Iterator[list[Text]]:
    """The texts that have been read before, ``size`` at a time, in a fixed order."""
    rows = connection.execution_options(yield_per=size).execute(READ)
    for part in rows.partitions():
        yield [_text(row) for row in part]


def waiting(connection: Connection, reader: str) -> int:
    """How many texts the rules of version ``reader`` have not read yet."""
    return connection.scalar(COUNT, {"reader": reader}) or 0


def unread(connection: Connection, reader: str, size: int) -> list[Text]:
    """The next ``size`` of them, in the order of their numbers."""
    found = connection.execute(NEXT, {"reader": reader, "size": size})
    return [_text(row) for row in found]


def _text(row: Any) -> Text:
    day = (row.published_at or row.fetched_at).astimezone(HANOI).date()
    article = Article(
        text=row.text,
        id=str(row.id),
        url=row.url,
        title=row.title,
        published_at=_published(row.published_at, row.published_precision),
        home=home_of_text(row.papers, day, author=row.author, text=row.text),
    )
    return Text(row.id, day, article, row.was_read)


def _published(
    moment: datetime | None, precision: str | None
) -> datetime | date | None:
    if moment is None:
        return None
    local = moment.astimezone(HANOI)
    return local.date() if precision == "day" else local


def rows(one: Text, found: Iterable[Observation], reader: str) -> Iterator[Row]:
    """What was ``found`` in a text as rows of ``core.observation``."""
    found = list(found)
    era, written = era_of(found), written_by(found, one.day)
    for seen in found:
        organisation = _whose(seen, one, era, written)
        yield {
            "article_version_id": one.version_id,
            "kind": seen.kind.value,
            "organisation_id": organisation.id if organisation else None,
            "province": seen.province,
            "occurred_on": seen.occurred_on,
            "fields": asdict(seen.fields),
            "confidence": seen.confidence,
            "quote": seen.evidence.quote,
            "quote_in": seen.evidence.where,
            "quote_start": seen.evidence.start,
            "quote_end": seen.evidence.end,
            "reader": reader,
            "is_reread": one.was_read,
        }


def _whose(
    seen: Observation, one: Text, era: Mapping[str, Organisation], written: date
) -> Organisation | None:
    if seen.occurred_on is None and one.article.published_at is None:
        return without_day(seen, written, era)
    return organisation_of(seen, seen.occurred_on or one.day)


def hold_still(connection: Connection) -> None:
    """To the end of the transaction nobody else reads, cleans or judges crawls.

    What is read stays as it was read, and who copies whom, until that is written.
    """
    for name in (locks.OBSERVE, locks.CLEAN, locks.HEALTH):
        locks.hold(connection, name)


def pass_over_copies(connection: Connection, reader: str) -> None:
    """Mark the unread texts of copies; what was read in them before is superseded.

    Copies of an article that is held are read: they speak for it.
    """
    connection.execute(SPEAK)
    copies = connection.scalars(COPIES, {"reader": reader}).all()
    for start in range(0, len(copies), MARKED):
        ids = copies[start : start + MARKED]
        connection.execute(SUPERSEDE, {"ids": list(ids)})
        _mark(connection, ids, COPY)


def replace(
    connection: Connection, ids: Sequence[int], found: Iterable[Row], reader: str
) -> None:
    """Make ``found`` what these versions report; what was read before is superseded."""
    connection.execute(SUPERSEDE, {"ids": list(ids)})
    upsert(connection, tables.observation, found, key=[])
    _mark(connection, ids, reader)


def give_up(connection: Connection, version_id: int, reason: str, reader: str) -> None:
    """Leave a version as rules before have read it, as these have failed on it."""
    statement = update(tables.article_version).where(version.id == version_id)
    connection.execute(statement.values(read_by=reader, read_error=reason))


def silence(connection: Connection, ids: Sequence[int]) -> None:
    """Let the next reading put away those of these versions that are copies by now.

    For whoever has read them in an earlier transaction than it writes.
    """
    connection.execute(SILENCE, {"ids": list(ids)})


def _mark(connection: Connection, ids: Sequence[int], read_by: str) -> None:
    statement = update(tables.article_version).where(version.id.in_(ids))
    connection.execute(statement.values(read_by=read_by, read_error=None))
