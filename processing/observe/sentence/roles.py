"""A sentence made ready: its pieces, their letters, and who is titled with what."""

from __future__ import annotations

from dataclasses import dataclass, field

from processing.observe.article.document import Sentence
from processing.observe.language.phrases import holds
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import Post


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


def posts_between(made: Line, start: int, end: int) -> list[tuple[int, Post]]:
    """The titles of some pieces by their numbers; none where one is foreign.

    Not "Tỉnh trưởng tỉnh Hủa Phăn, Chủ tịch UBND tỉnh X": behind it one of ours.
    """
    found = []
    for at in range(start, end):
        post = made.pieces[at].post
        if made.letters[at] in "PY" and post:
            found.append((at, post))
    _spread_former(found)
    foreign = [n for n in range(len(found)) if is_foreign(made, [found[n]])]
    if not foreign:
        return found
    ours = found[foreign[-1] + 1 :]
    return ours if any(post.place for _, post in ours) else []


def is_foreign(made: Line, found: list[tuple[int, Post]]) -> bool:
    """ "Bí thư Tỉnh ủy, Tỉnh trưởng tỉnh Hủa Phăn": titles of another country."""
    return any(
        post.foreign
        or holds("statements", "abroad", made.sentence.key, post.start, post.end)
        for _, post in found
    )


def _spread_former(found: list[tuple[int, Post]]) -> None:
    """ "nguyên" covers the titles after it, up to "hiện là" or a second "nguyên"."""
    marked = [at for at, post in found if post.former]
    if len(marked) != 1:
        return
    covered = False
    for _, post in found:
        covered = (covered or post.former) and not post.current
        post.former = covered
