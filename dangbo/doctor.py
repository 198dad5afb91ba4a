"""What broke at a source: its last good page in the archive against today's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, select

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.warc.response import read_record
from crawlers.catalogue import Source
from crawlers.probing.probe import probe
from dangbo.errors import DangboError
from dangbo.probing import SAMPLES, kept_pages
from dangbo.stored_pages import KeptPage
from processing.clean import NotAnArticle, extract
from processing.clean.origins import FIELDS, Origin, origins, selected
from processing.model import CleanArticle
from processing.store.tables import page as page_table

# So far back in the archive the last good page is looked for.
MOST_PAGES = 300
SHOWN = 80
# Pages of one run were fetched within so long.
ONE_RUN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Finding:
    """How one field fares.

    ``selector`` is in force for it, if any. ``state``: works; broken (it was found
    once and is not now); strayed (the selector finds nothing any more, the field is
    found without it); never (it was never found). ``then`` and ``now`` are what it
    gave on the last good page and gives today, ``seen_on`` the address and day of
    that page. ``proposed``: a selector that finds the field on all of today's pages.
    """

    field: str
    selector: str | None
    state: str
    then: str | None = None
    seen_on: str | None = None
    now: str | None = None
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found: today's pages, why some are no articles, each field."""

    source_id: str
    today: tuple[str, ...]
    refusals: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_healthy(self) -> bool:
        """Whether nothing that once worked has ceased to."""
        return not self.refusals and all(
            f.state in ("works", "never") for f in self.findings
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as read: the article, where its fields stand, what selectors find."""

    page: KeptPage
    made: CleanArticle | NotAnArticle
    origins: dict[str, Origin]
    selected: dict[str, str | None]

    def value(self, field: str) -> str | None:
        """What the field is on this page."""
        origin = self.origins.get(field)
        return _short(origin.value) if origin else None


def pages_today(source: Source, as_of: datetime, contact: str) -> list[KeptPage]:
    """A few articles of the source as the site answers now.

    Raises:
        ProbeError: if the probe itself could not be run.
    """
    with tempfile.TemporaryDirectory(prefix="dangbo-doctor-") as folder:
        done = probe(source, folder, as_of, contact=contact, articles=SAMPLES)
        return list(kept_pages(done))


def archived_pages(
    connection: Connection, archive: str, source_id: str
) -> Iterator[KeptPage]:
    """The articles of a source in the archive, the newest first."""
    query = (
        select(page_table)
        .where(page_table.c.source_id == source_id)
        .where(page_table.c.kind == "article", page_table.c.status == 200)
        .where(page_table.c.pruned_at.is_(None))
        .order_by(page_table.c.fetched_at.desc(), page_table.c.id.desc())
        .limit(MOST_PAGES)
    )
    where = Archive(archive)
    for row in connection.execute(query).mappings():
        try:
            answer = read_record(where, row["warc_path"], row["warc_offset"])
        except ArchiveError:
            # Broken bytes are for `dangbo archive verify` to tell.
            continue
        yield KeptPage(row["url"], answer.body, row["content_type"], row["fetched_at"])


def newest_pages(
    archived: Iterator[KeptPage],
) -> tuple[list[KeptPage], Iterator[KeptPage]]:
    """The pages of the newest run in the archive, a few at most, and all others."""
    first = list(islice(archived, SAMPLES))
    newest = [p for p in first if first[0].fetched_at - p.fetched_at < ONE_RUN]
    return newest, chain(first[len(newest) :], archived)


def diagnose(
    source: Source, today: Sequence[KeptPage], archived: Iterator[KeptPage]
) -> Diagnosis:
    """Compare pages of today with those of the archive, the newest first.

    Raises:
        DangboError: if there is no page of today.
    """
    if not today:
        raise DangboError(
            f"no article of {source.id} to look at: `dangbo sources check {source.id}`"
            " tells why"
        )
    now = [_reading(page, source) for page in today]
    own = _selectors(source, now[0])
    wanted = {field for field in FIELDS if not _works(now, field, own[field])}
    good = _last_good(wanted, own, archived, source)
    refused = [(r.page.url, r.made) for r in now]
    return Diagnosis(
        source.id,
        tuple(reading.page.url for reading in now),
        tuple(f"{u}: {m.reason}" for u, m in refused if isinstance(m, NotAnArticle)),
        tuple(_finding(field, own[field], now, good.get(field)) for field in FIELDS),
    )


def _reading(page: KeptPage, source: Source) -> _Reading:
    given: dict[str, Any] = {"content_type": page.content_type}
    when = {**given, "fetched_at": page.fetched_at}
    made = extract(page.body, page.url, source=source, **when)
    found: tuple[Origin, ...] = ()
    if not isinstance(made, NotAnArticle):
        found = origins(page.body, page.url, made, source=source, **given)
    own = source.selectors_on(_day(made, page))
    hits = {
        field: selected(page.body, page.url, css, **given)
        for field in FIELDS
        if (css := getattr(own, field))
    }
    return _Reading(page, made, {origin.field: origin for origin in found}, hits)


def _day(made: CleanArticle | NotAnArticle, page: KeptPage) -> date:
    published = None if isinstance(made, NotAnArticle) else made.published_at
    return (published or page.fetched_at).date()


def _selectors(source: Source, now: _Reading) -> dict[str, str | None]:
    """The selectors in force today, by field."""
    own = source.selectors_on(_day(now.made, now.page))
    return {field: getattr(own, field) for field in FIELDS}


def _works(readings: Sequence[_Reading], field: str, css: str | None) -> bool:
    """Whether the field is found today, and by its selector where it has one."""
    if css:
        return any(reading.selected.get(field) for reading in readings)
    return any(field in reading.origins for reading in readings)


def _last_good(
    wanted: set[str],
    own: dict[str, str | None],
    archived: Iterator[KeptPage],
    source: Source,
) -> dict[str, _Reading]:
    """For each field that does not work, the newest page on which it did."""
    good: dict[str, _Reading] = {}
    for page in archived if wanted else ():
        reading = _reading(page, source)
        for field in wanted - set(good):
            if _works([reading], field, own[field]):
                good[field] = reading
        if len(good) == len(wanted):
            break
    return good


def _finding(
    field: str, css: str | None, now: Sequence[_Reading], good: _Reading | None
) -> Finding:
    value = next((v for r in now if (v := r.value(field))), None)
    if _works(now, field, css):
        return Finding(field, css, "works", now=value)
    if good is None:
        return Finding(field, css, "never", now=value, proposed=_proposed(field, now))
    then = (good.selected.get(field) if css else None) or good.value(field) or ""
    return Finding(
        field,
        css,
        "strayed" if value else "broken",
        then=_short(then),
        seen_on=f"{good.page.url} of {good.page.fetched_at:%Y-%m-%d}",
        now=value,
        proposed=_proposed(field, now),
    )


def _proposed(field: str, now: Sequence[_Reading]) -> str | None:
    """A selector by which the field is found on every page of today."""
    found = [r.origins[field].css for r in now if field in r.origins]
    for css in dict.fromkeys(filter(None, found)):
        if all(_finds(reading.page, css) for reading in now):
            return css
    return None


def _finds(page: KeptPage, css: str) -> bool:
    kind = page.content_type
    return selected(page.body, page.url, css, content_type=kind) is not None


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
