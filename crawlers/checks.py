"""Whether a crawl went as it should: silent breakage is the worst failure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from crawlers.catalogue import Source
from crawlers.manifest import SourceSummary

# Of its own past, a source that finds less than this share is told of.
LEAST_SHARE = 0.3
# With fewer good runs than this there is no past to compare with.
LEAST_PAST = 3
# Fewer addresses than this vary too much from day to day to say anything.
LEAST_TYPICAL = 5
# More than this share of failed articles is a fault of the site or of ours.
MOST_FAILED = 0.5


def judge(
    summary: SourceSummary, source: Source, recent: Sequence[SourceSummary] = ()
) -> list[str]:
    """What is wrong with a crawl, in plain words; nothing if it went well.

    ``recent`` are earlier crawls of the source, the newest first. A source that
    answered "unchanged" everywhere found nothing and did nothing wrong.
    """
    problems = [*_status(summary), *_failures(summary)]
    if summary.status != "succeeded":
        return problems
    good = [run for run in recent if run.status == "succeeded"]
    return [*problems, *_drift(summary, good), *_silence(summary, source, good)]


def _status(summary: SourceSummary) -> list[str]:
    words = summary.message or "no reason was noted"
    if summary.status == "refused":
        return [f"refused by robots.txt: {words}"]
    if summary.status == "failed":
        return [f"nothing could be read: {words}"]
    if summary.status == "interrupted":
        return [f"stopped before its end: {words}"]
    return []


def _failures(summary: SourceSummary) -> list[str]:
    tried = summary.fetched + summary.failed
    if summary.failed and summary.failed / tried > MOST_FAILED:
        return [f"{summary.failed} of {tried} articles could not be fetched"]
    walls = sum(n for reason, n in summary.skipped.items() if reason in WALLS)
    if walls and walls >= summary.fetched:
        return [f"{walls} articles hide behind a captcha, login or stub page"]
    return []


WALLS = {
    "a captcha",
    "a login page",
    "an empty page",
    "an anti-robot page that sets a cookie or moves on by script",
    "a refusal by the site's firewall",
}
UNCHANGED = "page unchanged since last time"


def _drift(summary: SourceSummary, good: Sequence[SourceSummary]) -> list[str]:
    """Far fewer addresses found than in its own past."""
    past = [run.discovered for run in good if not run.skipped.get(UNCHANGED)]
    if len(past) < LEAST_PAST or summary.skipped.get(UNCHANGED):
        return []
    typical = median(past[:10])
    if typical < LEAST_TYPICAL or summary.discovered >= LEAST_SHARE * typical:
        return []
    return [
        f"found {summary.discovered} article addresses, usually about {typical:.0f}:"
        " the site may have changed its layout"
    ]


def _silence(
    summary: SourceSummary, source: Source, good: Sequence[SourceSummary]
) -> list[str]:
    """Nothing new for longer than is usual for it, though articles are expected."""
    if not source.expected_items_per_week or summary.fetched:
        return []
    if not summary.discovered and not summary.skipped.get(UNCHANGED):
        return ["found no article address at all, though it is expected to have some"]
    quiet = _quiet_since(summary, good)
    if quiet is None or quiet <= timedelta(days=source.quiet_days):
        return []
    usual = f"{source.expected_items_per_week} a week are expected"
    return [f"nothing new for {quiet.days} days, though {usual}"]


def _quiet_since(
    summary: SourceSummary, good: Sequence[SourceSummary]
) -> timedelta | None:
    """How long ago an article was last fetched; None if the past does not say."""
    for run in good:
        if run.fetched:
            return summary.started_at - run.started_at
    # Never in memory: at least as long as the memory reaches.
    return summary.started_at - good[-1].started_at if good else None
