"""Offices that nobody bears at once: a deputy is not the head."""

from __future__ import annotations

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
