"""Whose a title is: the province named in it, in its list, or told by the article."""

from __future__ import annotations

from processing.observe.article.known_holders import unit_of_person
from processing.observe.article.scope import (
    NOWHERE,
    Basis,
    Scope,
    is_merely_near,
    scope,
)
from processing.observe.article.units import fits
from processing.observe.language.phrases import ends, opening
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import BOARD, Post


def province_of(
    made: Line, post: Post, run: tuple[Post, ...] = (), person: str | None = None
) -> Scope:
    """Whose post it is: named in it or in its list of titles, else by the scope."""
    if post.place:
        return Scope.named(post.place)
    if post.bare:
        return _of_bare(made, post, run, person)
    if post.hint:
        return Scope(post.hint, Basis.CONTEXT)
    home = made.sentence.document.home
    if named := _named_in_run(post, run, sure_only=home is not None):
        return Scope.named(named)
    level = post.level or next((one.level for one in run if one.level), None)
    found = scope(made.sentence.document, made.sentence, post.start, level)
    if not home and (opening := _opened_by(made, level)):
        found = Scope(opening, Basis.SENTENCE)
    sure = found.basis is Basis.HOME or (
        found.basis <= Basis.HEADLINE
        and not is_merely_near(
            made.sentence.document, made.sentence, post.start, found.province or ""
        )
    )
    if person and not sure:
        positions = {one.position for one in (post, *run)}
        known = unit_of_person(person, made.sentence.document, positions)
        if known and known != found.province:
            return Scope(known, Basis.HOLDER)
    return found if found.province else NOWHERE


def _opened_by(made: Line, level: str | None) -> str | None:
    """ "Tại điểm cầu Bình Dương, Chủ tịch UBND tỉnh A": whose people speak."""
    opens = opening("scope", "told_at").match(made.sentence.key)
    if opens is None:
        return None
    document = made.sentence.document
    named = (
        document.dated(piece.value)
        for piece in made.pieces
        if piece.letter == "G"
        and piece.start == opens.end()
        and made.sentence.key.startswith(",", piece.end)
    )
    return next((slug for slug in named if fits(document, slug, level)), None)


def _of_bare(
    made: Line, post: Post, run: tuple[Post, ...], person: str | None
) -> Scope:
    """A bare title: of the unit that its list or a later title names, else before.

    If nothing leads to it, a known holder's is of where the office was held.
    """
    if named := _named_in_run(post, run):
        return Scope.named(named)
    if post.hint and _names_it_here(made, post):
        return Scope(post.hint, Basis.SENTENCE)
    key = made.sentence.key
    later = (
        piece.post.place
        for piece in made.pieces
        if piece.post
        and piece.letter == "P"
        and piece.start > post.end
        # "A, Trưởng ban, chuyển sang làm P tỉnh Y": who goes there is of another
        and not ends("scope", "gone_to", key[post.end : piece.start].rstrip())
    )
    if ahead := next((place for place in later if place), None):
        return Scope(ahead, Basis.SENTENCE)
    if post.hint:
        return Scope(post.hint, Basis.CONTEXT)
    found = scope(made.sentence.document, made.sentence, post.start, post.level)
    if person and found.basis > Basis.HEADLINE:
        known = unit_of_person(person, made.sentence.document, {post.position})
        if known and known != found.province:
            return Scope(known, Basis.HOLDER)
    return found


def _names_it_here(made: Line, post: Post) -> bool:
    """ "Tỉnh ủy X giao Phó Bí thư A … sau khi B làm Bí thư Tỉnh ủy Y": A is of X."""
    return any(
        piece.letter == "b"
        and piece.post is not None
        and piece.post.place == post.hint
        and piece.start < post.start
        for piece in made.pieces
    )


def _named_in_run(
    post: Post, run: tuple[Post, ...], *, sure_only: bool = False
) -> str | None:
    """The province that another title of the same person names, the next one first.

    Titles that are as present, or as former, come before the others.
    """
    if post not in run:
        return next((one.place for one in run if one.place), None)
    at = run.index(post)
    others = [one for one in (*run[at + 1 :], *reversed(run[:at])) if one.place]
    alike = [one.place for one in others if one.former == post.former]
    if alike or sure_only:
        return alike[0] if alike else None
    return next((one.place for one in others if not one.position), None)


def is_loose(post: Post, run: tuple[Post, ...]) -> bool:
    """A commission head without its committee, in no company that tells its level."""
    if not post.loose:
        return False
    return not any(
        (one is not post and one.position and not one.loose)
        or (one.position == BOARD and one is not post)
        for one in run
    )
