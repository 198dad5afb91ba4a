"""Offices that nobody bears at once: a deputy is not the head."""

from __future__ import annotations

from processing.observe.sentence.roles import Line

_RIVALS = frozenset(
    map(
        frozenset,
        (
            ("party_secretary", "party_deputy_secretary"),
            ("party_secretary", "party_standing_deputy_secretary"),
            ("party_secretary", "peoples_committee_chair"),
            ("party_secretary", "peoples_committee_vice_chair"),
            ("party_secretary", "peoples_council_vice_chair"),
            ("peoples_committee_chair", "peoples_committee_vice_chair"),
            ("peoples_council_chair", "peoples_council_vice_chair"),
        ),
    )
)


def are_rivals(one: str | None, other: str | None) -> bool:
    """Whether two offices of a province are two persons', as a rule."""
    return frozenset((one, other)) in _RIVALS


def is_rivalled(made: Line, name: int, title: int) -> bool:
    """ "Bí thư Thành ủy A, Phó Chủ tịch UBND TP cùng các đại biểu …": not A's.

    ``name`` and ``title`` are the numbers of the pieces.
    """
    post = made.pieces[title].post
    if post is None or post.current:  # "Chủ tịch UBND tỉnh A (nay là Bí thư Tỉnh ủy)"
        return False
    called = (role.post for role in made.roles_of(name) if role.prefixed)
    return any(are_rivals(one.position, post.position) for one in called)
