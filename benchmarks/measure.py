"""Run a command and say what it took: wall and CPU seconds, largest process."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Taken:
    """``cpu_seconds``: user and system, of the command and all its descendants."""

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float


def run(
    command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path
) -> Taken:
    """Run ``command`` to its end; its output goes to ``log``.

    Raises:
        SystemExit: if it fails; names the log.
    """
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **env}, cwd=cwd, stdout=output, stderr=output
        )
        watch = _Watch(process.pid)
        code = process.wait()
    wall = time.perf_counter() - began
    watch.stop()
    if code != 0:
        raise SystemExit(f"{' '.join(command)} ended with {code}: see {log}")
    return Taken(wall, sum(watch.cpu_seconds.values()), watch.peak / 1e6)


class _Watch(threading.Thread):
    """Looks at every process of a tree, twenty times a second.

    Summing what each has used so far also counts those that nobody waits for, such
    as the workers of a fork server.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self.peak = 0
        self.cpu_seconds: dict[int, float] = {}
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            try:
                for process in [self._root, *self._root.children(recursive=True)]:
                    self._look(process)
            except psutil.Error:
                continue  # one of them has just ended: look again

    def _look(self, process: psutil.Process) -> None:
        times = process.cpu_times()
        self.cpu_seconds[process.pid] = times.user + times.system
        self.peak = max(self.peak, process.memory_info().rss)

    def stop(self) -> None:
        """End the watch."""
        self._over.set()
        self.join()
