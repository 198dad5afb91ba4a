"""A mail server that is absent, slow or difficult costs nobody a mail."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from processing.alert import smtp
from processing.alert.deadletters import revive
from tests.crawlers.certificates import Authority
from tests.processing.alert.conftest import Tell, make_settings
from tests.processing.alert.mailroom import Mailroom, mail_server
from tests.processing.alert.world import DAY, MORNING, World

MINUTE = timedelta(minutes=1)
PEOPLE = ("an@example.org", "binh@example.org", "chi@example.org")


@pytest.fixture
def run(world: World) -> int:
    """A run with one event that three people are to be told."""
    for person in PEOPLE:
        world.subscriber(person)
    run = world.run()
    world.event(run)
    return run


def by_recipient(world: World) -> dict[str, str]:
    return {row.recipient: row.status for row in world.alerts()}


def test_without_a_server_everything_waits_and_a_line_says_so(
    run: int,
    world: World,
    tell: Tell,
    mailroom: Mailroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summary = tell(run, settings=make_settings(monkeypatch, None))

    assert (summary.queued, summary.sent) == (3, 0)
    assert summary.problems == (
        "SMTP_URL is not set; the mails wait in the outbox for the next run",
    )
    assert {(row.status, row.attempts) for row in world.alerts()} == {("pending", 0)}
    assert tell(run).sent == 3


def test_a_server_that_is_down_is_tried_once_a_run_and_later_gets_all(
    run: int,
    world: World,
    tell: Tell,
    mailroom: Mailroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    down = make_settings(monkeypatch, f"smtp://u:geheim@127.0.0.1:{port}")

    summary = tell(run, settings=down)

    assert (summary.sent, summary.failed) == (0, 1)
    [problem] = summary.problems
    assert f"mail server 127.0.0.1:{port} cannot be reached" in problem
    assert "geheim" not in str(summary)
    [tried] = [row for row in world.alerts() if row.last_error]
    assert tried.attempts == 0, "nobody was asked to take it"
    assert tried.next_attempt_at - MORNING >= MINUTE
    assert "cannot be reached" in tried.last_error

    next_day = world.run(MORNING + DAY)
    assert tell(next_day, as_of=MORNING + DAY).sent == 3
    assert sorted(to for to, _ in mailroom.mails) == sorted(PEOPLE)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_wrong_credentials_are_named_and_not_shown(
    run: int, world: World, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(password="dung@roi 1") as room:
        address = f"127.0.0.1:{room.port}"
        wrong = make_settings(monkeypatch, f"smtp://dangbo:sai-roi@{address}")
        summary = tell(run, settings=wrong)
        assert "refuses the credentials in SMTP_URL" in summary.problems[0]
        assert "sai-roi" not in str(summary)
        assert room.mails == []

        right = "smtp://dangbo:dung%40roi%201@" + address
        later = {"as_of": MORNING + 2 * MINUTE}
        summary = tell(run, settings=make_settings(monkeypatch, right), **later)
        assert summary.sent == 3


def test_one_refused_recipient_of_three_affects_nobody_else_and_ends_dead(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    mailroom.answers["binh@example.org"] = "550 5.1.1 no such user"

    first = tell(run)

    assert (first.sent, first.failed, first.dead) == (2, 1, 0)
    assert "mail to binh@example.org" in first.problems[0]
    assert "550 5.1.1 no such user" in first.problems[0]
    assert by_recipient(world) == {
        "an@example.org": "sent",
        "binh@example.org": "pending",
        "chi@example.org": "sent",
    }

    assert tell(run, as_of=MORNING + 2 * MINUTE).failed == 1
    last = tell(run, as_of=MORNING + 10 * MINUTE)
    assert (last.failed, last.dead) == (0, 1)
    assert tell(run, as_of=MORNING + DAY).problems == ()
    assert mailroom.attempts["binh@example.org"] == 3
    [dead] = [row for row in world.alerts() if row.status == "dead"]
    assert "550" in dead.last_error

    mailroom.answers.clear()
    assert revive(world.engine, "binh@example.org") == 1
    assert tell(run, as_of=MORNING + DAY).sent == 1
    assert len(mailroom.to("binh@example.org")) == 1


def test_days_without_a_server_take_no_attempts_from_anybody(
    run: int,
    world: World,
    tell: Tell,
    mailroom: Mailroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    down = make_settings(monkeypatch, "smtp://127.0.0.1:1")
    for day in range(4):
        assert tell(run, settings=down, as_of=MORNING + day * DAY).failed == 1
    for person in PEOPLE:
        mailroom.answers[person] = "550 no such user"

    summary = tell(run, as_of=MORNING + 5 * DAY)

    assert (summary.failed, summary.dead) == (3, 0)


def test_who_is_refused_for_what_the_installation_is_is_not_given_up_soon(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    """Postfix says so to everybody who forgot the password in SMTP_URL."""
    for person in PEOPLE:
        mailroom.answers[person] = "554 5.7.1 Recipient address rejected: Access denied"
    for hours in (0, 1, 2, 5, 12, 24):
        summary = tell(run, as_of=MORNING + hours * 60 * MINUTE)
        assert (summary.failed, summary.dead) == (3, 0)
    mailroom.answers.clear()

    assert tell(run, as_of=MORNING + 2 * DAY).sent == 3


def test_a_server_that_wants_a_password_is_the_installations_trouble(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    for person in PEOPLE:
        mailroom.answers[person] = "530 5.7.0 Must issue AUTH first"

    summary = tell(run)

    assert "SMTP_URL needs user and password" in summary.problems[0]
    assert {row.attempts for row in world.alerts()} == {0}


def test_a_server_without_room_takes_no_attempts_and_no_blame(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    mailroom.sender_answer = "452 4.3.1 Insufficient system storage"

    summary = tell(run)

    assert "the server takes no mail for now" in summary.problems[0]
    assert "DANGBO_MAIL_FROM" not in summary.problems[0]
    assert {row.attempts for row in world.alerts()} == {0}
    mailroom.sender_answer = "250 OK"
    assert tell(run, as_of=MORNING + 2 * MINUTE).sent == 3


def test_new_alerts_do_not_die_with_old_ones(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    mailroom.answers["binh@example.org"] = "550 no such user"
    tell(run)
    tell(run, as_of=MORNING + 2 * MINUTE)
    world.event(run)

    summary = tell(run, as_of=MORNING + 10 * MINUTE)

    assert (summary.sent, summary.failed, summary.dead) == (2, 1, 1)
    mine = [row for row in world.alerts() if row.recipient == "binh@example.org"]
    assert [(row.status, row.attempts) for row in mine] == [("dead", 3), ("pending", 1)]


def test_greylisting_is_waited_out_with_growing_pauses(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    mailroom.answers["chi@example.org"] = "451 4.7.1 greylisted, try again"

    assert tell(run).failed == 1
    assert tell(run).failed == 0, "it must wait a minute first"
    assert tell(run, as_of=MORNING + 2 * MINUTE).failed == 1
    assert tell(run, as_of=MORNING + 6 * MINUTE).failed == 0, "now five minutes"
    mailroom.answers.clear()
    assert tell(run, as_of=MORNING + 8 * MINUTE).sent == 1

    assert {len(mailroom.to(person)) for person in PEOPLE} == {1}
    [row] = [row for row in world.alerts() if row.recipient == "chi@example.org"]
    assert (row.attempts, row.last_error) == (3, None)


def test_what_surely_did_not_arrive_joins_the_next_mail(
    world: World, tell: Tell, mailroom: Mailroom
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    mailroom.data_answer = "452 4.3.1 queue full"
    assert tell(run).failed == 1
    mailroom.data_answer = "250 OK"
    next_day = world.run(MORNING + DAY)
    world.event(next_day)

    assert tell(next_day, as_of=MORNING + DAY).sent == 2

    assert "2 nghị quyết mới" in mailroom.only()["Subject"]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_hanging_server_is_left_after_the_timeout(
    run: int, tell: Tell, silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"smtp://127.0.0.1:{silent_port}?timeout=0.3"

    summary = tell(run, settings=make_settings(monkeypatch, url))

    assert summary.sent == 0
    assert "no answer in time" in summary.problems[0]


@pytest.mark.parametrize("has_arrived", [True, False])
def test_a_server_that_hangs_after_the_mail_keeps_its_identity(
    world: World,
    tell: Tell,
    mailroom: Mailroom,
    monkeypatch: pytest.MonkeyPatch,
    has_arrived: bool,
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    take = mailroom.handle_DATA
    hangs = True

    async def take_slowly(server: object, *args: object) -> str:
        nonlocal hangs
        if hangs:
            hangs = False
            if has_arrived:
                await take(server, *args)
            server.transport.abort()
            return "250 too late"
        return await take(server, *args)

    monkeypatch.setattr(mailroom, "handle_DATA", take_slowly)
    assert tell(run).failed == 1
    [row] = world.alerts()
    assert row.status == "pending"
    assert row.message_id is not None

    assert tell(run, as_of=MORNING + 2 * MINUTE).sent == 1

    assert len(mailroom.mails) == 1 + has_arrived
    assert {mail["Message-ID"] for _, mail in mailroom.mails} == {row.message_id}


def test_a_server_that_drips_is_cut_off(
    world: World,
    tell: Tell,
    mailroom: Mailroom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    monkeypatch.setattr(smtp, "DEADLINE_SECONDS", 0.4)

    async def drip(server: object, session: object, envelope: object) -> str:
        for _ in range(100):
            server._writer.write(b"250-still thinking\r\n")
            await asyncio.sleep(0.05)
        return "250 OK"

    monkeypatch.setattr(mailroom, "handle_DATA", drip)

    assert tell(run).failed == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://mail.example", "names no mail server"),
        ("smtp://", "names no mail server"),
        ("smtp://u:geheim@mail.example:x", "cannot be read"),
        ("smtp://mail.example?starttls=perhaps", "unknown option"),
        ("smtp://mail.example?tls=yes", "unknown option"),
        ("smtp://u:gi%E1%BB%AF@mail.example", "ASCII"),
    ],
)
def test_an_address_that_is_none_is_explained(
    run: int,
    world: World,
    tell: Tell,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    words: str,
) -> None:
    summary = tell(run, settings=make_settings(monkeypatch, url))

    assert words in summary.problems[0]
    assert "geheim" not in str(summary)
    assert {row.status for row in world.alerts()} == {"pending"}


def test_starttls_that_is_demanded_and_not_offered_sends_nothing(
    run: int, tell: Tell, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = mailroom.url + "&starttls=yes"

    summary = tell(run, settings=make_settings(monkeypatch, url))

    assert "offers no STARTTLS" in summary.problems[0]
    assert mailroom.mails == []


@pytest.mark.parametrize("is_trusted", [True, False])
def test_starttls_is_used_and_the_certificate_verified(
    run: int,
    tell: Tell,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    is_trusted: bool,
) -> None:
    authority = Authority.new(tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with mail_server(tls=authority.context("good")) as room:
        summary = tell(
            run, settings=make_settings(monkeypatch, room.url + "&starttls=yes")
        )

    assert summary.sent == (3 if is_trusted else 0)
    if not is_trusted:
        assert "certificate is not trusted" in summary.problems[0]


def test_a_refused_sender_kills_no_alert(
    run: int, world: World, tell: Tell, mailroom: Mailroom
) -> None:
    async def refuse(*_: object) -> str:
        return "553 5.7.1 sender not allowed"

    mailroom.handle_MAIL = refuse

    for minutes in (0, 2, 20, 90):
        summary = tell(run, as_of=MORNING + minutes * MINUTE)
        assert "check DANGBO_MAIL_FROM" in summary.problems[0]

    assert set(by_recipient(world).values()) == {"pending"}
