"""The mail as the server took it: two parts alike, on the wire, in two languages."""

from __future__ import annotations

import email
import email.policy
import re

import pytest

from tests.processing.alert.conftest import Tell, make_settings
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.page import Page, squeezed
from tests.processing.alert.world import World


def test_both_parts_tell_the_same_facts(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    quote = "Đại hội đã bầu đồng chí Nguyễn Văn An giữ chức Bí thư Tỉnh uỷ Ninh Bình."
    event = world.leader(
        run,
        fields={"predecessor": "Đặng Xuân Phong"},
        confidence=0.83,
        source_count=2,
        proofs=[
            {"quote": quote, "title": "Bí thư mới", "url": "https://a.example/1.html"},
            {"title": "Tin khác", "url": "https://b.example/2?x=1&y=2"},
        ],
    )
    assert event

    tell(run)

    mail = mailroom.only()
    page = Page(html_of(mail))
    text = squeezed(text_of(mail))
    facts = [
        "Ninh Bình: tân Bí thư Tỉnh ủy Nguyễn Văn An",
        "Nguyễn Văn An được bầu giữ chức Bí thư Tỉnh ủy",
        "Ngày 01/10/2025",
        "khá chắc chắn (83%), 2 nguồn độc lập",
        "Trước đó: Bí thư Tỉnh ủy là Đặng Xuân Phong",
        "Bí thư mới",
        "Báo Ninh Bình, 02/10/2025",
        "Nhân sự lãnh đạo",
    ]
    for fact in facts:
        assert fact in text
        assert fact in squeezed(page.words)
    assert quote in text.replace("*", "")
    assert quote in page.words
    assert page.marked == ["bầu đồng chí Nguyễn Văn An giữ chức Bí thư Tỉnh uỷ"]
    for link in ("https://a.example/1.html", "https://b.example/2?x=1&y=2"):
        assert f"<{link}>" in text
        assert link in page.links


def test_the_mail_on_the_wire_is_ascii_and_its_vietnamese_intact(
    world: World, mailroom: Mailroom, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(monkeypatch, mailroom.url).model_copy(
        update={"mail_from": "Đảng bộ tỉnh và thành phố <bao@example.org>"}
    )
    world.subscriber()
    run = world.run()
    for person in ("Lê Thị Thủy Tiên", "Nguyễn Hữu Nghĩa", "Y Thanh Hà Niê Kđăm"):
        world.leader(run, person)

    tell(run, settings=settings)

    raw = mailroom.raw[0]
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 78
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert mail["Subject"] == (
        "Ninh Bình: tân Bí thư Tỉnh ủy Lê Thị Thủy Tiên; "
        "tân Bí thư Tỉnh ủy Nguyễn Hữu Nghĩa; tân Bí thư Tỉnh ủy Y Thanh Hà Niê Kđăm"
    )
    assert mail["From"].addresses[0].display_name == "Đảng bộ tỉnh và thành phố"
    assert mail["From"].addresses[0].addr_spec == "bao@example.org"
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert {part.get_content_charset() for part in mail.iter_parts()} == {"utf-8"}


def test_a_mail_in_english(world: World, mailroom: Mailroom, tell: Tell) -> None:
    world.subscriber(language="en", positions=["party_secretary"])
    run = world.run()
    world.leader(run, fields={"direction": "out", "change": "retired"})

    tell(run)

    mail = mailroom.only()
    assert mail["Content-Language"] == "en"
    assert "no longer Secretary of the Provincial Party Committee" in mail["Subject"]
    assert "1 October 2025" in text_of(mail)
    assert "retires as" in html_of(mail)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_value_of_the_contract_has_words(
    world: World, mailroom: Mailroom, tell: Tell, language: str
) -> None:
    world.subscriber(language=language)
    run = world.run()
    changes = {
        "in": ["elected", "appointed", "ratified", "acting"],
        "continued": ["re_elected", "re_appointed"],
        "out": [
            "transferred", "retired", "resigned", "relieved", "dismissed", "died",
            "replaced",
        ],
        "sanction": ["disciplined", "suspended", "prosecuted"],
    }  # fmt: skip
    events = [
        world.leader(run, fields={"direction": direction, "change": change}, proofs=[])
        for direction, kinds in changes.items()
        for change in kinds
    ]
    for phase in ("announced", "preparatory_session", "opening", "result", "closing"):
        events.append(world.event(run, "congress", fields={"phase": phase}, proofs=[]))
    for issuer in (
        "congress", "executive_committee", "standing_committee", "peoples_council",
    ):  # fmt: skip
        fields = {"action": "adopted", "issuer": issuer}
        events.append(world.event(run, fields=fields, proofs=[]))
    for status in ("held", "planned"):
        fields = {"status": status}
        events.append(world.event(run, "midterm_review", fields=fields, proofs=[]))

    tell(run)

    mail = mailroom.only()
    titles = re.findall(r"<h3>(.*?)</h3>", html_of(mail))
    assert len(titles) == len(events)
    assert len(set(titles)) == len(events)
    assert not re.search(r"[{}]|None|_", "".join(titles))


def test_a_mail_that_cannot_be_written_keeps_nobody_else_waiting(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber("an@example.org", kinds=["congress"])
    world.subscriber("binh@example.org", kinds=["resolution"])
    run = world.run()
    world.event(run, "congress", fields={"phase": "closing"}, confidence=0.6)
    world.event(run)
    words = __import__("processing.alert.words", fromlist=["load_words"])
    broken = words.load_words("vi").labels["subject"]["congress"]
    kept, broken["closing"] = broken["closing"], "{missing}"
    try:
        summary = tell(run)
    finally:
        broken["closing"] = kept

    assert (summary.sent, summary.failed) == (1, 1)
    assert "it cannot be written: KeyError" in summary.problems[0]
    assert [to for to, _ in mailroom.mails] == ["binh@example.org"]
