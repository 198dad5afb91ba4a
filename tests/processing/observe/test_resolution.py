"""Resolutions: what small articles say, and what they do not.

The cases are data in ``cases/resolution.yaml`` (see ``reading``).
"""

from __future__ import annotations

import pytest

from processing.model import Kind
from tests.processing.observe.reading import Case, check, parameters

PARTY = (Kind.CONGRESS, Kind.MIDTERM_REVIEW, Kind.RESOLUTION)


@pytest.mark.parametrize("case", parameters("cases/resolution.yaml"))
def test_resolution(case: Case) -> None:
    """The article says exactly these congresses, reviews and resolutions."""
    check(case, PARTY)
