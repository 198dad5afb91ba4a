"""Run a command and say what it took: wall and CPU seconds, largest process."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Taken:
    """``cpu_seconds``: user and system of the command and all it waited for."""

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
    before = _cpu()
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **env}, cwd=cwd, stdout=output, stderr=output
        )
        watch = _Watch(process.pid)
        code = process.wait()
    wall = time.perf_counter() - began
    peak = watch.stop()
    if code != 0:
        raise SystemExit(f"{' '.join(command)} ended with {code}: see {log}")
    return Taken(wall, _cpu() - before, peak)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at the memory of every process of a tree, ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._peak = 0
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            try:
                family = [self._root, *self._root.children(recursive=True)]
                self._peak = max(self._peak, *(p.memory_info().rss for p in family))
            except psutil.Error:
                continue  # one of them has just ended: look again

    def stop(self) -> float:
        """The largest resident size of any one process, in megabytes."""
        self._over.set()
        self.join()
        return self._peak / 1e6
