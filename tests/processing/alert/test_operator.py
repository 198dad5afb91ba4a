"""The operator is told of failures, without secrets, and telling never fails."""

from __future__ import annotations

import pytest

from processing.alert.operator import tell_operator
from processing.settings import Settings
from tests.processing.alert.conftest import make_settings
from tests.processing.alert.mailroom import Mailroom

OPERATOR = "Trực ban <op@example.org>"


def test_the_operator_gets_plain_lines(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(monkeypatch, mailroom.url, OPERATOR)

    assert tell_operator(
        settings, "Nguồn hỏng\r\nBcc: x@evil", ["Báo A: HTTP 503", "b"]
    )

    mail = mailroom.only()
    assert mail["Subject"] == "Nguồn hỏng Bcc: x@evil"
    assert mail["Bcc"] is None
    assert mail["To"] == "op@example.org"
    assert mail.get_content().splitlines() == ["Báo A: HTTP 503", "b"]


def test_passwords_are_masked(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://dangbo:b%40nana@db/x")
    given = make_settings(monkeypatch, mailroom.url, OPERATOR)

    tell_operator(
        given,
        "failed: b@nana",
        [
            "could not connect to postgresql://dangbo:b%40nana@db/x",
            "password b@nana rejected",
            "proxy http://me:other-secret@proxy.example/ down",
        ],
    )

    said = mailroom.only()["Subject"] + mailroom.only().get_content()
    for secret in ("nana", "other-secret"):
        assert secret not in said
    assert "proxy.example" in said


@pytest.mark.parametrize(
    ("smtp_url", "operator", "words"),
    [
        ("smtp://u:geheim@127.0.0.1:1", OPERATOR, "cannot be reached"),
        ("nonsense://", OPERATOR, "names no mail server"),
        (None, OPERATOR, "SMTP_URL is not set"),
        ("smtp://127.0.0.1:1", None, "DANGBO_OPERATOR is not set"),
    ],
)
def test_what_cannot_be_told_is_one_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    smtp_url: str | None,
    operator: str | None,
    words: str,
) -> None:
    settings: Settings = make_settings(monkeypatch, smtp_url, operator)

    assert tell_operator(settings, "run failed", ["why"]) is False

    [record] = caplog.records
    assert words in record.getMessage()
    assert "run failed" in record.getMessage()
    assert "geheim" not in record.getMessage()
    assert "\n" not in record.getMessage()


def test_even_a_fault_of_the_caller_does_not_raise(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(monkeypatch, mailroom.url, OPERATOR)

    def lines() -> object:
        yield "one"
        raise RuntimeError("the report itself is broken")

    assert tell_operator(settings, "x", lines()) is False
