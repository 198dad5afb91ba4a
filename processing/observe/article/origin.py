"""Finds a stretch of the normalised text in the text as it was given.

Normalising works within lines, so only the line that is quoted is traced letter by
letter; tracing the whole text would cost more than reading it.
"""

from __future__ import annotations

from functools import cached_property

from processing.text import Normalised, normalise, normalise_with_offsets


class Origin:
    """A text as given, beside ``normalise(given)``."""

    def __init__(self, given: str, text: str) -> None:
        self.given, self.text = given, text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the given text of ``text[start:end]``, which is not empty."""
        if self.given == self.text:
            return start, end
        for begin, stop, at, line in self._lines:
            if begin <= start and end <= stop:
                first, last = normalise_with_offsets(line).span(
                    start - begin, end - begin
                )
                return at + first, at + last
        return self._whole.span(start, end)

    @cached_property
    def _lines(self) -> list[tuple[int, int, int, str]]:
        """For each line: where it stands in the text, where in the given, as given.

        Empty where the lines do not match one by one.
        """
        found: list[tuple[int, int, int, str]] = []
        begin = at = 0
        for line in self.given.split("\n"):
            made = normalise(line)
            if made:
                begin += len(self.text[begin:]) - len(self.text[begin:].lstrip("\n"))
                if not self.text.startswith(made, begin):
                    return []
                found.append((begin, begin + len(made), at, line))
                begin += len(made)
            at += len(line) + 1
        return found

    @cached_property
    def _whole(self) -> Normalised:
        return normalise_with_offsets(self.given)
