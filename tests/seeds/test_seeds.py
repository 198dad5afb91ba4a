"""The five real articles the project began with, from web page to event and mail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, text

from dangbo import chain
from dangbo.plan import Plan
from demo.mailbox import Mailbox
from processing.alert import subscriptions
from processing.model import HANOI
from processing.settings import load_settings
from tests.crawlers.site import Site
from tests.seeds.pages import ORDINARY, SEEDS, listing, ordinary, page

MERGED = date(2025, 6, 30)

SOURCES: dict[str, dict[str, Any]] = {
    "baonamdinh": {
        "kind": "newspaper",
        "official": True,
        "family": "ymd",
        "home": [{"province": "nam-dinh", "until": MERGED}],
    },
    "tinhuynamdinh": {
        "kind": "party_portal",
        "official": True,
        "article_url": r"/news/[a-z-]+/[a-z-]+-\d+\.html$",
        "home": [{"province": "nam-dinh", "until": MERGED}],
    },
    "baoninhthuan": {
        "kind": "newspaper",
        "official": True,
        "article_url": r"/news/\d+p\d+c\d+/[a-z-]+\.htm$",
        "home": [{"province": "ninh-thuan", "until": MERGED}],
    },
    "thongtanxa": {"kind": "central", "official": True, "family": "epi"},
    "baohaugiang": {
        "kind": "newspaper",
        "official": True,
        "article_url": r"/chinh-tri/[a-z0-9-]+-\d+\.html$",
        "home": [{"province": "hau-giang", "until": MERGED}],
    },
}
FURNITURE = (
    "You are here",
    "Ý KIẾN BẠN ĐỌC",
    "Thời tiết",
    "LIÊN KẾT WEBSITE",
    "Tags:",
    "TOP",
    "Viết bình luận",
    "Tin cùng chuyên mục",
    "Các tin khác",
    "Xem thêm",
    "GMT+7",
    "Hotline",
)


@dataclass(frozen=True)
class Newspapers:
    """The sites of the five articles; each shows only what it was told to print."""

    sites: dict[str, Site]
    folder: Path

    def prints(self, *seed_ids: str) -> None:
        """Put exactly these articles on their sites."""
        for name, site in self.sites.items():
            shown = [s for s in SEEDS if s.site == name and s.id in seed_ids]
            paths = [ORDINARY[name], *(seed.path for seed in shown)]
            site.page("/", listing(paths))
            site.page(ORDINARY[name], ordinary(name))
            for seed in shown:
                site.page(seed.path, page(seed, self.folder))


@pytest.fixture
def newspapers(eval_data: Path) -> Iterator[Newspapers]:
    with ExitStack() as stack:
        sites = {name: stack.enter_context(Site()) for name in SOURCES}
        yield Newspapers(sites, eval_data / "seeds")


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mails") as box:
        yield box


@pytest.fixture
def morning(
    newspapers: Newspapers,
    engine: Engine,
    mailbox: Mailbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], None]:
    """Run the whole chain with a given moment as its clock."""
    catalogue = tmp_path / "sources"
    catalogue.mkdir()
    entries = [
        {
            "id": name,
            "name": name,
            "base_url": newspapers.sites[name].url,
            "discovery": [{"kind": "listing", "url": f"{site.url}/", "pages": 1}],
            "delay_seconds": 0,
            "local": True,
            **SOURCES[name],
        }
        for name, site in newspapers.sites.items()
    ]
    (catalogue / "seeds.yaml").write_text(
        yaml.safe_dump({"sources": entries}, allow_unicode=True), encoding="utf-8"
    )
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    monkeypatch.setenv("DANGBO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DANGBO_SOURCES", str(catalogue))
    monkeypatch.setenv("DANGBO_WORKERS", "1")
    monkeypatch.setenv("SMTP_URL", mailbox.url)
    subscriptions.subscribe(
        engine,
        subscriptions.Wish("reader@example.org", kinds=("leadership_change",)),
    )

    def run(moment: str) -> None:
        as_of = datetime.fromisoformat(moment).replace(tzinfo=HANOI)
        key = f"test.{as_of:%Y%m%d%H%M}"
        chain.run_all(load_settings(), Plan(key, "daily", as_of))

    return run


def rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    """What identifies an observation, as a label and as we have it."""
    identity = ("person", "position", "term", "ordinal", "status", "number", "issuer")
    return (
        row["kind"],
        row["province"],
        str(row.get("occurred_on") or ""),
        *(row.get(name) for name in identity),
    )


OBSERVED = """
SELECT a.url, o.kind, o.province, o.occurred_on, o.fields, o.quote, v.text
FROM core.observation o
JOIN core.article_version v ON v.id = o.article_version_id
JOIN core.article a ON a.id = v.article_id
WHERE o.superseded_at IS NULL AND o.kind <> 'document'
"""
CHANGES = """
SELECT e.*, array_agg(o.quote ORDER BY ev.role DESC) AS quotes,
       array_agg(ev.role ORDER BY ev.role DESC) AS roles
FROM core.event e
JOIN core.event_evidence ev ON ev.event_id = e.id
JOIN core.observation o ON o.id = ev.observation_id
WHERE e.kind = 'leadership_change' AND e.status <> 'retracted'
GROUP BY e.id
"""


def test_the_five_articles_say_exactly_what_their_labels_say(
    morning: Callable[[str], None],
    newspapers: Newspapers,
    engine: Engine,
    eval_data: Path,
) -> None:
    newspapers.prints("000", "001", "002", "003", "004")
    morning("2023-07-12 05:30")

    versions = rows(engine, "SELECT text, title FROM core.article_version")
    assert len(versions) == 5 + len(ORDINARY)
    for version in versions:
        assert [word for word in FURNITURE if word in version["text"]] == []
        assert not version["text"].startswith(version["title"])

    lines = (eval_data / "dev/seeds/labels.jsonl").read_text(encoding="utf-8")
    labels = {label["id"]: label for label in map(json.loads, lines.splitlines())}
    found = rows(engine, OBSERVED)
    for seed in SEEDS:
        url = newspapers.sites[seed.site].url + seed.path
        wanted = {
            told(o) for o in labels[seed.id]["observations"] if not o.get("uncertain")
        }
        got = {told({**o, **o["fields"]}) for o in found if o["url"] == url}
        assert got == wanted, seed.id
    assert not [o for o in found if o["kind"] == "congress"]
    assert all(o["quote"] in o["text"] for o in found)


def the_one_change(engine: Engine) -> dict[str, Any]:
    """The secretary of Nam Định has changed, and nothing else."""
    [change] = rows(engine, CHANGES)
    assert change["province"] == "nam-dinh"
    assert change["fields"]["position"] == "party_secretary"
    assert change["fields"]["person"] == "Phạm Gia Túc"
    assert change["fields"]["predecessor"] == "Đoàn Hồng Phong"
    assert str(change["occurred_after"]) == "2020-12-31"
    assert str(change["occurred_on"]) == "2021-07-30"
    assert sorted(change["roles"]) == ["after", "before"]
    assert any("Đoàn Hồng Phong" in quote for quote in change["quotes"])
    assert any("Phạm Gia Túc" in quote for quote in change["quotes"])
    return change


def state(engine: Engine) -> list[dict[str, Any]]:
    """Who held what, as known now."""
    return rows(
        engine,
        """SELECT organisation_id, position_id, person, valid_from, valid_to,
           from_basis, to_basis FROM core.tenure WHERE recorded_to IS NULL
           ORDER BY 1, 2, 4 NULLS FIRST, 3""",
    )


def test_a_silent_change_of_secretary_is_flagged_and_mailed_once(
    morning: Callable[[str], None],
    newspapers: Newspapers,
    engine: Engine,
    mailbox: Mailbox,
) -> None:
    newspapers.prints("000")
    morning("2021-01-01 05:30")
    newspapers.prints("000", "003")
    morning("2021-07-31 05:30")
    change = the_one_change(engine)
    before = state(engine)
    sent = mailbox.messages()

    morning("2021-07-31 06:30")

    assert the_one_change(engine)["id"] == change["id"]
    assert state(engine) == before
    assert len(mailbox.messages()) == len(sent) == 1
    assert "Phạm Gia Túc" in sent[0].subject
    assert "Đoàn Hồng Phong" in sent[0].text


def test_the_other_order_ends_in_the_same_state_and_the_same_event(
    morning: Callable[[str], None], newspapers: Newspapers, engine: Engine
) -> None:
    newspapers.prints("003")
    morning("2021-07-31 05:30")
    assert rows(engine, CHANGES) == []
    newspapers.prints("000", "003")
    morning("2021-08-01 05:30")
    the_one_change(engine)
    seat = [row for row in state(engine) if row["position_id"] == "party_secretary"]
    assert [row["person"] for row in seat] == ["Đoàn Hồng Phong", "Phạm Gia Túc"]
