"""What hostile pages make of a mail: nothing."""

from __future__ import annotations

import re

from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.page import Page
from tests.processing.alert.world import World

HOSTILE = (
    '<script>alert("x")</script><img src=x onerror=alert(1)>\r\nBcc: bad@evil.example'
    "\r\n\r\n</blockquote><a href=//evil>\u202eđảo\u202c\u2066\u200b {{ 7*7 }} {x} %s"
)


def test_hostile_pages_change_neither_headers_nor_markup(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(note="ghi chú <b>đậm</b>\r\nBcc: x@evil.example")
    run = world.run()
    source = world.source(HOSTILE)
    urls = [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'https://paper.example/"onmouseover="alert(1)',
        "https://user:pass@paper.example/",
        "https://paper.example/\r\nBcc: bad@evil.example",
    ]
    for url in urls:
        proof = {"quote": HOSTILE, "title": HOSTILE, "url": url, "source": source}
        world.leader(run, HOSTILE, fields={"predecessor": HOSTILE}, proofs=[proof])
        fields = {"number": HOSTILE, "subject": HOSTILE, "issuer": HOSTILE}
        world.event(run, fields=fields, proofs=[proof | {"url": url + "2"}])
    world.crawled(run, source, "failed", message=HOSTILE)

    assert tell(run).problems == ()

    mail = mailroom.only()
    assert set(mail.keys()) <= {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language",
        "Auto-Submitted", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert len(mail.get_all("Subject")) == 1
    page = Page(html_of(mail))
    assert page.tags.isdisjoint({"script", "img", "iframe", "form", "b", "base"})
    assert page.links == []
    assert "<script" not in html_of(mail)
    assert '<script>alert("x")</script>' in page.words
    for part in (text_of(mail), html_of(mail), mail["Subject"]):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b-\u200f]", part)
        assert not re.search(r"^Bcc:", part, re.MULTILINE)
        assert "{{ 7*7 }}" in part or part == mail["Subject"]


def test_a_mail_loads_nothing_and_runs_nothing(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run, proofs=[{"url": "https://paper.example/tin"}])

    tell(run)

    html = html_of(mailroom.only())
    page = Page(html)
    assert page.links == ["https://paper.example/tin"]
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "object", "svg"})
    assert "url(" not in html
    assert "@import" not in html
    assert "prefers-color-scheme: dark" in html
    assert "width=device-width" in html
    assert len(html) < 100_000
