"""Every declared fault at once: nothing leaves, nothing hangs, nobody else suffers."""

from __future__ import annotations

import ast
import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.catalogue import Source
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.known import Known
from crawlers.network.elsewhere import host_led_to
from tests.crawlers.certificates import Authority
from tests.crawlers.crawling import (
    ARTICLE,
    AS_OF,
    NEEDED,
    Outcome,
    crawled,
    job,
    memory_of,
    outcome,
    source,
)
from tests.crawlers.faults import FAULTS, Fault, World
from tests.crawlers.faults.declared import TIMEOUT, articles, at, links, place
from tests.crawlers.faults.page import ELSEWHERE, page
from tests.crawlers.inside import Surroundings, crawl_inside
from tests.crawlers.site import Site

PROJECT = Path(__file__).resolve().parents[2]
MEGA = 1024 * 1024
# An address of the public internet; no connection gets there.
PUBLIC = "93.184.215.14"
NAMES = {
    "declared.test": ("127.0.0.1",),
    "inside.test": ("127.0.0.1",),
    "rebinding.test": (PUBLIC, "127.0.0.1"),
}
MOST_ARTICLES = 60
TIME_LIMIT = 60.0
# Seconds; nothing but the slow sites is given up.
PATIENT = 30.0


@dataclass(frozen=True)
class Night:
    """One crawl of all of them together."""

    sites: dict[str, Site]
    other: Site
    around: Surroundings
    outcome: Outcome
    seconds: float


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    folder = tmp_path_factory.mktemp("night")
    authority = Authority.new(folder)
    around = Surroundings(NAMES, folder / "connections", authority.file)
    with ExitStack() as stack:
        closed = stack.enter_context(socket.socket())
        closed.bind(("127.0.0.1", 0))
        other = stack.enter_context(Site())
        other.page(at(1), ARTICLE.format(title="other"))
        world = World(other, closed)
        sites = {}
        slow: list[Source] = []
        others: list[Source] = []
        for one in FAULTS:
            tls = authority.context(one.tls) if one.tls else None
            site = sites[one.name] = stack.enter_context(Site(tls=tls))
            fields = one.lay(site, world) or place()
            made = source(one.source_id, site.url, **fields)
            (slow if one.is_slow else others).append(made)
        begin = time.monotonic()
        jobs = [
            job(
                folder,
                *sources,
                download_timeout=timeout,
                max_articles=MOST_ARTICLES,
                time_limit_seconds=TIME_LIMIT,
                since=AS_OF - timedelta(days=45),
            )
            for sources, timeout in ((slow, TIMEOUT), (others, PATIENT))
        ]
        crawl_there(jobs, around)
        seconds = time.monotonic() - begin
        manifests = outcome(jobs[0]).manifests | outcome(jobs[1]).manifests
        found = Outcome(str(folder), manifests)
        yield Night(sites, other, around, found, seconds)


def crawl_there(jobs: list[CrawlJob], around: Surroundings) -> None:
    """Two processes at once: one has little patience."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(NEEDED)
    crawls = [context.Process(target=crawl_inside, args=(j, around)) for j in jobs]
    for one in crawls:
        one.start()
    for one in crawls:
        one.join(120)
        assert one.exitcode == 0


@pytest.mark.parametrize("fault", FAULTS, ids=[one.name for one in FAULTS])
def test_fault(night: Night, fault: Fault) -> None:
    summary = night.outcome.summary(fault.source_id)
    message = summary.message or ""
    assert summary.status == fault.status, message
    wanted = sorted(f"{fault.source_id}:{n}" for n in fault.got)
    assert night.outcome.keys(fault.source_id) == wanted
    assert summary.fetched == len(wanted)
    assert fault.told in message
    if not fault.told and not fault.skipped:
        assert message == ""
    assert not fault.skipped or summary.skipped[fault.skipped] > 0
    if fault.at_most is not None:
        assert len(night.sites[fault.name].requests) <= fault.at_most
    assert "secret" not in message


def test_a_site_whose_rules_are_elsewhere_is_seen_to_have_moved(night: Night) -> None:
    """Its places are not asked for: robots.txt alone says where it went."""
    manifest = night.outcome.manifests["rules-elsewhere"]
    led = {host_led_to(problem.reason) for problem in manifest.problems}
    assert led == {urlsplit(night.other.url).netloc}


def test_nothing_leaves(night: Night) -> None:
    """Every connection goes to a site of this web, or to the one public address."""
    sites = {("127.0.0.1", site.port) for site in night.sites.values()}
    reached = set(night.around.connected())
    outside = {one for one in reached if one[0] == PUBLIC}
    assert outside == {(PUBLIC, night.sites["rebinding"].port)}
    others = reached - sites - outside
    assert all(host == "127.0.0.1" for host, _ in others)
    assert len({port for _, port in others}) == 1  # the one that refuses
    assert night.other.requests == []


def test_a_gigabyte_is_cut_off_early(night: Night) -> None:
    """Three tries and what is on its way in buffers at most."""
    for name in ("gigabyte", "unsaid_gigabyte", "rules_of_a_gigabyte"):
        assert night.sites[name].sent < 64 * MEGA
    for name in ("flood_of_headers", "endless_header", "endless_continue"):
        assert night.sites[name].sent < 32 * MEGA


def test_it_ends_in_time(night: Night) -> None:
    assert night.seconds < TIME_LIMIT + 20


def test_a_layout_changed_overnight_shows_in_the_counts(tmp_path: Path) -> None:
    """The same day: by status where nothing is left, by the counts where little is."""
    with Site() as site:
        paper = source("paper", site.url, **place())
        articles(site, *range(1, 13))
        site.page("/thoi-su/", links(*range(1, 13)))
        usual = crawled(job(tmp_path, paper, run_key="usual")).summary("paper")
        new = '<a href="/2025/07/tin-so-7">x</a>' * 11
        site.page("/thoi-su/", new + links(1))
        little = crawled(job(tmp_path, paper, run_key="little")).summary("paper")
        site.page("/thoi-su/", new)
        nothing = crawled(job(tmp_path, paper, run_key="nothing")).summary("paper")
    assert (usual.discovered, little.discovered, nothing.discovered) == (12, 1, 0)
    assert [one.status for one in (usual, little)] == ["succeeded", "succeeded"]
    assert nothing.status == "failed"
    assert "no link on it has the shape of an article" in (nothing.message or "")


def test_a_dead_link_beside_what_is_known_is_no_failure(tmp_path: Path) -> None:
    with Site() as site:
        paper = source("paper", site.url, **place())
        articles(site, 1)

        def night(run_key: str, known: Known | None, *numbers: int) -> str:
            site.page("/thoi-su/", links(*numbers))
            found = crawled(job(tmp_path, paper, run_key=run_key), known)
            summary = found.summary("paper")
            assert (summary.fetched, summary.failed) == (0, len(numbers) - 1)
            return summary.status

        site.page("/thoi-su/", links(1))
        known = memory_of(crawled(job(tmp_path, paper, run_key="before")))
        assert night("quiet", known, 1, 2) == "succeeded"
        assert night("down", known, 1, 2, 3, 4) == "failed"
        site.page("/thoi-su/", links(2))
        first = crawled(job(tmp_path, paper, run_key="first"))
        assert first.summary("paper").status == "failed"


def test_the_page_on_faults_is_up_to_date() -> None:
    assert (PROJECT / "docs" / "faults.md").read_text() == page()


@pytest.mark.parametrize("test", [row[2] for row in ELSEWHERE])
def test_every_test_it_names_exists(test: str) -> None:
    file, name = test.split("::")
    tree = ast.parse((PROJECT / file).read_text())
    assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_there_are_more_than_forty() -> None:
    assert len({one.name for one in FAULTS}) == len(FAULTS) > 40
