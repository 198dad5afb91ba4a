"""Only what has changed is folded anew, and nothing that has changed is missed."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from processing.diff import baseline, touched
from processing.gazetteer.organisations import existing_on
from processing.model import HANOI
from tests.processing.diff.archive import Archive, morning
from tests.processing.diff.telling import PHONG, TUC

HOLDER = {"position": "party_secretary"}


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store with two known papers, one of them official."""
    made = Archive(engine)
    made.source("own", official=True)
    made.source("wire")
    return made


def test_two_diffs_in_a_row_fold_nothing(archive: Archive) -> None:
    archive.run("2021-07-31")
    archive.holder("own", "2021-07-30", PHONG)
    assert archive.diff().organisations == 1
    before = archive.everything() + archive.rows("SELECT *, xmin FROM core.diff_state")
    assert archive.diff().organisations == 0
    after = archive.everything() + archive.rows("SELECT *, xmin FROM core.diff_state")
    assert after == before


def test_only_the_organisation_of_a_new_observation_is_folded(archive: Archive) -> None:
    archive.run("2021-07-31")
    for organisation in ("nam-dinh-1", "ha-nam-1", "hau-giang-1"):
        archive.holder("own", "2021-07-30", PHONG, organisation=organisation)
    assert archive.diff().organisations == 3
    archive.holder("own", "2021-07-31", TUC, organisation="ha-nam-1")
    summary = archive.diff()
    assert (summary.organisations, summary.new_events) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE core.observation SET superseded_at = now() WHERE id = 1",
        "UPDATE core.article SET duplicate_of_id = 1 WHERE id = 2",
        "UPDATE core.source SET is_official = true WHERE id = 'wire'",
        "UPDATE core.article_version SET published_at = '2021-07-01' WHERE id = 1",
        "UPDATE core.event SET status = 'rejected'",
    ],
)
def test_whatever_a_state_is_made_of_folds_anew(archive: Archive, change: str) -> None:
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", PHONG)
    archive.holder("wire", "2021-07-31", TUC)
    archive.change("wire", "2021-07-31", "2021-07-31", TUC)
    archive.diff()
    archive.do(change)
    assert archive.diff().organisations == 1
    assert archive.diff().organisations == 0


def test_what_loses_its_last_observation_is_folded_once_more(archive: Archive) -> None:
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", PHONG)
    archive.diff()
    archive.do("UPDATE core.observation SET superseded_at = now()")
    assert archive.diff().organisations == 1
    assert archive.tenures() == []
    assert archive.diff().organisations == 0


def test_new_rules_fold_everything(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", PHONG)
    archive.holder("own", "2021-07-30", TUC, organisation="ha-nam-1")
    archive.diff()
    monkeypatch.setattr(touched, "RULES", "another")
    assert archive.diff().organisations == 2
    assert archive.diff().organisations == 0


def test_loading_the_baseline_folds_everything_once(archive: Archive) -> None:
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", PHONG)
    archive.diff()
    baseline.load(archive.engine, as_of=morning("2021-08-01"))
    assert archive.diff().organisations == 1
    assert archive.diff().organisations == 0


def test_an_observation_written_during_the_diff_is_not_missed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", PHONG)
    remember = touched.remember

    def while_it_runs(*arguments: object) -> None:
        archive.holder("own", "2021-07-31", TUC)
        remember(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(touched, "remember", while_it_runs)
        assert archive.diff().new_events == 0
    assert archive.diff().new_events == 1


MANY = """
    WITH one AS (
        SELECT v.article_id, v.page_id FROM core.article_version v LIMIT 1
    ), numbers AS (
        SELECT n, (CAST(:ids AS text[]))[1 + n % 30] AS organisation
        FROM generate_series(CAST(:first AS int), :first + 999) n
    ), articles AS (
        INSERT INTO core.article (key, url, source_id, first_seen_at, last_seen_at)
        SELECT 'https://own.example/' || n, 'https://own.example/' || n, 'own',
               now(), now() FROM numbers
        RETURNING id, key
    ), versions AS (
        INSERT INTO core.article_version (article_id, number, page_id, title, text,
            published_at, text_hash, extractor, fetched_at)
        SELECT a.id, 1, one.page_id, 'Tin', 'Câu.',
               timestamptz '2021-01-01 08:00+07' + n / 30 % 500 * interval '1 day',
               n::text, 'test', timestamptz '2023-01-01 08:00+07'
        FROM one, numbers JOIN articles a ON a.key = 'https://own.example/' || n
        RETURNING id, text_hash
    )
    INSERT INTO core.observation (article_version_id, kind, organisation_id, fields,
        confidence, quote, quote_start, quote_end, reader)
    SELECT v.id, 'office_holder', n.organisation,
           '{"person": "Đoàn Hồng Phong", "position": "party_secretary"}', 0.9,
           'Câu.', 0, 4, 'test'
    FROM versions v JOIN numbers n ON n.n::text = v.text_hash
"""


def test_one_touched_of_thirty_is_folded_alone(archive: Archive) -> None:
    archive.run("2023-01-02")
    archive.article("own", "2021-01-01")
    day = morning("2021-01-01").astimezone(HANOI).date()
    ids = [organisation.id for organisation in existing_on(day)][:30]
    for first in range(1, 30_000, 1000):  # triggers pair what comes at once
        archive.do(MANY, ids=ids, first=first)
    assert archive.diff().organisations == 30
    archive.holder("wire", "2022-12-31", TUC, organisation=ids[3])
    assert archive.diff().organisations == 1
    assert archive.diff().organisations == 0
