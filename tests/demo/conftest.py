"""The newsroom, served once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.newsroom import Newsroom
from demo.story import news_days


@pytest.fixture(scope="session")
def _served() -> Iterator[Newsroom]:
    with Newsroom(news_days()[0]) as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(_served: Newsroom) -> Newsroom:
    """The newsroom on its first day, nothing asked for yet."""
    _served.day = news_days()[0]
    _served.requests.clear()
    return _served
