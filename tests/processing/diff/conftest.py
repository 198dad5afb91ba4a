"""Fixtures of the diff tests: a store with papers in it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.processing.diff.archive import Archive


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store with two known papers and an official one."""
    made = Archive(engine)
    made.source("own", official=True)
    made.source("wire")
    made.source("other")
    return made
