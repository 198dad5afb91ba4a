"""The rule that splits labelled articles into the half to work on and the half to test.

It is fixed: whoever changes it measures on articles that rules were made from.
"""

from __future__ import annotations

import hashlib

from processing.observe.evaluate import half


def test_first_byte_decides() -> None:
    """An even first byte of the SHA-256 of the id is half a, an odd one half b."""
    for id_ in ("real-001", "hue 7", "", "đảng bộ"):
        first = hashlib.sha256(id_.encode()).hexdigest()[:2]
        assert half(id_) == ("a" if int(first, 16) % 2 == 0 else "b")


def test_known_ids() -> None:
    """Both halves exist, and stay what they are."""
    assert {one: half(one) for one in "1234"} == dict(zip("1234", "baab", strict=True))
