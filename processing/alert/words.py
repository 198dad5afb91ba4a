"""The languages of the mail: labels as data, with dates and numbers written in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawlers.yaml_file import read_yaml
from processing.model import HANOI

FOLDER = Path(__file__).parent / "language"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Words:
    """The labels of one language; ``words("label.when")`` fills one in."""

    language: str
    labels: Mapping[str, Any]

    def find(self, *keys: str) -> Any:
        """Return the first label that exists under one of the dotted ``keys``.

        Raises:
            KeyError: naming the language and the keys, if none exists.
        """
        for key in keys:
            found = self._at(key)
            if found is not None:
                return found
        raise KeyError(f"{self.language}.yaml has no label {' or '.join(keys)}")

    def _at(self, key: str) -> Any:
        node: Any = self.labels
        for part in key.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        return node

    def __call__(self, *keys: str, **values: object) -> str:
        """Fill the first existing label with ``values``."""
        label = self.find(*keys)
        if isinstance(label, Mapping):
            label = label["default"]
        return str(label).format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Fill the label ``key`` in its form for ``number``: none, one or many."""
        form = {0: "none", 1: "one"}.get(number, "many")
        return self(f"{key}.{form}", f"{key}.many", n=number, **values)

    def day(self, day: date | datetime | None) -> str:
        """Write a day, in Ha Noi's zone, the way the language does."""
        if day is None:
            return self("date.unknown_day")
        if isinstance(day, datetime):
            day = day.astimezone(HANOI).date()
        month = self.find("date.months")[day.month - 1]
        return self("date.day", d=day.day, m=day.month, y=day.year, month=month)

    def month(self, day: date) -> str:
        """Write the month of a day, with its year."""
        name = self.find("date.months")[day.month - 1]
        return self("date.month", m=day.month, y=day.year, month=name)

    def confidence(self, value: float) -> str:
        """Write a confidence in words and as a number."""
        steps = self.find("confidence.steps")
        word = next(str(step["words"]) for step in steps if value >= step["from"])
        return self("confidence.line", words=word, percent=round(value * 100))

    def province(self, name: str, level: str) -> str:
        """Write "tỉnh Ninh Bình", "thành phố Huế"."""
        return self(f"unit.{level}", name=name)


@cache
def load_words(language: str) -> Words:
    """Read the labels of ``language`` (vi or en)."""
    return Words(language, read_yaml(FOLDER / f"{language}.yaml"))


def roman(number: int) -> str:
    """Write an ordinal the way congresses are counted: 20 is XX."""
    for value, letters in ROMAN:
        if number >= value:
            return letters + roman(number - value)
    return ""
