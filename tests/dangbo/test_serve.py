"""`dangbo serve`: the links of a real mail, clicked by people and by programs."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from threading import Thread
from urllib.request import Request, urlopen

import pytest
import uvicorn
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from dangbo.cli.main import cli
from dangbo.web import guard
from dangbo.web.app import make_app
from dangbo.web.guard import BODY_LIMIT_BYTES
from processing.alert import subscriptions as book
from processing.alert.links import Links, numbers_of
from processing.alert.step import alert
from processing.settings import Settings, load_settings
from tests.processing.alert.mailroom import Mailroom, html_of, mail_server, text_of
from tests.processing.alert.world import MORNING, World

SECRET = "only for the tests, of course: 40 letters"
MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
    b"One-Click\r\n--b--\r\n"
)
BASE = "https://alerts.example/dangbo"
ONE_CLICK = b"List-Unsubscribe=One-Click"


@pytest.fixture
def world(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> World:
    """A store, with the settings of `dangbo serve` in the environment."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    monkeypatch.setenv("DANGBO_PUBLIC_URL", BASE + "/")
    monkeypatch.setenv("DANGBO_SECRET", SECRET)
    return World(engine)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Web:
    """Asks the application over HTTP."""

    port: int

    def ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Send one request, the path as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body)
        with connection.getresponse() as got:
            return Answer(got.status, got.headers, got.read().decode())

    def get(self, path: str) -> Answer:
        """Look at a page."""
        return self.ask("GET", path)

    def post(self, path: str, body: bytes = ONE_CLICK) -> Answer:
        """Click."""
        return self.ask("POST", path, body)


@pytest.fixture
def web(world: World) -> Iterator[Web]:
    """The application, served by a thread."""
    config = uvicorn.Config(make_app(world.engine, Links(BASE, SECRET)), log_level=50)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Web(listener.getsockname()[1])
        server.should_exit = True
        thread.join()


def mail_of(world: World, run: int) -> Mailroom:
    """Where the one mail arrived that the step sends now."""
    with mail_server() as room:
        settings = load_settings().model_copy(update={"operator": "op@example.org"})
        found = Settings(_env_file=None, SMTP_URL=room.url).smtp_url
        settings = settings.model_copy(update={"smtp_url": found})
        alert(world.engine, run_id=run, as_of=MORNING, settings=settings)
    return room


def path_of(url: str) -> str:
    return url.removeprefix("https://alerts.example")


def active(world: World) -> set[int]:
    return {one.id for one in book.active(world.engine)}


def test_one_click_ends_what_the_mail_came_from_and_looking_at_it_does_not(
    world: World, web: Web
) -> None:
    mine = {world.subscriber(), world.subscriber(provinces=["ninh-binh"])}
    other = world.subscriber(kinds=["congress"])
    theirs = world.subscriber("binh@example.org", kinds=["congress"])
    run = world.run()
    world.event(run)

    room = mail_of(world, run)
    mail = room.only()

    # As it travels: a mail program takes the address as it stands, encoded it is lost.
    sent = rb"^List-Unsubscribe: <https:[!-~]{80,}>,\r\n <mailto:[!-~]+>\r\n\S"
    assert re.search(sent, room.raw[0], re.MULTILINE)
    header = mail["List-Unsubscribe"]
    url, mailto = re.fullmatch(r"<(https:[^<>]+)>, <(mailto:[^<>]+)>", header).groups()
    assert mailto.startswith("mailto:op@example.org?subject=unsubscribe")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"<{url}>" in text_of(mail)
    assert f'href="{url}"' in html_of(mail)
    assert "example.org" not in url
    for method in ("GET", "HEAD", "GET"):  # scanners and previews
        assert web.ask(method, path_of(url)).status == 200
    assert active(world) == {*mine, other, theirs}
    assert '<form method="post">' in web.get(path_of(url)).text

    assert web.post(path_of(url)).status == 200

    assert active(world) == {other, theirs}
    again = web.post(path_of(url), MULTIPART)
    assert again.status == 200
    assert "<form" not in web.get(path_of(url)).text
    assert active(world) == {other, theirs}


def test_following_the_successor_by_link(world: World, web: Web) -> None:
    world.subscriber(
        kinds=["leadership_change"], persons=["Đặng Xuân Phong"], language="en",
        frequency="weekly", note="vì sao",
    )  # fmt: skip
    run = world.run()
    event = world.leader(run, "Nguyễn <b>An", fields={"predecessor": "Đặng Xuân Phong"})
    path = path_of(Links(BASE, SECRET).follow(1, event, "an@example.org"))

    page = web.get(path)
    assert "Nguyễn &lt;b&gt;An" in page.text, "a page of news never becomes markup"
    assert active(world) == {1}
    world.change("event", event, fields={"direction": "in", "person": "Nguyễn Văn An"})
    for _ in range(2):
        assert web.post(path).status == 200

    [_, new] = book.active(world.engine)
    assert (new.recipient, new.persons) == ("an@example.org", ["Nguyễn Văn An"])
    assert (new.frequency, new.language, new.note) == ("weekly", "en", "vì sao")


def test_forged_links_do_nothing_and_are_all_answered_alike(
    world: World, web: Web
) -> None:
    mine, theirs = world.subscriber(), world.subscriber("binh@example.org")
    url = Links(BASE, SECRET).unsubscribe([mine], "an@example.org")
    token = url.rpartition("/")[2]
    signature = token.partition(".")[2]
    other_key = Links(BASE, SECRET[::-1]).unsubscribe([mine], "an@example.org")
    forged = [
        f"unsubscribe/{theirs}.{signature}",
        f"unsubscribe/{mine}-{theirs}.{signature}",
        f"unsubscribe/{mine}.{signature[:-1]}",
        f"unsubscribe/{mine}.",
        f"unsubscribe/{mine}",
        f"unsubscribe/{'9' * 30}.{signature}",
        f"unsubscribe/%00.{signature}",
        f"follow/{token}",
        path_of(other_key).removeprefix("/dangbo/"),
        # Signed here, but for somebody else's row.
        path_of(Links(BASE, SECRET).unsubscribe([theirs], "an@example.org"))
        .removeprefix("/dangbo/"),
    ]  # fmt: skip
    answers = set()
    for path in forged:
        for method in ("GET", "POST"):
            answer = web.ask(method, f"/dangbo/{path}")
            answers.add((answer.status, answer.text))

    assert {status for status, _ in answers} == {404}
    assert len(answers) == 1
    assert web.post(f"/dangbo/unsubscribe/{token}%0d%0aX-Evil:1").status == 404
    assert active(world) == {mine, theirs}


def test_every_answer_forbids_what_a_page_of_one_button_does_not_need(
    web: Web,
) -> None:
    for path in ("/health", "/dangbo/unsubscribe/1.x", "/nowhere"):
        headers = web.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_long_body_is_refused_and_changes_nothing(world: World, web: Web) -> None:
    mine = world.subscriber()
    path = path_of(Links(BASE, SECRET).unsubscribe([mine], "an@example.org"))

    assert web.post(path, b"x" * (BODY_LIMIT_BYTES + 1)).status == 413
    assert web.ask("PUT", path).status == 405
    assert active(world) == {mine}
    assert web.post(path, b"x" * BODY_LIMIT_BYTES).status == 200
    assert active(world) == set()


def test_a_body_that_never_ends_is_cut_off(
    world: World, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.2)
    path = path_of(Links(BASE, SECRET).unsubscribe([1], "an@example.org"))
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\n".encode())
        line.sendall(b"Content-Length: 26\r\n\r\nList-")
        assert line.recv(100).startswith(b"HTTP/1.1 408 ")


@given(st.text(max_size=60))
def test_no_text_makes_reading_a_token_fail(text: str) -> None:
    numbers = numbers_of(text)

    assert all(0 <= number < 2**63 for number in numbers)


def test_the_command_serves_by_a_socket_and_keeps_the_links_to_itself(
    world: World,
) -> None:
    mine = world.subscriber()
    url = Links(BASE, SECRET).unsubscribe([mine], "an@example.org")
    server = subprocess.Popen(
        [sys.executable, "-m", "dangbo.cli.main", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        line = server.stdout.readline()
        here = re.fullmatch(rf"answering on (\S+) for {BASE}\n", line).group(1)
        post = Request(f"http://{here}{path_of(url)}", b"List-Unsubscribe=One-Click")
        with urlopen(post, timeout=10) as answer:
            assert answer.status == 200
            assert "server" not in {name.lower() for name in answer.headers}
    finally:
        server.send_signal(signal.SIGTERM)
        rest = server.communicate(timeout=20)[0]
    assert active(world) == set()
    assert url.rpartition("/")[2] not in rest


def test_what_is_missing_or_in_the_way_is_one_line(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(cli, ["serve", "--port", port])
    assert "use another --port" in str(result.exception)

    monkeypatch.delenv("DANGBO_SECRET")
    result = CliRunner().invoke(cli, ["serve"])
    assert "DANGBO_PUBLIC_URL and DANGBO_SECRET must both" in str(result.exception)
    assert result.exit_code == 1


def test_without_public_address_or_secret_there_is_mail_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    monkeypatch.delenv("DANGBO_SECRET")

    room = mail_of(world, run)
    mail = room.only()

    assert mail["List-Unsubscribe"].startswith("<mailto:op@example.org?")
    assert mail["List-Unsubscribe-Post"] is None
    assert "alerts.example" not in text_of(mail)


@pytest.mark.parametrize("secret", ["short", ""])
def test_a_secret_that_can_be_guessed_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        Settings(_env_file=None, secret=secret)
