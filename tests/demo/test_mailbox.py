"""The mailbox keeps what real SMTP brings, and reads it as its reader would."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from pathlib import Path

from demo.mailbox import Mailbox


def letter(subject: str, to: str) -> EmailMessage:
    """A message in two forms, with letters beyond ASCII everywhere."""
    message = EmailMessage()
    message["Subject"], message["To"] = subject, to
    message["From"] = "Dangbo <dangbo@mau.example>"
    message.set_content("Đại hội Đảng bộ tỉnh Lạng Sơn khai mạc.\n")
    message.add_alternative("<p>Đại hội <b>khai mạc</b></p>", subtype="html")
    return message


def test_messages_are_kept_and_read_in_order(tmp_path: Path) -> None:
    with Mailbox(tmp_path / "mail") as mailbox:
        with smtplib.SMTP("127.0.0.1", mailbox.port, timeout=10) as client:
            client.send_message(letter("Nghị quyết mới ở Bến Tre", "a@mau.example"))
            client.send_message(letter("Đại hội", "b@mau.example, c@mau.example"))
        first, second = mailbox.messages()
    assert first.subject == "Nghị quyết mới ở Bến Tre"
    assert first.text == "Đại hội Đảng bộ tỉnh Lạng Sơn khai mạc.\n"
    assert "<b>khai mạc</b>" in first.html
    assert second.to == ("b@mau.example, c@mau.example",)
    assert [m.file.name for m in mailbox.messages()] == ["0001.eml", "0002.eml"]


def test_mail_of_an_earlier_time_is_not_overwritten(tmp_path: Path) -> None:
    for _ in range(2):
        with (
            Mailbox(tmp_path) as mailbox,
            smtplib.SMTP("127.0.0.1", mailbox.port, timeout=10) as client,
        ):
            client.send_message(letter("Tin", "a@mau.example"))
    assert len(mailbox.messages()) == 2
    assert mailbox.url == f"smtp://127.0.0.1:{mailbox.port}"
