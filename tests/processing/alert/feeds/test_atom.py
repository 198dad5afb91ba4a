"""Feeds, as a reader of feeds and the rules of RFC 4287 see them."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from processing.alert.feeds import entries
from processing.alert.feeds.atom import atom
from processing.alert.feeds.entries import news, of_kind
from processing.alert.feeds.files import FeedsError, write_feeds
from processing.alert.feeds.publisher import Publisher
from processing.alert.feeds.scope import Scope, feed_at, kinds_of, provinces
from processing.settings import Settings
from tests.processing.alert.world import MORNING, World

HERE = Path(__file__).parent
RULES = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
PUBLISHER = Publisher("alerts.example", "https://alerts.example/dangbo")


ALL = Scope()


def feed(world: World, scope: Scope = ALL, language: str = "en") -> bytes:
    """The feed, held against the rules of the format."""
    with world.engine.connect() as connection:
        found = of_kind(news(connection, scope.province), scope.kind)
    content = atom(found, scope, PUBLISHER, language)
    RULES.assertValid(etree.fromstring(content))
    return content


def read(content: bytes) -> feedparser.FeedParserDict:
    read = feedparser.parse(content)
    assert not read.bozo
    ids = [entry.id for entry in read.entries]
    assert len(ids) == len(set(ids))
    return read


def test_an_event_is_an_entry_with_its_sentence_and_link(world: World) -> None:
    event = world.leader(
        world.run(),
        proofs=[
            {
                "quote": "Ông <script>alert(1)</script> & Nguyễn Văn An được bầu.",
                "title": "Tin \x07 & ảnh",
                "url": 'https://paper.example/a?b=1&c="2"',
            },
            {"url": "https://paper.example/second?x=1&y=2", "quote": "Câu thứ hai."},
            {"url": "javascript:alert(1)"},
        ],
    )
    read_feed = read(feed(world))
    assert read_feed.feed.title == "Dangbo"
    assert (
        read_feed.feed.links[0].href == "https://alerts.example/dangbo/feeds/all.atom"
    )
    [entry] = read_feed.entries
    assert entry.id == f"tag:alerts.example,2026:event/20251002-{event}"
    assert entry.title == (
        "Ninh Bình: Nguyễn Văn An elected Secretary of the Provincial Party Committee"
    )
    assert entry.link == "https://paper.example/second?x=1&y=2"
    assert [tag.term for tag in entry.tags] == ["leadership_change", "ninh-binh"]
    raw = etree.fromstring(feed(world)).findtext(".//{*}content")
    assert raw is not None
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>Nguyễn Văn An được bầu"
        in raw
    )
    assert "javascript:" not in raw
    assert "Tin &amp; ảnh" in raw


def test_an_entry_is_the_same_one_when_its_event_moves_on(world: World) -> None:
    event = world.event(world.run(), "congress", fields={"phase": "announced"})
    [before] = read(feed(world)).entries
    world.change("event", event, confidence=0.8, last_seen_at=MORNING)
    assert read(feed(world)).entries[0].updated == before.updated
    world.change("event", event, identity_key="congress|a better key")
    assert read(feed(world)).entries[0].updated == before.updated
    later = MORNING + timedelta(days=900)
    world.change("event", event, changed_at=later)
    world.change("event", event, state="closing", fields={"phase": "closing"})
    [after] = read(feed(world)).entries
    assert after.id == before.id
    assert after.updated > before.updated
    assert after.title != before.title
    assert read(feed(world)).feed.updated == after.updated


def test_what_is_retracted_says_so_and_what_never_was_news_is_not_there(
    world: World,
) -> None:
    run = world.run()
    shown = world.event(run)
    old = world.event(run, is_news=False)
    for event in (shown, old):
        world.change("event", event, status="retracted", is_news=False)
    world.event(run, status="baseline", is_news=False)
    [entry] = read(feed(world)).entries
    assert entry.title.startswith("Ninh Bình: Withdrawn: Resolution")
    assert "withdrawn" in [tag.term for tag in entry.tags]


def test_a_feed_is_of_a_province_and_kind_and_follows_mergers(world: World) -> None:
    run = world.run()
    now = world.event(run)
    before = world.leader(run, organisation_id="nam-dinh-1", province="nam-dinh")
    hanoi = world.event(run, organisation_id="ha-noi-1", province="ha-noi")

    def ids(province: str | None, kind: str | None = None) -> set[int]:
        found = read(feed(world, Scope(province, kind))).entries
        return {int(entry.id.rpartition("-")[2]) for entry in found}

    assert ids(None) == {now, before, hanoi}
    assert ids("ninh-binh") == ids("nam-dinh") == {now, before}
    assert ids("nam-dinh", "resolution") == {now}
    assert ids(None, "congress") == set()


def test_a_feed_has_an_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "FEED_LIMIT", 3)
    run = world.run()
    made = [world.event(run) for _ in range(5)]
    made += [world.leader(run) for _ in range(2)]
    assert len(read(feed(world)).entries) == 3
    newest = read(feed(world, Scope(None, "resolution"))).entries
    assert {int(e.id.rpartition("-")[2]) for e in newest} == set(made[2:5])


def test_files_are_whole_and_change_only_with_their_events(
    world: World, tmp_path: Path
) -> None:
    run = world.run()
    world.event(run)
    first = write_feeds(world.engine, tmp_path, PUBLISHER)
    assert first.changed == first.files == len(provinces()) * 6
    feeds = {str(f.relative_to(tmp_path)) for f in tmp_path.rglob("*.atom")}
    assert {"all.atom", "congress.atom", "ninh-binh/congress.atom"} < feeds
    assert {feed_at(path).path + ".atom" for path in feeds} == feeds
    for path in feeds:
        RULES.assertValid(etree.parse(tmp_path / path))
    world.event(run, organisation_id="ha-noi-1", province="ha-noi")
    second = write_feeds(world.engine, tmp_path, PUBLISHER)
    # Of all and of Ha Noi, each of all kinds and of one.
    assert second.changed == 4
    assert not list(tmp_path.rglob("*.new"))


def test_a_folder_that_cannot_be_written_is_named(world: World, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(FeedsError, match=r"all\.atom cannot be written"):
        write_feeds(world.engine, in_the_way, PUBLISHER)


@pytest.mark.parametrize(
    "path",
    ["all", "nowhere.atom", "../all.atom", "ninh-binh/nothing.atom", "", ".atom",
     "congress/ninh-binh.atom", "ninh-binh/all.atom", "all.atom/"],
)  # fmt: skip
def test_there_are_no_other_feeds(path: str) -> None:
    assert feed_at(path) is None


def test_every_feed_is_found_at_its_path() -> None:
    scopes = [scope for province in provinces() for scope in kinds_of(province)]
    assert [feed_at(scope.path + ".atom") for scope in scopes] == scopes


def test_an_installation_without_an_address_signs_by_its_mail_domain() -> None:
    given = Settings(_env_file=None, mail_from="D <d@paper.example>", public_url=None)
    publisher = Publisher.of(given)
    assert publisher.tag("x") == "tag:paper.example,2026:x"
    assert publisher.address("all.atom") is None
    assert os.sep not in publisher.domain
