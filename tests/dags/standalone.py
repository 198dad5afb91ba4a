"""`airflow standalone` as a process that is started, watched and ended as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

STOP_SECONDS = 15


class Standalone:
    """All parts of an Airflow; use as a context manager. Its output goes to ``log``."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        # It starts its parts by the bare name `airflow`.
        beside = str(Path(sys.executable).parent)
        self._env = {**env, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"}
        self.log = log

    def __enter__(self) -> Self:
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "airflow", "standalone"],
                env=self._env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    @property
    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every process of its session: the parts do not end with their parent."""
        try:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            """Killed below."""
        finally:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                """All have ended."""
            self._process.wait(STOP_SECONDS)
