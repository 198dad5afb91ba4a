"""Resolutions: what small articles say, and what they do not.

The cases are data in ``cases/resolution.yaml`` (see ``reading``).
"""

from __future__ import annotations

import pytest

from processing.model import Article, Kind
from processing.observe.reader import read
from tests.processing.observe.reading import Case, check, parameters

PARTY = (Kind.CONGRESS, Kind.MIDTERM_REVIEW, Kind.RESOLUTION)


@pytest.mark.parametrize("case", parameters("cases/resolution.yaml"))
def test_resolution(case: Case) -> None:
    """The article says exactly these congresses, reviews and resolutions."""
    check(case, PARTY)


def test_a_life_gives_a_session_no_year() -> None:
    """ "Từ tháng 7-2014 đến nay" of a biography is no period of work of the session."""
    text = (
        "Ngày 30-1, HĐND thành phố Cần Thơ thông qua nghị quyết về giá nước. "
        "Từ tháng 7-2014 đến nay, ông A làm chủ tịch quận."
    )
    [passed] = read(Article(text=text, title="HĐND Cần Thơ thông qua nghị quyết"))
    assert passed.kind is Kind.RESOLUTION
    assert passed.occurred_on is None
