"""The real spider over all news days: everything is had, nothing twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from crawlers.catalogue import load_catalogue
from demo.expected import load_expected
from demo.newsroom import Newsroom
from demo.site import Site, load_sites
from demo.story import HANOI, news_days, stories_on
from tests.crawlers.crawling import Outcome, crawled, job, memory_of


def allowed(day: dt.date, site: Site) -> list[str]:
    """Paths of what stands on a site and may be fetched."""
    paths = (story.path(site) for story in stories_on(day, site.id))
    return [path for path in paths if not path.startswith(site.refuses)]


def test_the_spider_has_every_article_of_every_day_once(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    sources = load_catalogue(newsroom.write_catalogue(tmp_path / "sources")).enabled
    runs: list[Outcome] = []
    for number, day in enumerate(news_days()):
        newsroom.day = day
        moment = dt.datetime.combine(day, dt.time(23, 59), HANOI)
        work = job(
            tmp_path / "archive", *sources, run_key=f"run-{number}", as_of=moment
        )
        runs.append(crawled(work, memory_of(*runs)))
        for name, site in load_sites().items():
            if day in site.down:
                assert runs[-1].summary(name).status != "succeeded"
                continue
            had = Counter(key for run in runs for key in run.keys(name))
            assert len(had) == len(allowed(day, site)), (day, name)
            # An edited article may be fetched again, nothing else.
            twice = {key for key, times in had.items() if times > 1}
            assert len(twice) <= sum(
                name in edited
                for one in load_expected().values()
                for edited in one.edited
            )
    asked = {request.target for request in newsroom.requests}
    assert not any(path.startswith("/noi-bo/") for path in asked)
    assert not any("nghi-quyet-so-07" in path for path in asked)
    assert {request.user_agent.partition("/")[0] for request in newsroom.requests} == {
        "Dangbo"
    }
