"""The command `dangbo` without a process of its own, which is half of what it costs.

What it starts (the crawl, the pool of cleaning) are processes here as there.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from unittest.mock import patch

from dangbo.cli.main import main


def dangbo(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Give the command in a folder, with this environment alone."""
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, environment, clear=True))
        stack.enter_context(patch.object(sys, "argv", ["dangbo", *arguments]))
        stack.enter_context(chdir(folder))
        stack.enter_context(_logging_of_its_own())
        said = stack.enter_context(_caught("stdout"))
        complained = stack.enter_context(_caught("stderr"))
        code = _status()
        return subprocess.CompletedProcess(
            arguments, code, _read(said), _read(complained)
        )


def _status() -> int:
    try:
        main()
    except SystemExit as left:
        return int(left.code or 0)
    return 0


@contextmanager
def _logging_of_its_own() -> Iterator[None]:
    """What the command sets up of logging is set up anew, and gone afterwards."""
    root, trafilatura = logging.getLogger(), logging.getLogger("trafilatura")
    handlers, levels = root.handlers[:], (root.level, trafilatura.level)
    root.handlers = []
    try:
        yield
    finally:
        root.handlers = handlers
        root.setLevel(levels[0])
        trafilatura.setLevel(levels[1])


@contextmanager
def _caught(name: str) -> Iterator[IO[str]]:
    """What this process, and those that it starts, write to one of their outputs."""
    stream = getattr(sys, name)
    number = 1 if name == "stdout" else 2
    stream.flush()
    kept = os.dup(number)
    with TemporaryFile("w+", encoding="utf-8", buffering=1) as file:
        os.dup2(file.fileno(), number)
        setattr(sys, name, file)
        try:
            yield file
        finally:
            setattr(sys, name, stream)
            os.dup2(kept, number)
            os.close(kept)


def _read(file: IO[str]) -> str:
    file.flush()
    file.seek(0)
    return file.read()
