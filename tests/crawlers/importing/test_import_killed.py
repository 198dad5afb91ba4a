"""An import killed at any moment goes on where it was, and ends with the same pages."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from crawlers.importing.state import state_path
from tests.crawlers.importing.warcs import (
    imported,
    newspaper,
    packed,
    pages,
    without_place,
)

ARTICLES = 300
PROGRAM = """
import sys
from tests.crawlers.importing.warcs import imported
if __name__ == "__main__":
    imported(sys.argv[1], sys.argv[2], part=3000, workers=2)
"""


@pytest.mark.parametrize("seed", range(2))
def test_killed_and_started_again(tmp_path: Path, seed: int) -> None:
    file = tmp_path / "news.warc.gz"
    file.write_bytes(packed(newspaper(range(1, ARTICLES + 1), foreign=1)))
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    state = imported(whole, file, part=1 << 20)
    chance = random.Random(seed)
    kills = 0
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, broken, file])
        seen = broken / state_path("import.1")
        until(lambda: seen.exists() or process.poll() is not None)  # noqa: B023
        time.sleep(chance.random() * 0.05)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        _, left = psutil.wait_procs(children, timeout=10)
        assert not left, "processes that read outlived the one that wrote"
    assert kills, "it was never killed"
    resumed = imported(broken, file, part=1 << 20)
    assert without_place(pages(broken)) == without_place(pages(whole))
    assert len(pages(broken)) == ARTICLES
    assert (resumed.records, resumed.sources["hung-yen"].pages) == (
        state.records,
        state.sources["hung-yen"].pages,
    )


def until(holds) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.001)
