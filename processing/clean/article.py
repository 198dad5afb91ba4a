"""One page to one article: the order in which everything is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawlers.catalogue import Source
from crawlers.catalogue.families import Selectors
from processing.clean.body import Body, find_body, read_lines
from processing.clean.byline import find_author
from processing.clean.declared import Declared, read_declared
from processing.clean.decode import damage, to_utf8
from processing.clean.furniture import repeats_title, tidy
from processing.clean.headline import find_title
from processing.clean.judge import (
    Findings,
    canonical_url,
    foreign_host,
    refuse,
    refuse_early,
    refuse_error,
)
from processing.clean.language import language_of
from processing.clean.lead import find_lead
from processing.clean.outcome import EXTRACTOR, NotAnArticle
from processing.clean.page import Element, Page, PageError, parse
from processing.clean.published import Published, find_published
from processing.clean.scoring import outside
from processing.clean.stamps import find_stamps, is_bare, read_stamp, url_date
from processing.clean.visible import Place
from processing.model import HANOI, CleanArticle
from processing.text import fold

# Lines at the top of a body that may be its headline, date and byline again.
HEAD = 6
# Characters of text below which a body is doubted.
HARDLY = 250
LANGUAGE_ATTRIBUTES = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")


def extract(
    html: bytes,
    url: str,
    *,
    source: Source | None = None,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
) -> CleanArticle | NotAnArticle:
    """Make an article of the bytes of a page, or say in words why it is none.

    ``source`` gives selectors and the time zone; ``content_type`` is what the server
    declared; ``fetched_at`` (aware) bounds the date of publication. Hostile or broken
    pages are answered, never raised about.
    """
    utf8 = to_utf8(html, content_type)
    if isinstance(utf8, NotAnArticle):
        return utf8
    try:
        page = parse(utf8, url)
    except PageError as error:
        return NotAnArticle(str(error))
    if reason := refuse_early(page, utf8):
        return NotAnArticle(reason)
    return _read(page, source, fetched_at)


def _read(
    page: Page, source: Source | None, fetched_at: datetime | None
) -> CleanArticle | NotAnArticle:
    declared = read_declared(page)
    selectors = _selectors(page, declared, source, fetched_at)
    ignored = outside(page)
    for css in selectors.remove:
        _remove(page, css, ignored)
    title, title_element = find_title(page, declared, selectors.title, ignored)
    if reason := refuse_error(page, title):
        return NotAnArticle(reason)
    body, ignored = _body(page, selectors.body, ignored)
    if body is None or title is None:
        nothing = Findings(title, (), None, None)
        return NotAnArticle(refuse(page, declared, nothing, source) or "no text")
    place = Place(title_element, body.element, ignored)
    published = find_published(
        page,
        declared,
        selectors.date,
        place,
        zone=ZoneInfo(source.time_zone) if source else HANOI,
        fetched_at=fetched_at,
    )
    lead, lines = _text(page, declared, selectors.lead, title, body, place)
    findings = Findings(title, lines, body, published)
    if reason := refuse(page, declared, findings, source):
        return NotAnArticle(reason)
    found = _Found(title, title_element, body, lead, lines, published)
    return _finished(page, declared, selectors.author, found)


def _text(
    page: Page,
    declared: Declared,
    selector: str | None,
    title: str,
    body: Body,
    place: Place,
) -> tuple[str | None, list[str]]:
    """The lead, where there is one, and the paragraphs, which begin with it."""
    lead = find_lead(
        page,
        declared,
        selector,
        title=place.title,
        body=body.element,
        ignored=place.ignored | body.teasers,
    )
    lines = _lines(body, title, lead)
    if lead is not None and lines and lead.startswith(lines[0]):
        lead = lines[0]
    return lead, lines


@dataclass(frozen=True, slots=True)
class _Found:
    """The parts of an article, before its byline is taken from its text."""

    title: str
    title_element: Element | None
    body: Body
    lead: str | None
    lines: list[str]
    published: Published | None


def _finished(
    page: Page, declared: Declared, author_selector: str | None, found: _Found
) -> CleanArticle | NotAnArticle:
    """The article, or a refusal if its text was decoded wrongly."""
    author, at = find_author(
        page,
        declared,
        author_selector,
        region=_region(page, found.title_element, found.body),
        lines=found.lines,
    )
    lines = _without_byline(found.lines, author, at)
    text = "\n".join(lines)
    if wrong := damage(f"{found.title}\n{text}"):
        return NotAnArticle(wrong)
    published = found.published
    return CleanArticle(
        url=canonical_url(page),
        title=found.title,
        text=text,
        lead=found.lead,
        author=author,
        published_at=published.moment if published else None,
        published_precision=published.precision if published else None,
        published_from=published.origin if published else None,
        language=language_of(text, _declared_language(page)),
        extractor=EXTRACTOR,
        canonical_host=foreign_host(page),
    )


def _selectors(
    page: Page,
    declared: Declared,
    source: Source | None,
    fetched_at: datetime | None,
) -> Selectors:
    """The source's selectors for pages of that day: of publication, else of fetch."""
    if source is None:
        return Selectors()
    for value in (declared.json_date, *declared.meta_dates):
        if value and (stamp := read_stamp(value)):
            return source.selectors_on(stamp.day)
    if told := url_date(page.url):
        return source.selectors_on(date(told.year, told.month, told.day or 1))
    return source.selectors_on(fetched_at.date() if fetched_at else date.max)


def _remove(page: Page, css: str, ignored: set[Element]) -> None:
    """Empty what the source says is no text; the elements stay in their places."""
    for element in page.select(css):
        for inner in element.iter():
            inner.text = None
            if inner is not element:
                inner.tail = None
            ignored.add(inner)


def _body(
    page: Page, selector: str | None, ignored: set[Element]
) -> tuple[Body | None, set[Element]]:
    """The body; looked for once more in spite of names if it is hardly any."""
    body = find_body(page, selector, ignored)
    if body is not None and (body.how == "selector" or body.score.gain >= HARDLY):
        return body, ignored
    wider = outside(page, by_name=False)
    other = find_body(page, selector, wider)
    gain = body.score.gain if body else 0.0
    if other is not None and other.score.gain >= max(HARDLY, 2 * gain):
        return other, wider
    return body, ignored


def _lines(body: Body, title: str, lead: str | None) -> list[str]:
    """The paragraphs of the text: lead first, no headline, stamps or furniture."""
    lines = read_lines(body)
    for at, line in enumerate(lines[:HEAD]):
        if repeats_title(line, title):
            lines = lines[at + 1 :]
            break
    lines = _without_summary(tidy(lines, title))
    last = len(lines) - 3
    lines = [x for i, x in enumerate(lines) if HEAD <= i < last or not _is_stamp(x)]
    return _with_lead(lines, lead, title)


def _without_summary(lines: list[str]) -> list[str]:
    """The lines without a summary that was cut from the head of the text itself."""
    for at, (line, after) in enumerate(pairwise(lines[:HEAD])):
        if len(line) > len(after) >= 40 and fold(line).startswith(fold(after)):
            return lines[:at] + lines[at + 1 :]
    return lines


def _is_stamp(line: str) -> bool:
    if len(line) > 100:
        return False
    stamps = find_stamps(line)
    return bool(stamps) and is_bare(line, stamps)


def _with_lead(lines: list[str], lead: str | None, title: str) -> list[str]:
    """The lines beginning with the lead, which stands there once."""
    if lead is None or repeats_title(lead, title):
        return lines
    key = fold(lead)
    for at, line in enumerate(lines[:HEAD]):
        own = fold(line)
        if own == key or own.startswith(key) or (len(own) > 40 and key.startswith(own)):
            # A marked lead that runs on beyond its own line was cut from the text.
            first = line
            before = [x for x in lines[:at] if len(x) > 60]
            # Some print it again in bold at the head of the text.
            after = [x for x in lines[at + 1 :] if fold(x) != key]
            return [first, *before, *after]
    return [lead, *lines]


def _region(page: Page, title: Element | None, body: Body) -> Sequence[Element]:
    """Where a byline may stand: from the headline into the text, and soon after it."""
    start = page.position[body.element]
    end = start + sum(1 for _ in body.element.iter())
    first = min(start, page.position[title]) if title is not None else start
    into = min(start + 30, end)
    return page.elements[max(0, first - 5) : into] + page.elements[end - 10 : end + 40]


def _without_byline(lines: list[str], author: str | None, at: int | None) -> list[str]:
    """The lines without the byline (line ``at``) and the author's name by itself."""
    key = fold(author or "")
    names = {key, f"{key} {key}"} if key else set()
    kept = []
    for index, line in enumerate(lines):
        beside = index < HEAD or (at is not None and index > at)
        if index != at and not (beside and fold(line) in names):
            kept.append(line)
    return kept


def _declared_language(page: Page) -> str | None:
    for attribute in LANGUAGE_ATTRIBUTES:
        if value := page.tree.get(attribute):
            return str(value)
    return None
