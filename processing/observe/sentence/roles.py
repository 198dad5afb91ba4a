"""A sentence made ready: its pieces, their letters, and who is titled with what."""

from __future__ import annotations

from dataclasses import dataclass, field

from processing.observe.article.document import Sentence
from processing.observe.sentence.titles import Piece, Post


@dataclass(slots=True)
class Role:
    """A person with one title; ``name`` is the number of the piece that names him."""

    name: int
    post: Post
    grouped: bool = False
    listed: bool = False  # "Bí thư Tỉnh ủy là ông A": said of, not called
    prefixed: bool = False  # the title stands right before the name
    run: tuple[Post, ...] = ()


@dataclass(slots=True)
class Line:
    """A sentence made ready: its pieces, their letters and who is titled with what."""

    sentence: Sentence
    pieces: list[Piece]
    letters: str = ""
    roles: list[Role] = field(default_factory=list)

    def roles_of(self, name: int) -> list[Role]:
        """The titles of the person whose name is piece number ``name``."""
        return [role for role in self.roles if role.name == name]
