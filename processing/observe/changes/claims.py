"""What a sentence claims of a person and an office, and for what reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from processing.observe.language.key import key_of
from processing.observe.language.lexicon_file import lines
from processing.observe.language.phrases import holds
from processing.observe.language.wordings import wordings
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import Post


@dataclass(slots=True)
class Claim:
    """One change as a sentence states it, before it is weighed.

    ``name`` is the piece that names the person; ``at`` where in the sentence the verb
    stands; ``planned`` and ``past`` are its modality.
    """

    name: int
    post: Post
    direction: str
    change: str
    at: int
    planned: bool = False
    past: bool = False
    run: tuple[Post, ...] = ()
    explicit: bool = True
    end: int = 0
    held_in: str | None = None  # the unit of the title by which it is the same again


@dataclass(slots=True)
class Found:
    """What a sentence yields: claims of watched posts, and moves to unwatched ones."""

    claims: list[Claim] = field(default_factory=list)
    elsewhere: list[Claim] = field(default_factory=list)


def strips_of_party_posts(piece: Piece) -> bool:
    """ "cách chức tất cả các chức vụ (trong Đảng)": no state office goes with them."""
    return piece.value == "dismissed" and holds(
        "statements", "all_posts", key_of(piece.text)
    )


AGAIN = {"elected": "re_elected", "appointed": "re_appointed", "ratified": "re_elected"}
FIRST = {"re_elected": "elected", "re_appointed": "appointed"}


@lru_cache
def _reasons() -> dict[str, str]:
    """The words that tell a reason, as keys, each to what it is."""
    return {
        say: str(one["is"])
        for one in lines("verbs", "reasons")
        for say in wordings(key_of(one["say"]))
    }


@lru_cache
def _any_reason() -> re.Pattern[str]:
    says = sorted(_reasons(), key=len, reverse=True)
    return re.compile(f"(?<!\\w)(?:{'|'.join(map(re.escape, says))})(?!\\w)")


#: A stronger reason wins over a weaker one named beside it.
STRENGTH = ("died", "dismissed", "retired", "resigned", "transferred")


def reason(key: str) -> str | None:
    """Why somebody leaves, as a stretch of text says; the strongest of several."""
    found = {_reasons()[match[0]] for match in _any_reason().finditer(key)}
    return next((one for one in STRENGTH if one in found), None)
