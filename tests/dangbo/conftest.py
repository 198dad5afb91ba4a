"""Fixtures of the chain's tests: an installation with a site and a mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from demo.mailbox import Mailbox
from tests.crawlers.site import Site
from tests.dangbo.paper import Newsroom
from tests.processing.alert.conftest import mailroom
from tests.processing.store.conftest import Chronicle

__all__ = ["chronicle", "mailroom", "newsroom"]


@pytest.fixture
def newsroom(engine: Engine, tmp_path: Path) -> Iterator[Newsroom]:
    """A new installation: empty database, empty mailbox, a site without pages."""
    with Site() as site, Mailbox(tmp_path / "mails") as mailbox:
        yield Newsroom(tmp_path, engine, site, mailbox)


@pytest.fixture
def chronicle() -> type[Chronicle]:
    """Writes rows as the steps would write them."""
    return Chronicle
