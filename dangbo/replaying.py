"""The archive read again with today's rules, and what that would change."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, text

from dangbo.errors import DangboError
from processing.alert.outbox import pass_over_revisions
from processing.diff import known_events, load
from processing.diff.fold import fold
from processing.diff.matching import Known, match
from processing.diff.model import BEFORE, Event, Observations
from processing.diff.news import Clock
from processing.diff.parts import ALL
from processing.diff.step import DiffSummary, compare, has_baseline
from processing.gazetteer.holders import holders_of
from processing.gazetteer.organisations import ORGANISATIONS, slug_on
from processing.model import Article, Observation
from processing.observe import READER
from processing.observe.guarded import Unreadable, read_guarded
from processing.store import readings, runs

Row = dict[str, Any]
Meter = Callable[[int, int | None], None]

BATCH = 1000
# Reading takes a third of a millisecond: below this more processes cost more.
WORTH_A_POOL = 2000
ADDED, LOST, CHANGED = "added", "lost", "changed"
# Told of an event that is there before and after.
COMPARED = ("identity_key", "occurred_on", "occurred_after", "state")

COUNT = text(f"""
    SELECT count(*) FROM core.article_version WHERE read_by <> '{readings.COPY}'
""")  # noqa: S608 (a constant)
QUOTES = text("""
    SELECT event_id, quote FROM dashboard.events WHERE event_id = ANY(:ids)
""")
OF_OBSERVATIONS = text("SELECT id, quote FROM core.observation WHERE id = ANY(:ids)")
# Whoever was told an event is told of its withdrawal, but not of one by a replay.
SILENCE = text("""
    INSERT INTO core.alert (recipient, event_id, state, subscription_ids, run_id,
                            status, last_error)
    SELECT a.recipient, a.event_id, e.status, min(a.subscription_ids), :run_id,
           'dead', 'withdrawn by a replay: mailed to nobody'
    FROM core.alert a
    JOIN core.event e ON e.id = a.event_id
    WHERE a.status = 'sent' AND e.status = 'retracted' AND e.last_run_id = :run_id
    GROUP BY a.recipient, a.event_id, e.status
    ON CONFLICT DO NOTHING
""")


@dataclass(frozen=True, slots=True)
class Difference:
    """An event that would be ``added``, ``lost`` or ``changed``.

    ``changes`` says what of it: name of the field to what it is and what it would be.
    """

    what: str
    event_id: int | None
    identity_key: str
    kind: str
    province: str
    occurred_on: date | None
    changes: dict[str, list[object]]
    quote: str | None


@dataclass
class Replay:
    """The archive as today's rules read it; nothing is written yet."""

    version_ids: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def __str__(self) -> str:
        """One line for people."""
        counts = (
            f"{sum(d.what == what for d in self.differences)} {what}"
            for what in (ADDED, LOST, CHANGED)
        )
        return (
            f"{len(self.version_ids)} texts, {len(self.rows)} observations; "
            f"events: {', '.join(counts)}"
        )


def replay(engine: Engine, *, workers: int, progress: Meter | None = None) -> Replay:
    """Read every text that has been read before, and compare with what is stored.

    Nothing is written. Observations that wait for a diff count as stored by nobody:
    their events are among the added.
    """
    found = Replay()
    with engine.connect() as connection:
        _read_texts(connection, found, workers, progress)
        found.differences = sorted(
            _differences(connection, found.rows),
            key=lambda d: (d.what, d.province, str(d.occurred_on), d.identity_key),
        )
    return found


def _read_texts(
    connection: Connection, found: Replay, workers: int, progress: Meter | None
) -> None:
    total = connection.scalar(COUNT) or 0
    numbers = count(-1, -1)  # no stored observation has such a number
    with _reading(workers if total >= WORTH_A_POOL else 1) as read_all:
        for batch in readings.texts(connection, BATCH):
            articles = [one.article for one in batch]
            for one, seen in zip(batch, read_all(articles), strict=True):
                if isinstance(seen, Unreadable):
                    raise DangboError(_unreadable(one.article, seen))
                found.version_ids.append(one.version_id)
                made = readings.rows(one, seen, READER)
                found.rows += [{**row, "id": next(numbers)} for row in made]
            if progress:
                progress(len(found.version_ids), total)


def _unreadable(article: Article, how: Unreadable) -> str:
    remedy = "nothing was changed: correct the rules first"
    return f"{article.url} cannot be read ({how.reason}): {remedy}"


@contextmanager
def _reading(
    workers: int,
) -> Iterator[Callable[[list[Article]], Iterable[list[Observation] | Unreadable]]]:
    if workers == 1:
        yield lambda articles: map(read_guarded, articles)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda articles: pool.map(read_guarded, articles, chunksize=100)


def _differences(connection: Connection, rows: Iterable[Row]) -> Iterator[Difference]:
    everywhere = {organisation.id: ALL for organisation in ORGANISATIONS}
    by_organisation: dict[str, list[Row]] = defaultdict(list)
    quotes: dict[int, str] = {}
    for row in rows:
        quotes[row["id"]] = row["quote"]
        if row["organisation_id"] and row["kind"] != "document":
            by_organisation[row["organisation_id"]].append(row)
    known = known_events.stored(connection, everywhere)
    told = load.tellings(connection)
    baseline = has_baseline(connection)
    for stored in load.decisions(connection, everywhere):
        id_ = stored.organisation_id
        anew = load.read_anew(stored, by_organisation[id_], told)
        holders = holders_of(id_) if baseline else ()
        found = fold(anew, holders).events
        yield from _compared(connection, anew, found, known.get(id_, []), quotes)


def _compared(
    connection: Connection,
    anew: Observations,
    found: Iterable[Event],
    known: list[Known],
    quotes: Mapping[int, str],
) -> Iterator[Difference]:
    """The events of one organisation, as they would be and as they are."""
    found = list(found)
    pairs = match(found, known)
    for event in found:
        before = pairs.get(event.key)
        fresh = before is None or before.row["status"] == "retracted"
        changes = {} if fresh or before is None else _changes(event, before.row)
        if fresh or changes:
            what = ADDED if fresh else CHANGED
            quote = _quote(connection, event, quotes)
            yield _told(what, anew.organisation_id, event, before, changes, quote)
    kept = {pair.id for pair in pairs.values()}
    yield from _lost(connection, [one for one in known if one.id not in kept])


def _changes(event: Event, row: Mapping[str, Any]) -> dict[str, list[object]]:
    now: dict[str, object] = {
        "identity_key": event.key,
        "occurred_on": event.occurred_on,
        "occurred_after": event.occurred_after,
        "state": event.state,
        **event.fields,
    }
    old = {**{name: row[name] for name in COMPARED}, **row["fields"]}
    return {
        name: [_plain(old.get(name)), _plain(now.get(name))]
        for name in {**old, **now}
        if old.get(name) != now.get(name)
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _quote(
    connection: Connection, event: Event, quotes: Mapping[int, str]
) -> str | None:
    ids = [e.observation_id for e in event.evidence if e.role != BEFORE]
    read_today = [quotes[id_] for id_ in ids if id_ in quotes]
    if read_today:
        return read_today[0]
    row = connection.execute(OF_OBSERVATIONS, {"ids": ids}).first()
    return row.quote if row else None


def _told(
    what: str,
    organisation_id: str,
    event: Event,
    before: Known | None,
    changes: dict[str, list[object]],
    quote: str | None,
) -> Difference:
    return Difference(
        what=what,
        event_id=before.id if before else None,
        identity_key=event.key,
        kind=event.kind.value,
        province=slug_on(organisation_id, event.day or date.max),
        occurred_on=event.occurred_on,
        changes=changes,
        quote=quote,
    )


def _lost(connection: Connection, left: list[Known]) -> Iterator[Difference]:
    """What nothing says any more; what a person has judged stays in any case."""
    gone = [one for one in left if one.row["status"] == "flagged"]
    asked = {"ids": [one.id for one in gone]}
    quotes = {row.event_id: row.quote for row in connection.execute(QUOTES, asked)}
    for one in gone:
        yield Difference(
            what=LOST,
            event_id=one.id,
            identity_key=one.key,
            kind=one.row["kind"],
            province=one.row["province"],
            occurred_on=one.row["occurred_on"],
            changes={},
            quote=quotes.get(one.id),
        )


def apply(
    engine: Engine, found: Replay, *, as_of: datetime, window_days: int
) -> DiffSummary:
    """Make a replay so, in one transaction: observations, events and tenures.

    What it finds is history and mailed to nobody. What has arrived since the last diff
    is compared first, as in any run, so that it is not taken for history too.
    """
    moment = f"{as_of:%Y%m%dT%H%M%S%f}"
    with engine.begin() as connection:
        readings.hold_still(connection)
        before = runs.begin_run(connection, f"manual.{moment}", "manual", as_of)
        compare(connection, before.id, Clock(as_of, window_days))
        runs.finish_run(connection, before.id, at=as_of)
        run = runs.begin_run(connection, f"replay.{moment}", "manual", as_of)
        rows = ({k: v for k, v in row.items() if k != "id"} for row in found.rows)
        readings.replace(connection, found.version_ids, rows, READER)
        readings.silence(connection, found.version_ids)
        summary = compare(connection, run.id, Clock(as_of, window_days, told=False))
        connection.execute(SILENCE, {"run_id": run.id})
        pass_over_revisions(connection, run.id, as_of)
        runs.finish_run(connection, run.id, at=as_of)
    return summary
