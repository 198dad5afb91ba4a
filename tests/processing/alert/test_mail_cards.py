"""What a card of a mail tells: who was before, slates, phases, silent changes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.page import Page, squeezed
from tests.processing.alert.world import MORNING, World


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
    assert "■ Đại hội Đảng bộ tỉnh Ninh Bình lần thứ XXIII" in text
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


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Đại hội đại biểu lần thứ XX", "Nghị quyết Đại hội đại biểu lần thứ XX"),
        ("phát triển rừng", "Nghị quyết của Đại hội: phát triển rừng"),
    ],
)
def test_a_resolution_named_after_its_congress_is_called_so(
    world: World, mailroom: Mailroom, tell: Tell, subject: str, title: str
) -> None:
    world.subscriber()
    run = world.run()
    fields = {"action": "adopted", "issuer": "congress", "subject": subject}
    world.event(run, fields=fields)

    tell(run)

    assert f"Thông qua {title}" in text_of(mailroom.only())
