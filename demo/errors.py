"""What can be wrong with the files of the sample newsroom."""

from __future__ import annotations

from pathlib import Path


class DemoError(Exception):
    """A file of the newsroom cannot be used; names file, field and remedy."""


def at(file: Path, field: str, problem: str) -> DemoError:
    """An error about one field of one file."""
    return DemoError(f"{file}: {field}: {problem}")
