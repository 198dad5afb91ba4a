"""Many polite crawls at once: is their time bound by the delay, or by us?

Every site gives robots.txt, two sitemaps and some articles of about 200 KB, one request
after the other. Nobody who keeps the delay can be quicker than the bound.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import run
from benchmarks.site import free_ports, served_at
from crawlers.archive.manifest import read_manifests
from crawlers.catalogue import Source
from crawlers.crawl.job import CrawlJob
from crawlers.spider.process import crawl
from demo.generator import NEWEST, catalogue_entry

RUN = "polite"


def main(sites: int, articles: int, delay: float) -> None:
    """Measure and print, with the ratio to the bound and the share of a core."""
    folder = Path(tempfile.mkdtemp(prefix="dangbo-polite-"))
    with served_at(articles, free_ports(sites)) as bases:
        given = json.dumps([folder.as_posix(), delay, *bases])
        command = [sys.executable, "-m", "benchmarks.polite", given]
        root = {"PYTHONPATH": str(Path.cwd())}
        taken = run(command, env=root, cwd=folder, log=folder / "crawl.log")
    summaries = [m.summary for m in read_manifests(str(folder), RUN) if m.summary]
    fetched = sum(summary.fetched for summary in summaries)
    if fetched != sites * articles:
        raise SystemExit(f"{fetched} of {sites * articles} articles: see {folder}")
    most = max(summary.requests for summary in summaries)
    bound = (most - 1) * delay
    print(
        f"{sites} sites, {fetched} articles, {most} requests a site {delay:g} s apart"
    )
    print(f"bound given by the delay     {bound:8.1f} s")
    print(f"first request to last        {_span(folder):8.1f} s")
    print(f"process, start to end        {taken.wall_seconds:8.1f} s")
    print(f"ratio to the bound           {taken.wall_seconds / bound:8.2f}")
    share = taken.cpu_seconds / taken.wall_seconds
    print(f"CPU                          {share:8.1%} of one core")
    print(f"peak                         {taken.peak_megabytes:8.0f} MB")


def _span(folder: Path) -> float:
    """Seconds from the first answer of any site to the last of any."""
    manifests = read_manifests(str(folder), RUN)
    times = [page.fetched_at for manifest in manifests for page in manifest.pages]
    return (max(times) - min(times)).total_seconds()


def _sources(bases: list[str], delay: float) -> tuple[Source, ...]:
    def entry(number: int, base: str) -> dict[str, Any]:
        own = {"id": f"site-{number}", "delay_seconds": delay}
        return {**catalogue_entry(base), **own}

    entries = (entry(number, base) for number, base in enumerate(bases, start=1))
    return tuple(Source.model_validate(one) for one in entries)


def _crawl(given: str) -> None:
    folder, delay, *bases = json.loads(given)
    as_of: datetime = NEWEST
    crawl(CrawlJob(RUN, as_of, _sources(bases, delay), folder))


if __name__ == "__main__":
    _crawl(sys.argv[1])
