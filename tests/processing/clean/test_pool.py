"""Processes that clean are replaced in time, and whatever they have is ended."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from crawlers.archive import Archive
from crawlers.catalogue import Catalogue
from processing.clean import pool
from processing.clean.pool import CHUNK, Pool
from processing.clean.worker import Judged, Task

NOW = datetime(2025, 9, 26, tzinfo=UTC)


def task(number: int) -> Task:
    address = f"https://baothu.vn/tin-{number}.html"
    return Task(number, 1, "bao-thu", address, None, 200, NOW, None, "x", 0)


def tell_who(one: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    return Judged(one, "not_article", str(os.getpid()))


def hang_on_seven(one: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    if one.page_id == 7:
        time.sleep(60)
    return tell_who(one, archive, catalogue)


def test_processes_are_replaced_and_every_page_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "RECYCLE", 2)
    tasks = [task(n) for n in range(24 * CHUNK)]
    with Pool(str(tmp_path), Catalogue(sources=()), tell_who, workers=2) as people:
        # as cleaning does it: the next pages are handed in before the last are back
        tickets = [people.submit(tasks[at : at + 32]) for at in range(0, 192, 32)]
        done = [one for ticket in tickets for one in people.collect(ticket)]
    assert {one.task.page_id for one in done} == set(range(24 * CHUNK))
    assert len({one.reason for one in done}) > 2
    old = [int(one.reason or 0) for one in done]
    deadline = time.monotonic() + 10
    while any(map(psutil.pid_exists, old)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, old))


def test_a_page_that_hangs_in_a_replaced_process_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "RECYCLE", 1)
    tasks = [task(n) for n in range(4 * CHUNK)]
    arguments = (str(tmp_path), Catalogue(sources=()), hang_on_seven)
    with Pool(*arguments, workers=1, stall_seconds=1.0) as people:
        first, second = people.submit(tasks[:CHUNK]), people.submit(tasks[CHUNK:])
        done = [*people.collect(first), *people.collect(second)]
    assert {one.task.page_id for one in done} == set(range(4 * CHUNK))
    [lost] = [one for one in done if one.outcome == "error"]
    assert (lost.task.page_id, lost.reason) == (7, "cleaning it hangs")
