"""Feeds and calendars: served with their validators, and written by command and run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import feedparser
import icalendar
import pytest
from click.testing import CliRunner
from httpx import ASGITransport, AsyncClient, Response

from dangbo.chain import open_chain
from dangbo.cli.main import cli
from dangbo.plan import plan_from
from dangbo.web.app import make_app
from processing.alert.links import Links
from processing.settings import load_settings
from tests.processing.alert.world import MORNING, World

SECRET = "only for the tests, of course: 40 letters"
BASE = "https://alerts.example/dangbo"


@pytest.fixture
def world(engine: object, monkeypatch: pytest.MonkeyPatch) -> World:
    """A store with one resolution and one announced congress."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    monkeypatch.setenv("DANGBO_PUBLIC_URL", BASE)
    monkeypatch.setenv("DANGBO_SECRET", SECRET)
    world = World(engine)
    run = world.run()
    world.event(run)
    announced = {"phase": "announced", "term": "2030-2035"}
    world.event(run, "congress", fields=announced, occurred_on=date(2030, 9, 25))
    return world


Ask = Callable[..., Response]


@pytest.fixture
def get(world: World) -> Ask:
    """Asks for a path below feeds/."""
    transport = ASGITransport(make_app(world.engine, Links(BASE, SECRET)))

    def ask(
        path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response:
        async def answer() -> Response:
            async with AsyncClient(transport=transport, base_url=BASE) as client:
                return await client.request(method, f"feeds/{path}", headers=headers)

        return asyncio.run(answer())

    return ask


def test_a_feed_is_served_and_not_again_while_it_is_the_same(
    world: World, get: Ask
) -> None:
    first = get("all.atom")
    assert first.headers["Content-Type"].startswith("application/atom+xml")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert len(feedparser.parse(first.content).entries) == 2
    tag, time = first.headers["ETag"], first.headers["Last-Modified"]

    def again(**headers: str) -> int:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return get("all.atom", headers=names).status_code

    assert again(If_None_Match=tag) == 304
    assert again(If_None_Match=f'"other", W/{tag}') == 304
    assert again(If_Modified_Since=time) == 304
    assert again(If_None_Match='"other"', If_Modified_Since=time) == 200
    assert again(If_Modified_Since="yesterday, or so") == 200
    empty = get("all.atom", headers={"If-None-Match": tag})
    assert (empty.content, empty.headers["ETag"]) == (b"", tag)
    world.event(world.run())
    assert again(If_None_Match=tag) == 200


def test_each_feed_has_its_path_and_language(get: Ask) -> None:
    def title(path: str) -> str:
        [entry] = feedparser.parse(get(path).content).entries
        return str(entry.title)

    assert "Ban hành Nghị quyết" in title("nam-dinh/resolution.atom")
    assert "Resolution" in title("nam-dinh/resolution.atom?language=en")
    calendar = get("nam-dinh/calendar.ics")
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(icalendar.Calendar.from_ical(calendar.content).walk("VEVENT")) == 1
    assert get("all.atom", method="HEAD").content == b""


@pytest.mark.parametrize(
    "path", ["nowhere.atom", "all.atom?language=xx", "../all.atom", "", "%2e%2e/etc"]
)
def test_there_is_nothing_else(get: Ask, path: str) -> None:
    assert get(path).status_code == 404


def test_the_command_writes_what_is_served(
    world: World, get: Ask, tmp_path: Path
) -> None:
    done = CliRunner().invoke(cli, ["feeds", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "files" in done.output
    for path in ("all.atom", "ninh-binh/resolution.atom", "calendar.ics"):
        served = get(path).content
        assert (tmp_path / path).read_bytes() == served
    nowhere = CliRunner().invoke(cli, ["feeds"])
    assert "set DANGBO_FEEDS" in nowhere.output


def test_the_daily_run_keeps_the_folder_up_to_date(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "feeds"
    monkeypatch.setenv("DANGBO_FEEDS", str(folder))
    plan = plan_from(
        {
            "key": "k",
            "kind": "daily",
            "as_of": MORNING.isoformat(),
            "since": "",
            "until": "",
        }
    )
    with open_chain(load_settings(), plan) as link:
        line = link.alert()
    assert "feeds: " in line
    assert len(feedparser.parse((folder / "all.atom").read_bytes()).entries) == 2
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DANGBO_FEEDS", str(tmp_path / "file"))
    with open_chain(load_settings(), plan) as link:
        assert "cannot be written" in link.alert()
        query = "SELECT message FROM core.run WHERE key = 'k'"
        with link.engine.connect() as connection:
            message = connection.exec_driver_sql(query).scalar()
    assert "cannot be written" in message
