"""What a mail says, read back by the email module from what the server received."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from sqlalchemy import text as sql

from tests.processing.alert.conftest import Tell, make_settings
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.world import MORNING, World


class Page(HTMLParser):
    """The words and the links of an HTML part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.marked, self.tags = "", [], [], set()
        self._is_marked = False
        self.feed(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        self.tags.add(tag)
        self._is_marked = tag == "mark"
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self._is_marked = False

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._is_marked:
            self.marked.append(data)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


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


@pytest.mark.parametrize(
    ("language", "borne"),
    [
        ("vi", "nguyên Bí thư Tỉnh ủy"),
        ("en", "former Secretary of the Provincial Party Committee"),
    ],
)
def test_who_left_the_office_before_is_called_a_former_holder(
    world: World, mailroom: Mailroom, tell: Tell, language: str, borne: str
) -> None:
    world.subscriber(language=language)
    fields = {"direction": "sanction", "change": "prosecuted", "former": True}
    run = world.run()
    world.leader(run, "Lê Văn Bình", fields=fields)

    tell(run)

    assert borne in str(mailroom.only()["Subject"])
    assert f"Lê Văn Bình, {borne}, " in text_of(mailroom.only()).replace("*", "")


def test_a_silent_change_shows_both_sentences_and_the_interval(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    before = "Dự lễ có đồng chí Hoàng Văn Em, Bí thư Thành ủy Hải Phòng."
    after = "Đồng chí Phạm Thị Dung, Bí thư Thành ủy, chủ trì hội nghị."
    event = world.leader(
        run,
        "Phạm Thị Dung",
        organisation_id="hai-phong-2",
        fields={"predecessor": "Hoàng Văn Em", "change": None},
        occurred_after=date(2025, 7, 15),
        occurred_on=date(2025, 9, 29),
        proofs=[{"role": "after", "quote": after}, {"role": "before", "quote": before}],
    )
    world.add(
        "tenure", organisation_id="hai-phong-2", position_id="party_secretary",
        person="Hoàng Văn Em", person_key="hoàng văn em", from_basis="seen",
        valid_from=date(2025, 7, 2), valid_to=date(2025, 9, 29), ended_by_id=event,
        first_seen_on=date(2025, 7, 2), recorded_from=MORNING,
    )  # fmt: skip

    tell(run)

    text = text_of(mailroom.only()).replace("*", "")
    assert mailroom.only()["Subject"] == (
        "Hải Phòng: Bí thư Thành ủy nay là Phạm Thị Dung"
    )
    assert "từ 15/07/2025 đến 29/09/2025" in text
    assert "Hoàng Văn Em, được nhắc tên từ ngày 02/07/2025" in text
    assert text.index(before) < text.index(after)


def test_a_slate_is_one_card(world: World, mailroom: Mailroom, tell: Tell) -> None:
    world.subscriber()
    run = world.run()
    quote = "Đại hội đã bầu Ban Thường vụ."
    for person, position in [
        ("Lê Văn Cường", "party_deputy_secretary"),
        ("Nguyễn Văn An", "party_secretary"),
    ]:
        fields = {"slate": "s", "position": position}
        world.leader(run, person, fields=fields, proofs=[{"quote": quote}])

    tell(run)

    mail = mailroom.only()
    assert mail["Subject"] == (
        "Ninh Bình: tân Bí thư Tỉnh ủy Nguyễn Văn An và 1 nhân sự khác"
    )
    assert html_of(mail).count('class="card') == 1
    assert text_of(mail).count("Ban Thường vụ") == 1
    assert text_of(mail).index("Nguyễn Văn An") < text_of(mail).index("Lê Văn Cường")


def test_each_of_a_slate_is_proved_and_each_article_linked_once(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    names = ["Lê Văn Cường", "Nguyễn Văn An", "Trần Thị Bình", "Vũ Đức Minh", "Hà Duy"]
    url = "https://a.example/1.html"
    for name in names:
        proofs = [{"quote": f"Đồng chí {name} được bầu.", "url": url}]
        world.leader(run, name, fields={"slate": "s"}, proofs=proofs)

    tell(run)

    text = text_of(mailroom.only()).replace("*", "")
    for name in names:
        assert text.count(f"“Đồng chí {name} được bầu.”") == 1
    assert text.count(url) == 1
    page = Page(html_of(mailroom.only()))
    assert page.links.count(url) == 1
    assert squeezed(page.words).count("được bầu.”") == len(names)


def test_who_comes_stands_before_who_stays_and_every_province_in_the_subject(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    stays = {"direction": "continued", "change": "re_elected"}
    world.leader(
        run, "Hà Văn Bách", fields=stays, organisation_id="an-giang-2",
        province="an-giang",
    )  # fmt: skip
    for phase in ("result", "closing"):
        fields = {"phase": phase, "term": "2025-2030", "number": phase}
        world.event(
            run,
            "congress",
            fields=fields,
            organisation_id="an-giang-2",
            province="an-giang",
        )
    world.leader(run, "Mai Đình Phúc")
    world.event(run, "midterm_review", organisation_id="ca-mau-2", province="ca-mau")

    tell(run)

    assert mailroom.only()["Subject"] == (
        "Ninh Bình: tân Bí thư Tỉnh ủy Mai Đình Phúc. An Giang: Hà Văn Bách tiếp tục"
        " làm Bí thư Tỉnh ủy. Cà Mau: sơ kết giữa nhiệm kỳ; và 2 tin khác"
    )


def test_provinces_for_which_the_subject_has_no_room_are_named_at_its_end(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(language="en")
    run = world.run()
    world.leader(run, "Mai Đình Phúc")
    long = {"fields": {"position": "organisation_commission_head"}}
    for slug in ("an-giang", "ca-mau", "dong-nai", "tay-ninh", "vinh-long", "lam-dong"):
        of = {"organisation_id": f"{slug}-2", "province": slug}
        world.leader(run, f"Nguyễn Thị {slug.title()} Hằng", **long, **of)

    tell(run)

    subject = mailroom.only()["Subject"]
    assert subject.startswith("Ninh Bình: Mai Đình Phúc new Secretary of the Prov")
    assert subject.endswith(
        "and 6 more (An Giang, Cà Mau, Lâm Đồng, Tây Ninh, Vĩnh Long, …)"
    )
    assert len(subject) <= 140


def test_phases_of_a_congress_told_at_once_are_one_card(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    told = [("closing", 3), ("opening", 1), ("result", 3), ("announced", 1)]
    for phase, day in told:
        fields = {"phase": phase, "term": "2025-2030", "ordinal": 23}
        world.event(
            run, "congress", fields=fields, occurred_on=date(2025, 10, day),
            state=phase, is_news=phase != "announced",
            proofs=[{"quote": f"Đại hội: {phase}."}],
        )  # fmt: skip

    tell(run)

    text = text_of(mailroom.only()).replace("*", "")
    assert mailroom.only()["Subject"] == "Ninh Bình: Đại hội Đảng bộ bế mạc"
    assert text.count("■") == 1
    assert "tỉnh Ninh Bình lần thứ XXIII, nhiệm kỳ 2025-2030" in text.splitlines()[6]
    rows = [line.strip() for line in text.splitlines() if "  • " in line]
    assert rows == [
        "• khai mạc ngày 01/10/2025",
        "• kết quả bầu cử ngày 03/10/2025",
        "• bế mạc ngày 03/10/2025",
    ]
    assert text.count("Trước đó") == 1
    for phase in ("opening", "result", "closing"):
        assert f"“Đại hội: {phase}.”" in text


def test_earlier_phases_of_a_congress_are_what_was_known(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    for phase, day, is_news in [("opening", 30, False), ("closing", 1, True)]:
        month = 9 if day == 30 else 10
        fields = {"phase": phase, "term": "2025-2030", "ordinal": 23}
        occurred_on = date(2025, month, day)
        world.event(
            run, "congress", fields=fields, occurred_on=occurred_on, is_news=is_news
        )

    tell(run)

    text = text_of(mailroom.only())
    assert "lần thứ XXIII, nhiệm kỳ 2025-2030: bế mạc" in text
    assert "Trước đó: khai mạc ngày 30/09/2025" in text
    assert text.count("Trước đó") == 1


def test_a_long_mail_is_capped_and_never_split(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    for _ in range(70):
        world.event(run, proofs=[])
    world.leader(run, proofs=[])

    assert tell(run).sent == 71

    mail = mailroom.only()
    assert html_of(mail).count('class="card ') == 60
    assert "Nguyễn Văn An" in mail["Subject"]
    assert "70 nghị quyết mới" in mail["Subject"]
    for body in (text_of(mail), html_of(mail)):
        assert "và 11 tin nữa không in ở đây: 11 nghị quyết mới" in body
        assert "dangbo events" in body
        query = re.search(r"SELECT .* FROM dashboard.events .*\)", squeezed(body))
        with world.engine.connect() as connection:
            left = connection.execute(sql(query.group())).all()
        assert len(left) == 11
    assert {row.status for row in world.alerts()} == {"sent"}


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
