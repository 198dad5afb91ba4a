"""Fixtures of the alert tests: a world in the store and a mail server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from processing.alert.step import AlertSummary, alert
from processing.settings import Settings
from tests.processing.alert.mailroom import Mailroom, mail_server
from tests.processing.alert.world import MORNING, World

Tell = Callable[..., AlertSummary]


@pytest.fixture
def world(engine: Engine) -> World:
    """An empty world: gazetteer only."""
    return World(engine)


@pytest.fixture
def mailroom() -> Iterator[Mailroom]:
    """A friendly mail server."""
    with mail_server() as room:
        yield room


@pytest.fixture
def settings(mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that name the mail server; nobody is the operator."""
    return make_settings(monkeypatch, mailroom.url)


def make_settings(
    monkeypatch: pytest.MonkeyPatch, smtp_url: str | None, operator: str | None = None
) -> Settings:
    """Settings made of these values alone."""
    monkeypatch.delenv("DANGBO_OPERATOR", raising=False)
    monkeypatch.delenv("SMTP_URL", raising=False)
    given = {"SMTP_URL": smtp_url} if smtp_url else {}
    return Settings(_env_file=None, operator=operator, **given)


@pytest.fixture
def tell(world: World, settings: Settings) -> Tell:
    """The step, with the usual run, clock and settings unless others are given."""

    def _tell(run: int, **values: object) -> AlertSummary:
        given = {"as_of": MORNING, "settings": settings, **values}
        return alert(world.engine, run_id=run, **given)

    return _tell
