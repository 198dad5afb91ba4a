"""`dangbo replay`: what today's rules would change, before it is made so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from dangbo import replaying
from dangbo.cli.main import cli
from dangbo.replaying import ADDED, CHANGED, LOST
from processing.alert.outbox import queue
from processing.alert.subscriptions import ALL_KINDS, Wish, subscribe
from processing.diff import reviews
from processing.observe import READER
from tests.processing.diff.archive import Archive

TUC, CHINH = "Phạm Gia Túc", "Lê Quốc Chỉnh"
ELECTED = {"position": "party_secretary", "direction": "in", "change": "elected"}
CHAIR = {"position": "peoples_committee_chair", "direction": "in", "change": "elected"}
TEXTS = {
    "bau-bi-thu": (
        "Ngày 30/7/2021, tại Hội nghị Ban Chấp hành Đảng bộ tỉnh, đồng chí Phạm Gia Túc"
        " được bầu giữ chức Bí thư Tỉnh ủy Nam Định nhiệm kỳ 2020-2025."
    ),
    "bau-chu-tich": (
        "Sáng 29/7/2021, HĐND tỉnh Nam Định đã bầu đồng chí Lê Quốc Chỉnh giữ chức"
        " Chủ tịch HĐND tỉnh khóa XIX."
    ),
    "mua-lon": "Mưa lớn trên địa bàn tỉnh Nam Định trong hai ngày qua.",
}


@pytest.fixture
def archive(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Three articles of this week, read by older rules: one event is missing, one is
    dated wrongly, one is none."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    made = Archive(engine)
    made.source("wire")
    made.run("2021-07-31")
    versions = {}
    for name, text in TEXTS.items():
        _, versions[name] = made.article("wire", "2021-07-30", name=name)
        made.do(
            "UPDATE core.article_version SET text = :text, read_by = 'old'"
            " WHERE id = :id",
            text=text,
            id=versions[name],
        )
    made.observe(
        versions["bau-bi-thu"], "leadership_change", "2021-07-02", person=TUC, **ELECTED
    )
    made.observe(
        versions["mua-lon"], "leadership_change", "2021-07-30", person=CHINH, **CHAIR
    )
    made.diff()
    return made


def everything(archive: Archive) -> list[Any]:
    return [
        *archive.everything(),
        archive.rows("SELECT *, xmin FROM core.observation ORDER BY id"),
        archive.rows("SELECT id, read_by FROM core.article_version ORDER BY id"),
        archive.rows("SELECT * FROM core.run"),
    ]


def differences(archive: Archive) -> dict[str, Any]:
    found = replaying.replay(archive.engine, workers=1).differences
    assert len({d.what for d in found}) == len(found)
    return {d.what: d for d in found}


def test_a_replay_tells_and_writes_nothing(archive: Archive) -> None:
    before = everything(archive)
    told = differences(archive)
    assert everything(archive) == before
    added, lost, changed = told[ADDED], told[LOST], told[CHANGED]
    assert added.identity_key.startswith("ld|nam-dinh-1|peoples_council_chair|")
    assert (added.event_id, added.quote) == (None, TEXTS["bau-chu-tich"])
    assert (lost.province, lost.quote) == ("nam-dinh", "Câu làm chứng.")
    assert "peoples_committee_chair" in lost.identity_key
    days = [str(day) for day in changed.changes["occurred_on"]]
    assert days == ["2021-07-02", "2021-07-30"]
    assert changed.quote == TEXTS["bau-bi-thu"]


def apply(archive: Archive) -> replaying.DiffSummary:
    found = replaying.replay(archive.engine, workers=1)
    return replaying.apply(archive.engine, found, as_of=archive.as_of, window_days=14)


def test_made_so_it_is_what_was_told_and_mails_nobody(archive: Archive) -> None:
    told = differences(archive)
    summary = apply(archive)
    assert (summary.new_events, summary.retracted_events, summary.news) == (1, 1, 0)
    rows = {row.identity_key: row for row in archive.events()}
    assert not rows[told[ADDED].identity_key].is_news
    assert rows[told[LOST].identity_key].status == "retracted"
    assert str(rows[told[CHANGED].identity_key].occurred_on) == "2021-07-30"
    read_by = archive.rows("SELECT DISTINCT read_by FROM core.article_version")
    assert read_by == [(READER,)]
    assert replaying.replay(archive.engine, workers=1).differences == []
    assert archive.diff().news == 0


def test_nothing_is_mailed_from_a_replay_not_even_a_withdrawal(
    archive: Archive,
) -> None:
    subscribe(archive.engine, Wish("reader@example.org", ALL_KINDS))
    with archive.engine.begin() as connection:
        assert queue(connection, archive.run_id, archive.as_of) == 1  # what is lost
    archive.do("UPDATE core.alert SET status = 'sent', sent_at = now()")
    apply(archive)
    archive.run("2021-08-01")
    with archive.engine.begin() as connection:
        assert queue(connection, archive.run_id, archive.as_of) == 0
    waiting = "SELECT * FROM core.alert WHERE status IN ('pending', 'sending')"
    assert archive.rows(waiting) == []


def test_what_waits_for_a_diff_is_not_made_history(archive: Archive) -> None:
    archive.run("2021-08-01")
    archive.change("wire", "2021-07-31", "2021-07-31", "Người Mới", **CHAIR)
    apply(archive)
    news = {row.fields["person"]: row.is_news for row in archive.events()}
    assert news["Người Mới"]
    assert not news[CHINH]


def test_texts_that_nobody_has_read_yet_are_left_to_the_next_run(
    archive: Archive,
) -> None:
    archive.do("UPDATE core.article_version SET read_by = NULL")
    found = replaying.replay(archive.engine, workers=1)
    assert found.version_ids == []


def test_what_a_person_has_confirmed_is_not_lost(archive: Archive) -> None:
    for event in archive.events():
        reviews.decide(
            archive.engine, event.id, "confirmed", as_of=archive.as_of, window_days=14
        )
    assert LOST not in differences(archive)
    apply(archive)
    assert len(archive.events()) == 3
    assert sorted(e.status for e in archive.events()) == [
        "confirmed",
        "confirmed",
        "flagged",
    ]


def test_several_processes_read_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = replaying.replay(archive.engine, workers=1)
    monkeypatch.setattr(replaying, "WORTH_A_POOL", 1)
    progress: list[tuple[int, int | None]] = []
    together = replaying.replay(
        archive.engine, workers=2, progress=lambda *done: progress.append(done)
    )
    assert together == alone
    assert progress == [(3, 3)]


def test_the_command_shows_it_and_applies_it_when_asked(archive: Archive) -> None:
    shown = CliRunner().invoke(cli, ["replay", "--format", "json"])
    rows = json.loads(shown.stdout)
    assert sorted(row["what"] for row in rows) == [ADDED, CHANGED, LOST]
    assert "events: 1 added, 1 lost, 1 changed" in shown.stderr
    assert "applied" not in shown.stderr
    table = CliRunner().invoke(cli, ["replay", "--apply"])
    assert table.exit_code == 0
    assert "2021-07-02 → 2021-07-30" in " ".join(table.stdout.split())
    assert "applied: " in table.stderr
    assert "none" in CliRunner().invoke(cli, ["replay"]).stdout


def test_what_a_person_has_moved_to_another_province_stays_there(
    archive: Archive,
) -> None:
    everything = replaying.replay(archive.engine, workers=1)
    replaying.apply(archive.engine, everything, as_of=archive.as_of, window_days=14)
    [event] = archive.rows(
        "SELECT id FROM core.event WHERE fields ->> 'person' = :p"
        " AND status = 'flagged'",
        p=TUC,
    )
    reviews.decide(
        archive.engine,
        event.id,
        reviews.EDITED,
        edits=["province=ha-nam"],
        as_of=archive.as_of,
        window_days=14,
    )
    assert differences(archive) == {}
    again = replaying.replay(archive.engine, workers=1)
    replaying.apply(archive.engine, again, as_of=archive.as_of, window_days=14)
    [row] = archive.rows("SELECT * FROM core.event WHERE id = :id", id=event.id)
    assert (row.province, row.status) == ("ha-nam", "confirmed")
