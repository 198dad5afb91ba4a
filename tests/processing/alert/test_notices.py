"""Readers are told that news does not come, and that it comes again: each once."""

from __future__ import annotations

import json
import signal
from datetime import date, datetime, timedelta

import pytest

from processing.alert.claim import LEASE
from processing.alert.preview import preview
from processing.alert.step import AlertSummary, send_waiting
from processing.gazetteer.organisations import ORGANISATIONS, slug_on
from processing.settings import Settings
from processing.states import TROUBLE
from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.page import Page, squeezed
from tests.processing.alert.sender import start
from tests.processing.alert.world import DAY, MORNING, World

HOUR = timedelta(hours=1)
NOON = MORNING + 6 * HOUR
TODAY = {slug_on(one.id, date.max) for one in ORGANISATIONS if one.valid_to is None}
AN, BINH, CUC = "an@example.org", "binh@example.org", "cuc@example.org"


def wait(world: World, settings: Settings, at: datetime = NOON) -> AlertSummary:
    """What the half hour does: send what waits."""
    return send_waiting(world.engine, as_of=at, settings=settings)


def subjects(mailroom: Mailroom, to: str = AN) -> list[str]:
    return [str(mail["Subject"]) for mail in mailroom.to(to)]


def test_each_reader_is_told_once_in_his_language_and_at_his_hour(
    world: World, mailroom: Mailroom, settings: Settings
) -> None:
    world.subscriber(AN)
    world.subscriber(AN, provinces=["hue"], frequency="daily")
    world.subscriber(BINH, frequency="daily", language="en")
    world.subscriber(CUC, frequency="weekly")  # MORNING is a Thursday
    world.outage()

    settings = settings.model_copy(update={"operator": "op@example.org"})
    assert wait(world, settings, MORNING + HOUR).mails == 1
    assert wait(world, settings).mails == 1
    for hours in (1, 2, 24, 48):
        assert wait(world, settings, NOON + hours * HOUR).mails == 0

    assert subjects(mailroom) == [
        "Tin tạm gián đoạn: cập nhật lần cuối ngày 01/10/2025"
    ]
    assert subjects(mailroom, BINH) == ["No news since 1 October 2025"]
    [mail] = mailroom.to(AN)
    assert mail["List-Unsubscribe"].startswith("<mailto:op@example.org?subject=unsub")
    assert text_of(mail).count("Tin tạm gián đoạn") == 1
    for part in (text_of(mail), Page(html_of(mail)).words):
        said = squeezed(part)
        assert "không đọc được đủ nguồn" in said
        assert "không có thư không có nghĩa là không có thay đổi" in said
        assert "nhắc lại sau 7 ngày" in said
        assert "dangbo unsubscribe 1 2" in said


def test_what_lasts_is_told_again_after_a_week_and_not_before(
    world: World, mailroom: Mailroom, settings: Settings
) -> None:
    world.subscriber()
    world.outage(cause="unfinished")
    for day in range(16):
        wait(world, settings, NOON + day * DAY)
    assert len(mailroom.mails) == 3
    often = settings.model_copy(update={"notice_again_days": 1})
    for day in range(16, 18):
        wait(world, often, NOON + day * DAY)
    assert len(mailroom.mails) == 5
    assert "Lượt đọc tin theo lịch chưa chạy xong" in text_of(mailroom.mails[0][1])


def test_news_comes_again_together_with_what_was_held(
    world: World, mailroom: Mailroom, settings: Settings, tell: Tell
) -> None:
    world.subscriber(AN)
    world.subscriber(BINH, kinds=["congress"])
    world.subscriber(CUC, frequency="weekly")
    number = world.outage()
    wait(world, settings)
    world.change("outage", number, ended_at=MORNING + DAY)
    run = world.run(MORNING + DAY)
    world.event(run, fields={"number": "07-NQ/TU"})
    # What was held back may not be queued yet: only the run says that it is over.
    assert wait(world, settings, MORNING + DAY).mails == 0

    tell(run, as_of=MORNING + DAY)
    assert tell(run, as_of=MORNING + DAY).queued == 0

    assert subjects(mailroom)[1:] == ["Ninh Bình: Nghị quyết 07-NQ/TU"]
    text = text_of(mailroom.to(AN)[1])
    assert "Tin đã trở lại, sau gián đoạn từ ngày 01/10/2025 đến ngày 03/10" in text
    assert "gồm cả những tin bị giữ lại" in text
    assert subjects(mailroom, BINH)[1:] == [
        "Tin đã trở lại, sau gián đoạn từ ngày 01/10/2025 đến ngày 03/10/2025"
    ]
    assert "không có tin nào thuộc đăng ký" in text_of(mailroom.to(BINH)[1])
    # Nobody had told the third, whose Monday has not come.
    assert {row.recipient for row in world.alerts() if row.outage_id} == {AN, BINH}
    assert mailroom.to(CUC) == []


def test_a_source_concerns_those_who_follow_its_province(
    world: World, mailroom: Mailroom, settings: Settings, tell: Tell
) -> None:
    world.subscriber(AN, provinces=["nam-dinh"])  # part of Ninh Bình by now
    world.subscriber(BINH, provinces=["an-giang"])
    world.subscriber(CUC)
    paper = world.source("Báo <b>Ninh Bình</b>\r\nBcc: x@evil", home="ninh-binh")
    portal = world.source("Cổng Ninh Bình", home="ninh-binh", first_good_at=MORNING)
    well = world.add(
        "source_state", source_id=portal, state="healthy", words="", since=MORNING
    )
    world.source("Báo chưa từng đọc được", home="ninh-binh")
    world.outage(world.source("Báo trung ương"))
    first = world.outage(paper, since=MORNING - 4 * DAY)

    tell(run := world.run())
    tell(run, as_of=MORNING + DAY)

    assert [to for to, _ in mailroom.mails] == [AN]
    mail = mailroom.only()
    assert str(mail["Subject"]).startswith("Ninh Bình: gián đoạn nguồn tin Báo <b>")
    assert mail["Bcc"] is None
    text = squeezed(text_of(mail))
    assert "(trang không tải được): lần cuối đọc được ngày 28/09/2025." in text
    assert "Vẫn đọc được ở Ninh Bình: Cổng Ninh Bình." in text
    assert "<b>" not in html_of(mail)

    # The last one of a province: also who follows all of them is told.
    world.change("source_state", well, state="quiet")
    silent = world.outage(portal, cause="quiet", since=MORNING - 9 * DAY)
    tell(world.run(), as_of=MORNING + 2 * DAY)
    assert [to for to, _ in mailroom.mails[1:]] == [AN, CUC]
    text = squeezed(text_of(mailroom.to(CUC)[0]))
    assert "Ninh Bình: gián đoạn 2 nguồn tin" in text
    assert "Cổng Ninh Bình không đăng bài mới từ ngày 23/09/2025" in text
    assert "không nguồn nào của Ninh Bình cho tin" in text

    # That they are back is a line of the next mail, and no mail.
    world.change("outage", first, ended_at=MORNING + 3 * DAY)
    world.change("outage", silent, ended_at=MORNING + 3 * DAY, cause="retired")
    run = world.run(MORNING + 3 * DAY)
    assert tell(run, as_of=MORNING + 3 * DAY).mails == 0
    world.event(run)
    tell(run, as_of=MORNING + 4 * DAY)
    world.event(run)
    tell(run, as_of=MORNING + 5 * DAY)
    lines = [
        [line for line in text_of(mail).splitlines() if "gián đoạn từ" in line]
        for mail in mailroom.to(CUC)[1:]
    ]
    assert [len(found) for found in lines] == [2, 0]
    assert lines[0][0].startswith("Báo <b>Ninh Bình</b> Bcc: x@evil đã có tin trở lại")
    assert "không còn trong danh mục nguồn" in lines[0][1]


def test_who_unsubscribes_is_not_told(
    world: World, mailroom: Mailroom, settings: Settings
) -> None:
    from processing.alert.subscriptions import unsubscribe

    number = world.subscriber()
    world.outage()
    wait(world, settings.model_copy(update={"smtp_url": None}))
    unsubscribe(world.engine, number)
    assert wait(world, settings, NOON + HOUR).mails == 0
    assert world.alerts() == []


def test_what_is_over_before_anybody_was_told_is_not_told(
    world: World, mailroom: Mailroom, settings: Settings, tell: Tell
) -> None:
    world.subscriber()
    number = world.outage()
    mailroom.answers[AN] = "450 4.2.0 greylisted"
    assert wait(world, settings).failed == 1
    del mailroom.answers[AN]
    world.change("outage", number, ended_at=MORNING + DAY)
    assert tell(world.run(), as_of=MORNING + DAY).mails == 0
    assert world.alerts() == []


# In the hands of the server, not yet in our books: nobody can know whether it arrived.
UNKNOWABLE = {"accepted"}


# Of the points at which events are proved, those that notices pass on their own.
@pytest.mark.parametrize("point", ["queueing", "claimed", "accepted", "marked"])
def test_a_sender_killed_anywhere_tells_of_an_outage_once(
    world: World, mailroom: Mailroom, tell: Tell, point: str
) -> None:
    world.subscriber(provinces=["ninh-binh"])
    world.outage()
    world.outage(world.source(home="ninh-binh"))
    database = world.engine.url.render_as_string(hide_password=False)
    run = world.run()
    sender = start(database, mailroom.url, run, point)
    sender.join(60)
    assert sender.exitcode == -signal.SIGKILL

    for _ in range(2):
        tell(run, as_of=MORNING + LEASE + timedelta(minutes=1))

    assert len(mailroom.mails) == 1 + (point in UNKNOWABLE)
    assert len({mail["Message-ID"] for _, mail in mailroom.mails}) == 1
    assert [row.status for row in world.alerts()] == ["sent", "sent"]


def test_a_server_that_refuses_is_asked_again_and_tells_once(
    world: World, mailroom: Mailroom, settings: Settings
) -> None:
    world.subscriber(AN)
    world.subscriber(BINH)
    world.outage()
    mailroom.answers[AN] = "450 4.2.0 greylisted"
    mailroom.data_answer = "451 4.3.0 out of space"
    for at in (MORNING, MORNING + HOUR):
        assert wait(world, settings, at).mails == 0
    mailroom.data_answer = "250 OK"
    assert wait(world, settings, MORNING + 3 * HOUR).mails == 1
    del mailroom.answers[AN]
    assert wait(world, settings, MORNING + 9 * HOUR).mails == 1
    assert wait(world, settings, MORNING + 20 * HOUR).mails == 0
    assert sorted(to for to, _ in mailroom.mails) == [AN, BINH]


def test_of_many_provinces_the_last_are_only_named(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(language="en")
    for slug in sorted(TODAY)[:12]:
        world.outage(world.source(f"Báo {slug}", home=slug))

    tell(world.run())

    mail = mailroom.only()
    assert text_of(mail).count("■") == 11
    assert "■ No news from sources of 2 more provinces" in text_of(mail)
    assert len(mail["Subject"]) <= 140


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_cause_has_words(
    world: World, mailroom: Mailroom, tell: Tell, language: str
) -> None:
    world.subscriber(language=language, provinces=["ninh-binh"])
    causes = ["quiet", *sorted(TROUBLE)]
    for cause in causes:
        world.outage(world.source(f"Báo {cause}", home="ninh-binh"), cause=cause)
    world.outage(cause="unfinished")

    assert tell(world.run()).problems == ()

    text = text_of(mailroom.only())
    assert all(f"Báo {cause}" in text for cause in causes)
    assert "{" not in text


def test_the_mail_that_waits_is_shown_and_stays_where_it_is(
    world: World, mailroom: Mailroom, settings: Settings
) -> None:
    world.subscriber(frequency="weekly")
    url = "https://hooks.example/x"
    world.subscriber(url)
    assert preview(world.engine, AN, MORNING, settings) is None
    world.outage()

    shown = preview(world.engine, AN, MORNING, settings)

    assert shown is not None
    assert "Subject: Tin tạm gián đoạn" in shown
    assert "nhắc lại sau 7 ngày" in shown
    posted = json.loads(preview(world.engine, url, MORNING, settings) or "")
    assert posted["type"] == "outages.told"
    [told] = posted["data"]["outages"]
    assert (told["cause"], told["source"], told["ended_at"]) == ("doubted", None, None)
    friend = "json://hooks.example/x"
    world.subscriber(friend, language="en")
    said = preview(world.engine, friend, MORNING, settings) or ""
    assert said.startswith("No news since 1 October 2025\n\nThe latest run could not")
    assert world.alerts() == []
    assert mailroom.mails == []
