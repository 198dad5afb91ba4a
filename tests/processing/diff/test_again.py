"""A holder who is named again moves on a day; whatever can be more is folded."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from processing.diff import again
from tests.processing.diff.archive import Archive, later
from tests.processing.diff.test_parts import believed, happens

PHONG, TUC, PHONG_BARE = "Đoàn Hồng Phong", "Phạm Gia Túc", "Doan Hong Phong"
# It stands: the seats of what has been merged are closed.
NGHE_AN = "nghe-an-1"
START = "2020-07-01"


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store of three known papers, one of them official."""
    made = Paper(engine)
    for name in ("a", "b", "own"):
        made.source(name, official=name == "own")
    made.run("2026-01-01")
    return made


class Paper(Archive):
    """Its articles tell of a province that still stands."""

    def observe(self, version: int, kind: str, *given: Any, **more: Any) -> int:
        return super().observe(version, kind, *given, organisation=NGHE_AN, **more)


def settle(archive: Archive, *, position: str = "party_secretary") -> None:
    """Phong is named on three days, by the paper of the province and another."""
    for day, source in enumerate(("own", "a", "own")):
        archive.holder(source, later(START, day), PHONG, position=position)
    archive.diff()


def waiting(archive: Archive) -> int:
    """How many changes are left to be folded when what is settled is taken out."""
    with archive.engine.begin() as connection:
        again.take(connection)
    return int(archive.rows("SELECT count(*) FROM core.diff_change")[0][0])


def last_seen(archive: Archive) -> dict[str, str]:
    """The last day on which each is named, of what is believed now."""
    query = "SELECT person, last_seen_on FROM core.tenure WHERE recorded_to IS NULL"
    return {row.person: str(row.last_seen_on) for row in archive.rows(query)}


@pytest.mark.parametrize("position", ["party_secretary", "peoples_council_vice_chair"])
def test_who_is_named_again_is_not_folded(archive: Archive, position: str) -> None:
    settle(archive, position=position)
    archive.holder("b", later(START, 9), PHONG, position=position)
    archive.holder("a", later(START, 7), PHONG, position=position)
    assert waiting(archive) == 0
    assert last_seen(archive) == {PHONG: later(START, 9)}
    after = believed(archive)
    archive.do("UPDATE core.diff_state SET rules = ''")
    archive.diff()
    assert believed(archive) == after


def another_paper_of_a_silent_change(archive: Archive) -> None:
    archive.holder("own", later(START, 5), TUC)
    archive.diff()
    archive.holder("b", later(START, 8), TUC)


def reported_to_leave(archive: Archive) -> None:
    leaving = {"direction": "out", "change": "retired"}
    archive.change("a", later(START, 1), later(START, 1), PHONG, **leaving)
    archive.diff()
    archive.holder("b", later(START, 8), PHONG)


def rejected(archive: Archive) -> None:
    archive.change("a", later(START, 1), later(START, 1), PHONG)
    archive.diff()
    archive.do("UPDATE core.event SET status = 'rejected'")
    archive.diff()
    archive.holder("b", later(START, 8), PHONG)


def two_at_once(archive: Archive) -> None:
    _, version = archive.article("a", later(START, 8))
    for person in (PHONG, TUC):
        archive.observe(
            version, "office_holder", person=person, position="party_secretary"
        )


def superseded(archive: Archive) -> None:
    archive.holder("b", later(START, 8), PHONG)
    archive.diff()
    archive.do(
        "UPDATE core.observation SET superseded_at = now() "
        "WHERE id = (SELECT max(id) FROM core.observation)"
    )


def copied(archive: Archive) -> None:
    article, _ = archive.article("a", later(START, 6))
    archive.holder("b", later(START, 8), PHONG, copy_of=article)


MORE: dict[str, Callable[[Archive], object]] = {
    "another": lambda archive: archive.holder("a", later(START, 8), TUC),
    "other spelling": lambda archive: archive.holder("a", later(START, 8), PHONG_BARE),
    "earlier": lambda archive: archive.holder("a", later(START, 1), PHONG),
    "the same day": lambda archive: archive.holder("a", later(START, 2), PHONG),
    "another seat": lambda archive: archive.holder(
        "a", later(START, 8), PHONG, position="peoples_council_chair"
    ),
    "reported": lambda archive: archive.change(
        "a", later(START, 8), later(START, 8), PHONG
    ),
    "silent": another_paper_of_a_silent_change,
    "left": reported_to_leave,
    "rejected": rejected,
    "two at once": two_at_once,
    "superseded": superseded,
    "copied": copied,
}


@pytest.mark.parametrize("more", MORE)
def test_what_says_more_is_folded(archive: Archive, more: str) -> None:
    settle(archive)
    MORE[more](archive)
    assert waiting(archive) > 0


def test_with_anything_else_of_the_seat_all_is_folded(archive: Archive) -> None:
    """What is seen again stays noted beside what is new."""
    settle(archive)
    archive.holder("b", later(START, 8), PHONG)
    archive.holder("a", later(START, 9), TUC)
    assert waiting(archive) == 2
    assert last_seen(archive) == {PHONG: later(START, 2)}


SPELT = (PHONG, PHONG, PHONG, PHONG, "Đoàn Hồng  Phong", PHONG_BARE, "Đoàn Phong")
CHAIR, DEPUTY = "peoples_council_chair", "peoples_committee_vice_chair"


def a_day(archive: Archive, draw: random.Random, day: str) -> None:
    """Most articles of a day say who sits there; a few err, or report a change."""
    for _ in range(draw.randint(1, 4)):
        told = later(day, -draw.choice([0, 0, 0, 0, 1, 30]))
        source = draw.choice(["a", "b", "own"])
        position = draw.choice(["party_secretary", CHAIR, DEPUTY])
        chance = draw.random()
        if chance < 0.8:
            person = PHONG if draw.random() < 0.85 else draw.choice(SPELT)
            archive.holder(source, told, person, position=position)
        elif chance < 0.9:
            archive.holder(source, told, TUC, position=position)
        else:
            how = draw.choice(
                [("in", "appointed"), ("out", "retired"), ("out", "relieved")]
            )
            person = draw.choice([PHONG, TUC])
            fields = {"position": position, "direction": how[0], "change": how[1]}
            archive.change(source, told, told, person, **fields)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_over_years(archive: Archive, seed: int) -> None:
    """After each run the whole fold has nothing to add, though much was not folded."""
    draw = random.Random(seed)
    taken = 0
    day = START
    for _ in range(14):
        day = later(day, draw.choice([1, 1, 2, 40, 200]))
        a_day(archive, draw, day)
        if draw.random() < 0.2:
            happens(archive, draw)
        noted = archive.rows("SELECT count(*) FROM core.diff_change")[0][0]
        taken += noted - waiting(archive)
        archive.diff()
        after = believed(archive)
        archive.do("UPDATE core.diff_state SET rules = ''")
        archive.diff()
        assert believed(archive) == after
    assert taken > 0
