"""Every pitfall of the language (P01-P100) as small articles with what they say.

The cases are data in ``pitfalls/*.yaml`` (see ``reading``); ``belongs`` names the step
that does the main part of the work when it is not the reading.
"""

from __future__ import annotations

import pytest

from tests.processing.observe.pitfall_table import DOCUMENT, table
from tests.processing.observe.reading import Case, check, load, parameters

FILES = "pitfalls/*.yaml"
KEYS = {
    *("id", "pitfall", "why", "title", "text", "url", "home", "published_at"),
    *("events", "holders", "waiting", "belongs"),
}


@pytest.mark.parametrize("case", parameters(FILES))
def test_pitfall(case: Case) -> None:
    """The article says exactly the events (and holders) of the case."""
    check(case)


def test_every_pitfall_has_a_case() -> None:
    """P01 to P100 each have at least one case, with no unknown field or id twice."""
    cases = load(FILES)
    assert {c["pitfall"] for c in cases} == {f"P{n:02d}" for n in range(1, 101)}
    assert len({c["id"] for c in cases}) == len(cases)
    assert not [c["id"] for c in cases if set(c) - KEYS]


def test_the_table_in_the_docs_is_up_to_date() -> None:
    """docs/pitfalls.md says what the cases say."""
    renew = "python -m tests.processing.observe.pitfall_table"
    assert DOCUMENT.read_text(encoding="utf-8") == table(), f"renew it: {renew}"
