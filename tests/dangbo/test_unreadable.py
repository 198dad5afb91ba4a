"""Articles on which the rules of reading fail: the operator is told which."""

from __future__ import annotations

import pytest

from dangbo.telling import tell_unreadable
from tests.processing.alert.conftest import make_settings
from tests.processing.alert.mailroom import Mailroom


def test_the_operator_gets_their_addresses(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(monkeypatch, mailroom.url, "op@example.org")
    failed = ["https://bao.test/1.html: IndexError: list index out of range"]
    tell_unreadable(settings, failed)
    mail = mailroom.only()
    assert mail["Subject"] == "Dangbo: 1 article unreadable"
    assert failed[0] in mail.get_content()
    assert "All else was read." in mail.get_content()


def test_of_very_many_the_first_are_named(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(monkeypatch, mailroom.url, "op@example.org")
    tell_unreadable(settings, [f"https://bao.test/{n}.html: fault" for n in range(60)])
    mail = mailroom.only()
    assert mail["Subject"] == "Dangbo: 60 articles unreadable"
    assert "and 10 more" in mail.get_content()
    assert "/50.html" not in mail.get_content()
