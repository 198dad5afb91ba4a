"""An import: all files of an address, read in parts on several processes.

One process writes, in the order of the files: pages first, then how far it came. An
import that was killed reads again what came after the last word on that, and puts away
only what is not there yet.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process

from crawlers.archive import Archive
from crawlers.archive.warc.records import Broken
from crawlers.crawl.known import Known
from crawlers.importing.choice import Choice
from crawlers.importing.files import ImportFailed, WarcFile, shown, warc_files
from crawlers.importing.scan import Found, Scan, Skipped, read_on, scan
from crawlers.importing.shelves import Shelves
from crawlers.importing.state import State, read_state, write_state

# Bytes of a file that are read in one piece.
PART = 8 * 1024 * 1024
# A place that nobody else sees until it is published is left after so many parts.
PARTS_UNSEEN = 32

Meter = Callable[[int, int | None], None]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One import.

    run_key: names the run; the same key again goes on with it. archive: the fsspec
    address of our archive. address: of the file or folder to read. workers: processes.
    """

    run_key: str
    archive: str
    address: str
    choice: Choice
    workers: int = 1
    part: int = PART


def import_warcs(
    job: ImportJob, known: Known, meter: Meter, tell: Tell = lambda _: None
) -> State:
    """Bring the articles of WARC files into the archive; blocks until it is done.

    ``known``: what the store had before this import. ``meter`` is told bytes read and
    in all, ``tell`` a line for each file.

    Raises:
        ImportFailed: if a file cannot be reached, or a process dies; going on with
            the same key loses and repeats nothing.
    """
    files = warc_files(job.address)
    archive = Archive(job.archive)
    work = _Import(job, archive, known, meter, sum(f.size or 0 for f in files))
    with _pool(job) as pool:
        for file in files:
            if file.address not in work.state.done:
                work.read(file, pool)
                tell(work.line(file))
            work.passed += file.size or 0
    work.shelves.close(work.state.sources, job.choice.now)
    return work.state


class _Import:
    """What an import has and where it is."""

    def __init__(
        self, job: ImportJob, archive: Archive, known: Known, meter: Meter, total: int
    ) -> None:
        self.job = job
        self.archive = archive
        self.state = read_state(archive, job.run_key)
        self.shelves = Shelves(archive, job.run_key, known)
        self.passed = 0
        self._meter = meter
        self._total = total
        self._unseen = 0

    def read(self, file: WarcFile, pool: ProcessPoolExecutor) -> None:
        """Read one file from where it was left."""
        try:
            start = self.state.places.get(file.address, 0)
            whole_from = self._parts(file, start, pool) if file.size else 0
            if whole_from is not None:
                self._on(file, whole_from)
        except OSError as error:
            problem = f"{shown(file.address)} cannot be read: {error}"
            raise ImportFailed(problem) from error
        except ValueError as error:
            # So says fsspec of a server that promised parts and gives none.
            problem = f"cannot be read in parts ({error}): download it first"
            raise ImportFailed(f"{shown(file.address)} {problem}") from error
        except BrokenProcessPool as error:
            problem = "a process that read it was killed: is memory short?"
            raise ImportFailed(f"{shown(file.address)}: {problem}") from error
        self.state.done.append(file.address)
        self.state.places.pop(file.address, None)
        self._note()

    def line(self, file: WarcFile) -> str:
        """A line on the import after a file."""
        state = self.state
        return (
            f"{shown(file.address)}: done; so far {state.records} records, "
            f"{state.pages} pages of ours, {state.broken} broken"
        )

    def _parts(
        self, file: WarcFile, start: int, pool: ProcessPoolExecutor
    ) -> int | None:
        """Read a file in parts; where to read on if it cannot be read so."""
        for done in _scans(pool, self.job, file, start):
            if done.is_whole:
                return done.ended
            self._take(file, [*done.found, *done.broken])
            for (source_id, reason), number in done.skipped.items():
                self._skip(source_id, reason, number)
            self.state.records += done.skipped.total()
            self.state.places[file.address] = done.ended
            self._unseen += 1
            if self.archive.is_folder or self._unseen >= PARTS_UNSEEN:
                self._note()
            self._meter(self.passed + done.ended, self._total)
        return None

    def _on(self, file: WarcFile, start: int) -> None:
        """Read the rest of a file in this process, from a place that is noted."""
        self.state.places[file.address] = start
        self._note()
        for one in read_on(file.address, start, self.job.choice):
            self._take(file, [one])

    def _take(
        self, file: WarcFile, records: Iterable[Found | Skipped | Broken]
    ) -> None:
        for one in records:
            self.state.records += 1
            if isinstance(one, Found):
                self.shelves.put(one, self.state.tally(one.source_id))
            elif isinstance(one, Broken):
                place = f"{shown(file.address)} at byte {one.offset}"
                self.state.tell(f"{place}: {one.reason}")
            else:
                self._skip(one.source_id, one.reason, 1)

    def _skip(self, source_id: str, reason: str, number: int) -> None:
        if source_id:
            self.state.tally(source_id).skipped[reason] += number
        else:
            self.state.others[reason] += number

    def _note(self) -> None:
        """Write down how far it came, once all before that can be seen."""
        if not self.archive.is_folder:
            self.shelves.publish()
        write_state(self.archive, self.job.run_key, self.state)
        self._unseen = 0


def _scans(
    pool: ProcessPoolExecutor, job: ImportJob, file: WarcFile, start: int
) -> Iterator[Scan]:
    """The parts of a file in order, each beginning where the one before has ended.

    A part is read before it is known where the last record before it ends: it looks
    for the first record itself. What looks like one may be a piece of a page, so a
    part that does not begin where the one before ended is read once more.
    """
    assert file.size is not None
    waiting: deque[tuple[int, Future[Scan]]] = deque()
    place = ahead = start
    is_lost = False
    try:
        while place < file.size:
            while ahead < file.size and len(waiting) < 2 * job.workers:
                stop = min(ahead + job.part, file.size)
                exact = ahead == start
                part = pool.submit(_scan, file.address, ahead, stop, exact)
                waiting.append((stop, part))
                ahead = stop
            stop, future = waiting.popleft()
            done = future.result()
            if stop <= place:
                continue
            if done.began != place and not is_lost:
                done = pool.submit(_scan, file.address, place, stop, True).result()
            yield done
            if done.is_whole:
                return
            place, is_lost = max(done.ended, place), done.is_lost
    finally:
        for _, future in waiting:
            future.cancel()


@contextmanager
def _pool(job: ImportJob) -> Iterator[ProcessPoolExecutor]:
    """Processes that read; they end with this one, also if it is killed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawlers.importing.warcs"])
    with ProcessPoolExecutor(
        job.workers, mp_context=context, initializer=_set_up, initargs=(job.choice,)
    ) as pool:
        yield pool


# What a process that reads keeps from one part to the next.
_choices: list[Choice] = []


def _set_up(choice: Choice) -> None:
    _choices[:] = [choice]
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _scan(address: str, start: int, stop: int, exact: bool) -> Scan:
    return scan(address, start, stop, exact, _choices[0])


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
