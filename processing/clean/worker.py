"""What one process of the pool does: read pages from the archive and judge them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.warc.response import read_record
from crawlers.catalogue import Catalogue
from crawlers.catalogue.urls import article_key
from processing.clean.article import extract
from processing.clean.outcome import NotAnArticle
from processing.lifeline import end_with_parent
from processing.model import CleanArticle
from processing.time_limit import TooLong, time_limit

# A page that takes longer is given up; real ones take hundredths of a second.
PAGE_SECONDS = 20
OK = 200


@dataclass(frozen=True, slots=True)
class Task:
    """One row of ``core.page`` to be judged."""

    page_id: int
    run_id: int
    source_id: str
    url: str
    article_key: str | None
    status: int
    fetched_at: datetime
    content_type: str | None
    warc_path: str
    warc_offset: int


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of one page: article, not_article or error, with its reason."""

    task: Task
    outcome: str
    reason: str | None = None
    article: CleanArticle | None = None
    key: str | None = None


Judge = Callable[[Task, Archive, Catalogue], Judged]


@dataclass(slots=True)
class _Bench:
    """What a worker process keeps from one task to the next."""

    archive: Archive
    catalogue: Catalogue
    judge: Judge


_bench: list[_Bench] = []


def set_up(address: str, catalogue: Catalogue, judge: Judge) -> None:
    """Prepare this process; called once, by the pool."""
    end_with_parent()
    _bench[:] = [_Bench(Archive(address), catalogue, judge)]


def judge_all(tasks: Sequence[Task]) -> list[Judged]:
    """Judge pages one after the other; none can stop those after it."""
    return [_guarded(task) for task in tasks]


def _guarded(task: Task) -> Judged:
    bench = _bench[0]
    try:
        with time_limit(PAGE_SECONDS):
            return bench.judge(task, bench.archive, bench.catalogue)
    except (TooLong, ArchiveError) as error:
        return Judged(task, "error", str(error))
    except OSError:
        # The archive cannot be reached: that is no fault of the page.
        raise
    except Exception as error:  # noqa: BLE001 - one page must not stop the others
        return Judged(task, "error", f"{type(error).__name__}: {error}"[:500])


def judge_page(task: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    """Read one page back and make an article of it, or say why not."""
    if task.status != OK:
        return Judged(task, "not_article", f"answered with HTTP {task.status}")
    source = catalogue.get(task.source_id)
    response = read_record(archive, task.warc_path, task.warc_offset)
    made = extract(
        response.body,
        task.url,
        source=source,
        content_type=response.header("Content-Type") or task.content_type,
        fetched_at=task.fetched_at,
    )
    if isinstance(made, NotAnArticle):
        return Judged(task, "not_article", made.reason)
    key = task.article_key
    if key is None:
        key = (
            article_key(made.url, source) if source else f"{task.source_id}:{made.url}"
        )
    if source and (made.canonical_host, 443) in source.allowed:
        made = replace(made, canonical_host=None)
    return Judged(task, "article", None, made, key)
