"""Whatever the order and the batches, with copies, edited articles and reviews between.

Articles arrive run by run in the database; the end is one, and nothing is told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from processing.clean.duplicates import link_duplicates
from processing.diff import reviews
from processing.diff.reviews import CONFIRMED, EDITED, REJECTED
from processing.store import readings
from tests.processing.diff.archive import Archive, later
from tests.processing.diff.telling import NAM_DINH
from tests.processing.diff.test_arrival import PEOPLE, SEATS, START, TABLES, final

RIGHT = "Đặng Thị Đúng"
steady = settings(
    max_examples=14,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class Printed:
    """An article: what it says, of which it is a copy, and what it was edited to."""

    name: str
    source: str
    day: int
    says: tuple[Any, ...]
    text: str
    edit_of: str | None = None


@st.composite
def press(draw: st.DrawFn) -> list[Printed]:
    """Some articles about few offices; some are copied, some are edited later."""
    found: list[Printed] = []
    for number in range(draw(st.integers(5, 9))):
        source = draw(st.sampled_from(["own", "wire", "other"]))
        one = Printed(
            f"a{number}", source, draw(st.integers(0, 150)), draw(said()), f"t{number}"
        )
        found.append(one)
        how = draw(st.sampled_from(["", "", "copied", "edited"]))
        if how == "copied":
            # Later, and elsewhere: what is copied is told by the first alone.
            day = one.day + draw(st.integers(1, 20))
            where = "other" if source == "wire" else "wire"
            found.append(Printed(f"c{number}", where, day, one.says, one.text))
        if how == "edited":
            newer = Printed(one.name, source, one.day, draw(said()), f"e{number}", "x")
            found.append(newer)
    return found


@st.composite
def said(draw: st.DrawFn) -> tuple[Any, ...]:
    """What an article says: who holds a seat, who came, who left."""
    kind = draw(st.sampled_from(["holds", "holds", "holds", "in", "out"]))
    return (kind, draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(SEATS)))


@dataclass
class World:
    """A store in which articles arrive; counts how often each state was news."""

    archive: Archive
    batch: int = 0
    versions: dict[str, int] = field(default_factory=dict)
    printed: dict[int, Printed] = field(default_factory=dict)
    news: Counter[Any] = field(default_factory=Counter)
    known: dict[int, Any] = field(default_factory=dict)

    def begin(self) -> None:
        """Empty the store; its papers are known ones."""
        tables = ", ".join(f"core.{table}" for table in TABLES.split(", "))
        self.archive.do(f"TRUNCATE {tables} CASCADE")
        self.archive.seen.clear()
        for name in ("own", "wire", "other"):
            self.archive.source(name, official=name == "own")

    def arrive(self, batches: Sequence[Sequence[Printed]]) -> None:
        """Let the articles arrive, each batch in a run of its own."""
        for batch in batches:
            self.batch += 1
            self.archive.run(later(str(START), 200 + self.batch))
            for one in batch:
                self._print(one)
            self.archive.diff(window_days=400)
            self._count()

    def _print(self, one: Printed) -> None:
        """An edited text replaces the older; an older one after it is not news."""
        known = self.versions.get(one.name)
        if known and not one.edit_of:
            return
        if known:
            self.archive.do(
                "UPDATE core.observation SET superseded_at = now()"
                " WHERE article_version_id = :id",
                id=known,
            )
            version = known
        else:
            day = later(str(START), one.day)
            _, version = self.archive.article(one.source, day, name=one.name)
        self.archive.do(
            "UPDATE core.article_version SET text_hash = :text, read_by = NULL"
            " WHERE id = :id",
            text=one.text,
            id=version,
        )
        self.versions[one.name] = version
        self.printed[version] = one
        self._link()
        self._read()

    def _read(self) -> None:
        """Read what was not read, unless it is a copy of what an earlier one has."""
        unread = self.archive.rows(
            "SELECT v.id FROM core.article_version v"
            " JOIN core.article a ON a.id = v.article_id"
            " WHERE v.read_by IS NULL AND a.duplicate_of_id IS NULL"
        )
        for row in unread:
            self._say(row.id, self.printed[row.id])
        self.archive.do(
            "UPDATE core.article_version SET read_by = 'test' WHERE id = ANY(:ids)",
            ids=[row.id for row in unread],
        )

    def _say(self, version: int, one: Printed) -> None:
        kind, person, position = one.says
        told = {"person": person, "position": position}
        if kind == "holds":
            self.archive.observe(version, "office_holder", **told)
            return
        change = {"in": "appointed", "out": "transferred"}[kind]
        told |= {"direction": kind, "change": change, "predecessor": None}
        day = later(str(START), one.day)
        self.archive.observe(version, "leadership_change", day, **told)

    def _link(self) -> None:
        hashes = {row.h for row in self.archive.rows(
            "SELECT DISTINCT text_hash AS h FROM core.article_version"
        )}  # fmt: skip
        with self.archive.engine.begin() as connection:
            link_duplicates(connection, hashes)
            readings.pass_over_copies(connection, "test")

    def _count(self) -> None:
        rows = self.archive.rows("SELECT id, state, is_news FROM core.event")
        for row in rows:
            if row.is_news and self.known.get(row.id) != (row.state, True):
                self.news[row.id, row.state] += 1
        self.known = {row.id: (row.state, row.is_news) for row in rows}


def split(items: Sequence[Printed], sizes: Sequence[int]) -> Iterator[list[Printed]]:
    """The items in batches of these sizes, the last with what is left."""
    left = list(items)
    for size in sizes:
        batch, left = left[:size], left[size:]
        yield batch
    yield left


sizes = st.lists(st.integers(1, 5), min_size=0, max_size=4)


@steady
@given(st.data())
def test_the_end_is_one_and_nothing_is_told_twice(engine: Engine, data: Any) -> None:
    told = data.draw(press())
    ends = []
    for _ in range(2):
        world = World(Archive(engine))
        world.begin()
        order = data.draw(st.permutations(told))
        world.arrive(list(split(order, data.draw(sizes))))
        assert all(times == 1 for times in world.news.values()), world.news
        assert overlaps(world.archive) == []
        ends.append(final(world.archive))
        before = world.archive.everything()
        world.archive.diff(window_days=400)
        assert world.archive.everything() == before
    assert ends[0] == ends[1]


@steady
@given(st.data())
def test_a_review_between_outlasts_whatever_arrives(engine: Engine, data: Any) -> None:
    first, rest = data.draw(press()), data.draw(press())
    rest = [
        Printed(f"r{one.name}", one.source, one.day, one.says, f"r{one.text}",
                one.edit_of) for one in rest
    ]  # fmt: skip
    decision = data.draw(st.sampled_from([CONFIRMED, REJECTED, EDITED]))
    pick, ends = data.draw(st.integers(0, 50)), []
    for _ in range(2):
        world = World(Archive(engine))
        world.begin()
        world.arrive([first])
        events = [row for row in world.archive.events() if row.status == "flagged"]
        if not events:
            return
        # Not by number: one order of arrival numbers them as another does not.
        event = sorted(events, key=lambda row: row.identity_key)[pick % len(events)]
        decide(world.archive, int(event.id), decision)
        order = data.draw(st.permutations(rest))
        world.arrive(list(split(order, data.draw(sizes))))
        assert overlaps(world.archive) == []
        assert all(times == 1 for times in world.news.values()), world.news
        check(world.archive, int(event.id), decision)
        ends.append(final(world.archive))
    assert ends[0] == ends[1]


def decide(archive: Archive, event: int, decision: str) -> None:
    edits = [f"person={RIGHT}"] if decision == EDITED else []
    reviews.decide(
        archive.engine,
        event,
        decision,
        as_of=archive.as_of,
        window_days=400,
        edits=edits,
        by="Lan",
    )


def check(archive: Archive, event: int, decision: str) -> None:
    """What was decided still holds."""
    [row] = archive.rows("SELECT * FROM core.event WHERE id = :id", id=event)
    if decision == REJECTED:
        assert row.status == "rejected"
        started = "SELECT 1 FROM core.tenure WHERE started_by_id = :id"
        assert archive.rows(f"{started} AND recorded_to IS NULL", id=event) == []
        return
    assert row.status == "confirmed"
    if decision == EDITED:
        assert row.fields["person"] == RIGHT


def overlaps(archive: Archive) -> list[Any]:
    """Single seats that two hold on one day, at any moment of knowledge."""
    return archive.rows(
        """
        SELECT a.person, b.person FROM core.tenure a
        JOIN core.tenure b USING (organisation_id, position_id)
        JOIN core.position p ON p.id = a.position_id AND p.is_single_seat
        WHERE a.id < b.id AND organisation_id = :unit
          AND daterange(a.valid_from, a.valid_to, '[]')
              && daterange(b.valid_from, b.valid_to, '[]')
          AND tstzrange(a.recorded_from, a.recorded_to)
              && tstzrange(b.recorded_from, b.recorded_to)
        """,
        unit=NAM_DINH,
    )
