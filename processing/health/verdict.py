"""How a crawl is judged: one state, and why in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawlers.archive.manifest import LEAST_FAILED
from processing.health.crawl import Crawl, Past, Verdict
from processing.health.doubts import doubts
from processing.health.rhythm import Rhythm
from processing.states import State

# More than this share of failed articles is a fault of the site or of ours.
MOST_FAILED = 0.5
# Articles that lead, or say they belong, to another host.
LEAST_MOVED = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """What the catalogue expects, and what the source's own past teaches."""

    items_per_week: int = 0
    quiet_days: int = 7
    rhythm: Rhythm = field(default_factory=Rhythm)


def judge(crawl: Crawl, past: Past, expected: Expected) -> Verdict:
    """The state of a source after this crawl."""
    return (
        _refused(crawl)
        or _moved(crawl)
        or _failing(crawl)
        or _doubted(crawl, past)
        or _degraded(crawl, past, expected)
        or _quiet(crawl, expected)
        or Verdict(State.HEALTHY, "all well")
    )


def _refused(crawl: Crawl) -> Verdict | None:
    if crawl.status != "refused":
        return None
    return Verdict(State.REFUSED, _said(crawl))


def _moved(crawl: Crawl) -> Verdict | None:
    """Most of what was asked for is redirected, or says it belongs, elsewhere."""
    led, own = sum(crawl.redirected_to.values()), sum(crawl.canonical_at.values())
    is_all = crawl.status == "failed" and 2 * led > crawl.problems
    if led and (is_all or (led >= LEAST_MOVED and led > crawl.fetched + crawl.failed)):
        host = _most(crawl.redirected_to)
        return Verdict(State.MOVED, f"leads to {host}: {_MEND}")
    if own >= LEAST_MOVED and 2 * own > crawl.articles:
        host = _most(crawl.canonical_at)
        return Verdict(State.MOVED, f"its articles name {host} as their home: {_MEND}")
    return None


_MEND = "if the site has moved, give its new address in the catalogue"


def _most(hosts: Mapping[str, int]) -> str:
    return max(sorted(hosts), key=lambda host: hosts[host])


def _failing(crawl: Crawl) -> Verdict | None:
    if crawl.status == "failed":
        return Verdict(State.FAILING, f"nothing could be read: {_said(crawl)}")
    tried = crawl.fetched + crawl.failed
    if crawl.failed >= LEAST_FAILED and crawl.failed > MOST_FAILED * tried:
        lost = f"{crawl.failed} of {tried} articles could not be fetched"
        return Verdict(State.FAILING, f"{lost}: {_said(crawl)}")
    return None


def _doubted(crawl: Crawl, past: Past) -> Verdict | None:
    """What it brought is not to be trusted, or an earlier doubt is not over."""
    if found := doubts(crawl, past):
        return Verdict(State.DEGRADED, "; ".join(found), is_held=True)
    if past.is_held and not _is_evidence(crawl, past):
        return Verdict(State.DEGRADED, past.held_words, is_held=True)
    return None


def _degraded(crawl: Crawl, past: Past, expected: Expected) -> Verdict | None:
    """Less than there should be, though what there is can be trusted."""
    if crawl.status == "interrupted":
        return Verdict(State.DEGRADED, f"stopped before its end: {_said(crawl)}")
    if words := _nothing_found(crawl, past, expected):
        return Verdict(State.DEGRADED, words)
    return None


def _quiet(crawl: Crawl, expected: Expected) -> Verdict | None:
    words = _silence(crawl, expected)
    return Verdict(State.QUIET, words) if words else None


def _said(crawl: Crawl) -> str:
    return crawl.message or "no reason was noted"


def _is_evidence(crawl: Crawl, past: Past) -> bool:
    """Whether a crawl without fault shows that an earlier doubt is over."""
    if past.held_texts:
        return crawl.texts > 0
    return crawl.texts > 0 or not crawl.is_unchanged


def _nothing_found(crawl: Crawl, past: Past, expected: Expected) -> str | None:
    """No address at all in a source that is expected to have some, and has no past."""
    has_past = past.usually_found is not None
    if has_past or crawl.discovered or crawl.is_unchanged:
        return None
    if not expected.items_per_week:
        return None
    return "found no article address at all, though it is expected to have some"


def _silence(crawl: Crawl, expected: Expected) -> str | None:
    """Nothing new for longer than its own past explains, or the catalogue allows."""
    rhythm = expected.rhythm
    if crawl.fetched or rhythm.newest is None:
        return None
    silence = rhythm.silence(crawl.day)
    newest = f"nothing new since {rhythm.newest:%Y-%m-%d}"
    if rhythm.is_learnt:
        unusual = rhythm.is_unusual(silence)
        return f"{newest}: it was never silent so long" if unusual else None
    if expected.items_per_week and len(silence) > expected.quiet_days:
        return f"{newest}, though {expected.items_per_week} a week are expected"
    return None
