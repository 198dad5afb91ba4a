"""Many words sought at once: the same answer as asking for one after the other."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from processing.observe.language.words import any_of

WORD = st.text("abđ. ", min_size=1, max_size=3)


@example(["b.", "bđ"], "ab a")
@given(st.lists(WORD, min_size=1, max_size=6), st.text("abđ. \n", max_size=12))
def test_any_of_finds_what_asking_for_each_finds(words: list[str], text: str) -> None:
    """Words that begin alike, hold one another or mean something in a pattern."""
    assert bool(any_of(words).search(text)) == any(word in text for word in words)
