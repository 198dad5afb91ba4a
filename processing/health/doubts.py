"""What makes one doubt what a crawl brought: less, shorter or emptier than usual.

All of it is measured by the source's own past and by how much there is to measure: one
article without a date is chance, three of three in a paper that dates all are not. So
a small paper is not doubted for being small. A source that is doubted already needs no
proof of it: it is believed again when its articles are as they used to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import comb

from crawlers.discovery.obstacles import WALLS
from processing.health.crawl import GOOD_RUNS, LEAST_PAST, Crawl, Past

# Of the addresses it usually finds, or finds on such a day, at least this share.
LEAST_FOUND = 0.3
LEAST_ON_SUCH_A_DAY = 0.6
# Fewer addresses than this vary too much from day to day to say anything.
LEAST_TYPICAL = 5
# Of what its articles usually have, at least this share.
LEAST_SHARE = 0.5
# What is filled less often than this is not missed.
LEAST_USUAL = 0.3
# No field is so sure that one article may not lack it.
SUREST = 0.98
# So rare is chance: once in some years of daily crawls.
CHANCE = 0.001
# Texts before there is a past to measure fields by.
LEAST_TEXTS = 10
# One text may be short; two that are much shorter than any day's are not chance.
LEAST_SHORT = 2
# Of pages none of which is an article.
LEAST_PAGES = 5
LEAST_WALLS = 2
FIELDS = ("title", "date", "lead", "author")
LAYOUT = "the site may have changed its layout"


def doubts(crawl: Crawl, past: Past) -> list[str]:
    """Why the texts of a crawl are not to be trusted, in words; empty if they are."""
    looks: tuple[Callable[[Crawl, Past], Iterator[str]], ...] = (
        _walls,
        _found,
        _pages,
        _fields,
        _length,
    )
    return [words for look in looks for words in look(crawl, past)]


def _walls(crawl: Crawl, past: Past) -> Iterator[str]:
    walls = sum(n for reason, n in crawl.skipped.items() if reason in WALLS)
    least = LEAST_WALLS if past.good else 1
    if walls >= least and walls >= crawl.fetched:
        yield f"{walls} articles hide behind a captcha, login or stub page"


def _found(crawl: Crawl, past: Past) -> Iterator[str]:
    """Far fewer addresses than usual, also for such a day of the week."""
    usual = past.usually_found
    if usual is None or crawl.is_unchanged or crawl.status != "succeeded":
        return
    found = crawl.discovered
    fewest = past.fewest_found(crawl.day.weekday())
    is_usual_then = fewest is not None and found >= LEAST_ON_SUCH_A_DAY * fewest
    if found == 0 and min(c.discovered for c in past.listed) > 0:
        yield f"found no article address at all, usually about {usual:.0f}: {LAYOUT}"
    elif usual >= LEAST_TYPICAL and found < LEAST_FOUND * usual and not is_usual_then:
        yield f"found {found} article addresses, usually about {usual:.0f}: {LAYOUT}"


def _pages(crawl: Crawl, past: Past) -> Iterator[str]:
    """Pages that hold no article any more."""
    before = [c for c in past.good if c.cleaned][:GOOD_RUNS]
    pages, articles = sum(c.cleaned for c in before), sum(c.articles for c in before)
    if len(before) >= LEAST_PAST and pages >= LEAST_TEXTS:
        is_missing = _is_missing(crawl.articles, crawl.cleaned, articles / pages, past)
    else:
        is_missing = not crawl.articles and crawl.cleaned >= LEAST_PAGES
    if is_missing and crawl.articles:
        part = f"{crawl.articles} of its {crawl.cleaned} article pages"
        yield f"only {part} hold an article: {LAYOUT}"
    elif is_missing:
        pages_now = f"none of its {crawl.cleaned} article pages"
        yield f"{pages_now} holds an article: {LAYOUT}"


def _fields(crawl: Crawl, past: Past) -> Iterator[str]:
    """Fields that its articles usually have and these have not."""
    before = past.with_texts
    texts = sum(c.texts for c in before)
    if len(before) < LEAST_PAST or texts < LEAST_TEXTS:
        return
    for field in FIELDS:
        usual = sum(c.filled.get(field, 0) for c in before) / texts
        has = crawl.filled.get(field, 0)
        if usual >= LEAST_USUAL and _is_missing(has, crawl.texts, usual, past):
            part = f"{has} of {crawl.texts} articles have a {field}"
            yield f"{part.replace('a author', 'an author')}, usually {usual:.0%}"


def _is_missing(has: int, of: int, usual: float, past: Past) -> bool:
    """Whether ``has`` of ``of`` are too few where ``usual`` is the share."""
    if not of or has >= LEAST_SHARE * usual * of:
        return False
    return past.is_held or _likelihood(has, of, min(usual, SUREST)) < CHANCE


def _likelihood(has: int, of: int, share: float) -> float:
    """How likely it is by chance that at most ``has`` of ``of`` have it."""
    few = range(has + 1)
    return sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in few)


def _length(crawl: Crawl, past: Past) -> Iterator[str]:
    """Texts half as long as on its shortest day, or twice as long as on its longest."""
    usual = [c.median_text_length for c in past.with_texts if c.median_text_length]
    now = crawl.median_text_length
    least = 1 if past.is_held else LEAST_SHORT
    if now is None or len(usual) < LEAST_PAST or crawl.texts < least:
        return
    if 2 * now < min(usual) or now > 2 * max(usual):
        span = f"{min(usual)} to {max(usual)}"
        how = "short" if now < min(usual) else "long"
        yield f"its articles are too {how}: {now} characters, usually {span}: {LAYOUT}"
