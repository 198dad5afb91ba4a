"""Webhooks: from events in the store to signed requests on a real receiver."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from datetime import timedelta
from time import monotonic, sleep

import pytest
from standardwebhooks.webhooks import Webhook

from processing.alert import subscriptions as book
from processing.alert import webaddress, webhook
from processing.alert.channels import kind_of, shown
from processing.alert.deadletters import dead_letters, revive
from processing.alert.step import alert, send_waiting
from processing.alert.webhook import signing_key
from processing.settings import Settings
from tests.processing.alert.mailroom import Mailroom
from tests.processing.alert.receiver import Receiver, drip
from tests.processing.alert.world import MORNING, World

SECRET = "only for the tests, of course: 40 letters"
HOURS = timedelta(hours=12)


@pytest.fixture
def open_settings(mailroom: Mailroom) -> Settings:
    """A mail server, a secret, and webhooks to loopback allowed."""
    return Settings(
        _env_file=None, SMTP_URL=mailroom.url, secret=SECRET, webhooks_to_private=True
    )


def tell(world: World, run: int, settings: Settings) -> object:
    return alert(world.engine, run_id=run, as_of=MORNING, settings=settings)


def later(world: World, settings: Settings, times: int = 1) -> object:
    when = MORNING + times * HOURS
    return send_waiting(world.engine, as_of=when, settings=settings)


def test_a_webhook_is_one_signed_request_with_all_events(
    world: World, open_settings: Settings
) -> None:
    with Receiver() as receiver:
        url = receiver.url + "/hook?key=1"
        number = world.subscriber(url, language="en")
        run = world.run()
        event = world.event(run)
        leader = world.leader(run, proofs=[{"quote": 'Ông "An" <b>được bầu</b>.'}])
        tell(world, run, open_settings)
        tell(world, run, open_settings)

    [got] = receiver.got
    assert got.path == "/hook?key=1"
    # By a library of receivers, and by the letter of the specification.
    body = Webhook(signing_key(SECRET, url)).verify(got.body, got.headers)
    key = base64.b64decode(signing_key(SECRET, url).removeprefix("whsec_"))
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode()
    mac = hmac.new(key, signed + got.body, hashlib.sha256).digest()
    assert got.headers["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"
    assert body["type"] == "events.told"
    data = body["data"]
    assert data["subscriptions"] == [number]
    assert {e["event_id"] for e in data["events"]} == {event, leader}
    told = next(e for e in data["events"] if e["event_id"] == leader)
    assert (
        told["title"]
        == "Nguyễn Văn An elected Secretary of the Provincial Party Committee"
    )
    assert told["province"] == "ninh-binh"
    assert told["occurred_on"] == "2025-10-01"
    assert told["evidence"][0]["quote"] == 'Ông "An" <b>được bầu</b>.'
    assert told["fields"]["position"] == "party_secretary"
    assert {row.status for row in world.alerts()} == {"sent"}


def test_after_a_fault_the_same_request_comes_again_with_the_same_id(
    world: World, open_settings: Settings
) -> None:
    answers = iter([500, 204, 204])
    with Receiver(lambda _: next(answers)) as receiver:
        world.subscriber(receiver.url + "/hook")
        run = world.run()
        world.event(run)
        summary = tell(world, run, open_settings)
        [row] = world.alerts()
        assert (row.status, row.attempts, row.last_error) == (
            "pending", 1, "answers 500",
        )  # fmt: skip
        # What is new meanwhile must not change the request that may have arrived.
        newer = world.run()
        world.event(newer)
        noon = MORNING + HOURS
        alert(world.engine, run_id=newer, as_of=noon, settings=open_settings)

    first, second, third = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert third.headers["webhook-id"] != first.headers["webhook-id"]
    assert json.loads(first.body)["data"] == json.loads(second.body)["data"]
    assert world.alerts()[0].status == "sent"
    [problem] = summary.problems
    assert "webhook to http://127.0.0.1" in problem
    assert "/hook" not in problem


def test_whoever_is_gone_is_not_called_again(
    world: World, open_settings: Settings
) -> None:
    with Receiver(lambda _: 410) as receiver:
        world.subscriber(receiver.url + "/a")
        kept = world.subscriber("an@example.org")
        run = world.run()
        world.event(run)
        tell(world, run, open_settings)
        world.event(run)
        tell(world, run, open_settings)
        later(world, open_settings)

    assert len(receiver.got) == 1
    assert [one.id for one in book.active(world.engine)] == [kept]
    [dead] = dead_letters(world.engine)
    assert "410" in (dead.last_error or "")
    assert dead.recipient == shown(receiver.url + "/a")
    assert revive(world.engine, dead.recipient) == 1


@pytest.mark.parametrize("behave", [drip, lambda _: sleep(1)], ids=["drip", "hang"])
def test_a_receiver_that_hangs_is_cut_off_and_keeps_nobody_waiting(
    world: World,
    open_settings: Settings,
    mailroom: Mailroom,
    monkeypatch: pytest.MonkeyPatch,
    behave: object,
) -> None:
    monkeypatch.setattr(webhook, "DEADLINE_SECONDS", 0.3)
    with Receiver(behave) as slow, Receiver() as quick:
        world.subscriber(slow.url)
        world.subscriber(quick.url)
        world.subscriber("an@example.org")
        run = world.run()
        world.event(run)
        started = monotonic()
        tell(world, run, open_settings)
        assert monotonic() - started < 2
        assert len(quick.got) == len(slow.got) == 1
        later(world, open_settings)
        first, second = slow.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert len(mailroom.mails) == 1
    errors = {row.last_error for row in world.alerts()}
    assert errors == {None, "gave no answer: no answer in time"}


def test_what_all_slow_receivers_cost_has_an_end(
    world: World, open_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "PATIENCE_SECONDS", 0)
    with Receiver(lambda _: 503) as receiver:
        for path in "abc":
            world.subscriber(f"{receiver.url}/{path}")
        run = world.run()
        world.event(run)
        summary = tell(world, run, open_settings)
    assert len(receiver.got) == 1
    assert "webhooks wait in the outbox" in summary.problems[-1]
    # Whoever was not tried has lost no attempt.
    assert sorted(row.attempts for row in world.alerts()) == [0, 0, 1]


def test_one_who_never_takes_it_ends_as_a_dead_letter(
    world: World, open_settings: Settings
) -> None:
    with Receiver(lambda _: 503) as receiver:
        world.subscriber(receiver.url)
        run = world.run()
        world.event(run)
        tell(world, run, open_settings)
        for times in range(1, 15):
            later(world, open_settings, times)
    assert [row.status for row in world.alerts()] == ["dead"]
    assert len(receiver.got) == 12
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1


def test_redirects_are_not_followed(world: World, open_settings: Settings) -> None:
    with Receiver(lambda _: 307) as receiver:
        world.subscriber(receiver.url + "/hook")
        run = world.run()
        world.event(run)
        tell(world, run, open_settings)
    assert [got.path for got in receiver.got] == ["/hook"]
    assert "redirect" in world.alerts()[0].last_error


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("https://localhost:{port}/", "localhost is a private address"),
        ("https://127.1:{port}/", "127.1 is a private address"),
        ("https://[::1]:{port}/", "::1 is a private address"),
        (
            "https://internal.example:{port}/",
            "internal.example leads to the private 127.0.0.1",
        ),
        ("http://paper.example:{port}/", "it is not encrypted (http)"),
    ],
)
def test_no_private_address_is_called_unless_a_setting_says_so(
    world: World,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    error: str,
) -> None:
    # A public name that leads to this machine.
    real = socket.getaddrinfo
    monkeypatch.setattr(
        webaddress.socket,
        "getaddrinfo",
        lambda host, *rest, **more: real(
            "127.0.0.1" if host.endswith(".example") else host, *rest, **more
        ),
    )
    called = []
    with Receiver(lambda _: called.append(1)) as receiver:
        world.subscriber(url.format(port=receiver.port))
        run = world.run()
        world.event(run)
        closed = settings.model_copy(update={"secret": _secret()})
        tell(world, run, closed)
    assert called == []
    assert world.alerts()[0].last_error.startswith(error)


def _secret() -> object:
    return Settings(_env_file=None, secret=SECRET).secret


def test_without_a_secret_webhooks_wait_and_mail_does_not(
    world: World, settings: Settings, mailroom: Mailroom
) -> None:
    world.subscriber("https://hooks.example/a")
    world.subscriber("an@example.org")
    run = world.run()
    world.event(run)
    summary = tell(world, run, settings)
    assert len(mailroom.mails) == 1
    assert "DANGBO_SECRET is not set" in summary.problems[0]
    assert {row.status for row in world.alerts()} == {"sent", "pending"}


@pytest.mark.parametrize(
    "address",
    [
        "https://user:password@host.example/",
        "https://",
        "https://host.example:port/",
        "https://host example/",
        "https://host.example/\nX-Header: 1",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(
    world: World, address: str
) -> None:
    with pytest.raises(book.SubscriptionError, match=r"recipient: .*write it as") as no:
        world.subscriber(address)
    assert "password@" not in str(no.value)


def test_an_address_is_shown_without_its_path() -> None:
    url = "https://Hooks.Example/T000/secret?token=abc#part"
    kept = kind_of(url).check(url)
    assert kept == "https://hooks.example/T000/secret?token=abc"
    assert shown(kept).startswith("https://hooks.example/…")
    assert shown(kept) != shown(kept + "d")
