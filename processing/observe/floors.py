"""Floors: figures of reading on labelled articles that may rise and not sink.

A file of floors has one table, ``[b]``: a figure by its name, as `Score.figures` gives
them. Who lowers one says why, in a table ``[lowered]`` beside it: without that a test
that compares the file with the version before it fails.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from processing.observe.scoring import Score

#: Figures may fall by rounding only.
TOLERANCE = 0.0005
HEAD = "# Figures on half b; written by `dangbo evaluate --half b --write-floors`."


class FloorsError(Exception):
    """Figures have sunk, or a file of floors cannot be read; says what to do."""


@dataclass(frozen=True)
class Floors:
    """The least that each figure may be, and why some were lowered."""

    least: Mapping[str, float]
    lowered: Mapping[str, str] = field(default_factory=dict)

    def under(self, figures: Mapping[str, float]) -> list[str]:
        """The figures that are under their floor, in words."""
        return [
            f"{name}: {figures.get(name, 0.0):.3f} is under its floor {least:.3f}"
            for name, least in self.least.items()
            if figures.get(name, 0.0) < least - TOLERANCE
        ]

    def sunk_unsaid(self, before: Floors) -> list[str]:
        """The floors lower than ``before``, or gone, without a reason given."""
        return [
            f"{name}: lowered from {least:.3f} to {self.least.get(name, 0.0):.3f}"
            for name, least in before.least.items()
            if self.least.get(name, 0.0) < least and name not in self.lowered
        ]

    def to_toml(self) -> str:
        """The file's text."""
        lines = [HEAD, "[b]"]
        lines += [f'"{name}" = {least:.3f}' for name, least in self.least.items()]
        if self.lowered:
            lines += ["", "[lowered]"]
            lines += [
                f'"{name}" = {json.dumps(why, ensure_ascii=False)}'
                for name, why in self.lowered.items()
            ]
        return "\n".join(lines) + "\n"


def load_floors(path: Path) -> Floors:
    """The floors of a file.

    Raises:
        FloorsError: there is none, or it cannot be read.
    """
    if not path.is_file():
        raise FloorsError(f"{path}: there is no such file of floors")
    try:
        return floors_from(path.read_text(encoding="utf-8"))
    except FloorsError as error:
        raise FloorsError(f"{path.name}: {error}") from None


def floors_from(text: str) -> Floors:
    """The floors that a text in TOML says.

    Raises:
        FloorsError: it does not say any.
    """
    try:
        said = tomllib.loads(text)
        least = {name: float(value) for name, value in said["b"].items()}
        return Floors(least, dict(said.get("lowered", {})))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FloorsError(f"{error}: write [b] name = 0.95") from None


def write_floors(score: Score, path: Path, *, lower: str | None = None) -> None:
    """Write today's figures as the floors; they may not sink without a reason.

    ``lower``: why they may sink all the same; stands in the file then.

    Raises:
        FloorsError: a figure would sink and ``lower`` is not given.
    """
    figures = {
        name: int(n * 1000) / 1000 for name, n in sorted(score.figures().items())
    }
    sunk: list[str] = []
    if path.is_file():
        before = load_floors(path).least
        sunk = [name for name in before if figures.get(name, 0.0) < before[name]]
    if sunk and lower is None:
        raise FloorsError(
            f"floors are not lowered: {', '.join(sunk)}: --lower says why they may be"
        )
    reasons = dict.fromkeys(sunk, lower or "")
    path.write_text(Floors(figures, reasons).to_toml(), encoding="utf-8")
