"""Messages by Apprise: a real conversation, and no secret where it can be read."""

from __future__ import annotations

import json
import logging

import pytest
from sqlalchemy import text

from processing.alert import subscriptions as book
from processing.alert.channels import kind_of, shown
from processing.alert.step import alert, send_waiting
from processing.settings import Settings
from tests.processing.alert.receiver import Receiver
from tests.processing.alert.world import MORNING, World

TOKEN = "s3cr3t-t0ken"


def settings() -> Settings:
    return Settings(_env_file=None)


def address(receiver: Receiver) -> str:
    return f"json://user:{TOKEN}@127.0.0.1:{receiver.port}/{TOKEN}?retry=0"


def test_a_message_says_shortly_what_happened(world: World) -> None:
    with Receiver() as receiver:
        world.subscriber(address(receiver), language="en")
        run = world.run()
        world.leader(
            run,
            proofs=[
                {
                    "quote": "Mời @everyone và <!channel> đọc.",
                    "url": "https://p.example/1",
                }
            ],
        )
        summary = alert(world.engine, run_id=run, as_of=MORNING, settings=settings())
    [got] = receiver.got
    said = json.loads(got.body)
    assert said["title"] == (
        "Ninh Bình: Nguyễn Văn An new Secretary of the Provincial Party Committee"
    )
    assert "“Mời ＠everyone và ‹!channel› đọc.”\nhttps://p.example/1" in said["message"]
    assert "dangbo subscribe" not in said["message"]
    assert (summary.mails, summary.problems) == (1, ())
    [row] = world.alerts()
    assert row.status == "sent"


def test_a_secret_of_an_address_is_shown_nowhere(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with Receiver(lambda _: 403) as receiver:
        url = address(receiver)
        world.subscriber(url)
        run = world.run()
        world.event(run)
        summary = alert(world.engine, run_id=run, as_of=MORNING, settings=settings())
    [problem] = summary.problems
    assert "the service answers 403: it will be tried again" in problem
    assert shown(url) in problem
    [row] = world.alerts()
    for place in (str(summary), caplog.text, row.last_error, shown(url)):
        assert TOKEN not in place
    # No column of any view holds a recipient.
    with world.engine.connect() as connection:
        views = connection.execute(
            text("SELECT viewname FROM pg_views WHERE schemaname = 'dashboard'")
        ).scalars()
        for view in views:
            query = text(f"SELECT count(*) FROM dashboard.{view} v WHERE v::text ~ :it")
            assert connection.execute(query, {"it": TOKEN}).scalar() == 0


def test_a_service_that_fails_is_tried_again(world: World) -> None:
    answers = iter([500, 200])
    with Receiver(lambda _: next(answers)) as receiver:
        world.subscriber(address(receiver))
        run = world.run()
        world.event(run)
        alert(world.engine, run_id=run, as_of=MORNING, settings=settings())
        noon = MORNING.replace(hour=12)
        send_waiting(world.engine, as_of=noon, settings=settings())
    assert len(receiver.got) == 2
    assert [row.status for row in world.alerts()] == ["sent"]


def test_a_long_message_arrives_to_its_end(world: World) -> None:
    with Receiver() as receiver:
        world.subscriber(address(receiver))
        run = world.run()
        for _ in range(70):
            world.event(run, proofs=[{"quote": "Nghị quyết " * 60}])
        alert(world.engine, run_id=run, as_of=MORNING, settings=settings())
    told = "".join(json.loads(got.body)["message"] for got in receiver.got)
    assert told.count("■") == 60
    assert "10" in told


def test_what_apprise_does_not_know_is_refused_without_being_repeated(
    world: World,
) -> None:
    with pytest.raises(book.SubscriptionError, match="recipient: Apprise knows") as no:
        world.subscriber(f"nosuch://{TOKEN}/x")
    assert TOKEN not in str(no.value)


def test_services_have_their_own_kind_of_address() -> None:
    slack = "slack://TAAAAAAAA/BBBBBBBBB/cccccccccccccccccccccccc/#general"
    assert kind_of(slack).name == "message"
    assert kind_of(slack).check(slack) == slack
    assert shown(slack).startswith("slack://…")
    assert "cccc" not in shown(slack)
