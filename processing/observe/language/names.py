"""The persons of an article: short mentions are given their full names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from processing.gazetteer.holders import HOLDERS, Holder
from processing.observe.language.key import key_of
from processing.text import fold


@dataclass(slots=True)
class Persons:
    """The full names met in an article, in order, each with its key."""

    full: dict[str, str] = field(default_factory=dict)

    def add(self, name: str) -> None:
        """Remember a full name, the latest last."""
        name = " ".join(name.split())
        self.full[name] = self.full.pop(name, "") or key_of(name)

    def resolve(self, short: str) -> str | None:
        """The full name whose end a short mention is: "ông Túc", "ông Doãn Anh"."""
        tail = key_of(" ".join(short.split()))
        longer = (
            name
            for name, words in reversed(self.full.items())
            if words.endswith(" " + tail)
        )
        own = (name for name, words in self.full.items() if words == tail)
        return next(longer, None) or next(own, None)

    def in_full(self, name: str) -> str:
        """A name of two syllables ("Bí thư La Thăng") is the end of a longer one."""
        return (self.resolve(name) or name) if name.count(" ") == 1 else name


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """``fold`` of a name, remembered: one article asks for the same few often."""
    return fold(name)


def run_together(name: str) -> str:
    """A name as key of one person: "Ê Ban" and "Êban" are printed of the same one."""
    return folded(name).replace(" ", "")


@lru_cache(maxsize=1)
def _tenures() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, tuple[Holder, ...]] = {}
    for one in HOLDERS:
        found[fold(one.person)] = (*found.get(fold(one.person), ()), one)
    return found


def tenures(person: str) -> tuple[Holder, ...]:
    """All known tenures of a person, by any spelling of the name."""
    return _tenures().get(folded(person), ())
