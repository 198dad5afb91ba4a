"""The line of a mail that tells which sources were read, and which were not."""

from __future__ import annotations

import pytest

from processing.alert.words import load_words
from processing.states import TROUBLE
from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.world import DAY, MORNING, World


def test_coverage_names_who_failed_and_since_when(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run, earlier = world.run(), world.run(MORNING - 3 * DAY)
    good, down, never = (world.source(name) for name in ("A", "Báo B", "Báo C"))
    world.crawled(run, good)
    world.crawled(earlier, down)
    world.crawled(run, down, "failed", message="HTTP 503")
    world.crawled(run, never, "refused", message="robots.txt")
    world.event(run)

    tell(run)

    for body in (text_of(mailroom.only()), html_of(mailroom.only())):
        assert "Đọc được 1/3 nguồn trong lượt này." in body
        assert "Báo B (trang không tải được): lần cuối đọc được ngày 29/09/2025" in body
        assert "Báo C (robots.txt của trang không cho phép): chưa lần nào" in body
        assert "503" not in body


def test_coverage_names_who_is_degraded_and_who_is_left_alone(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run, earlier = world.run(), world.run(MORNING - 3 * DAY)
    world.crawled(run, world.source("Báo A"), "failed", state="healthy")
    doubted = {"state": "degraded", "state_words": "no dates"}
    world.crawled(run, world.source("Báo B"), **doubted)
    rests = world.source("Báo C", next_try_on=(MORNING + DAY).date())
    world.crawled(earlier, rests, "failed", state="failing", message="HTTP 503")
    world.crawled(earlier, world.source("Báo D"))  # was not asked for in this run
    world.event(run)

    tell(run)

    text = text_of(mailroom.only())
    assert "Đọc được 1/3 nguồn trong lượt này." in text
    assert "Báo B (bài đọc được ít, ngắn hoặc thiếu hơn thường lệ)" in text
    assert "Báo C (trang không tải được)" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_state_of_trouble_has_words_for_the_reader(language: str) -> None:
    words = load_words(language)
    assert set(words.find("coverage.why")) == TROUBLE


def test_coverage_counts_from_the_readers_last_mail(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    a, b, c = (world.source(name) for name in ("Báo A", "Báo B", "Báo C"))
    runs = [world.run(MORNING + days * DAY) for days in range(4)]
    world.event(runs[0])
    for source in (a, b, c):
        world.crawled(runs[0], source)
    tell(runs[0])
    world.crawled(runs[1], a)  # the others are not due every day
    world.crawled(runs[2], b)
    world.crawled(runs[2], c, "failed", message="HTTP 503")
    world.crawled(runs[3], a)
    world.event(runs[3])

    tell(runs[3], as_of=MORNING + 3 * DAY)

    text = text_of(mailroom.mails[1][1])
    assert "Từ thư trước (ngày 02/10/2025) đến nay đã đọc 2/3 nguồn." in text
    assert "Báo C (trang không tải được): lần cuối đọc được ngày 02/10/2025" in text
