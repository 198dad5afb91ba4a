"""A pool of processes that survives its pages: crashes and hangs cost one page."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from types import TracebackType

from crawlers.catalogue import Catalogue
from processing.clean.worker import PAGE_SECONDS, Judge, Judged, Task, judge_all, set_up

# Pages in one piece of work: few enough to share out, enough to spare messages.
CHUNK = 8
# Pieces a process after which all are replaced, so that memory never grows for long.
# By us: Python's own ``max_tasks_per_child`` may stop for ever (gh-115634).
RECYCLE = 100
# With no piece done in so many seconds a process hangs where no alarm reaches it.
STALL_SECONDS = 3 * PAGE_SECONDS
# A process may take long to start on a busy machine, however short a page may take.
STARTS_WITHIN = 60.0


@dataclass(slots=True)
class Ticket:
    """Pages handed in, to be collected later."""

    chunks: dict[Future[list[Judged]], Sequence[Task]] = field(default_factory=dict)
    # Chunks that no process took, because the pool was broken when they came.
    refused: list[Sequence[Task]] = field(default_factory=list)


class Pool:
    """Judges pages on several processes; use as a context manager."""

    def __init__(
        self,
        address: str,
        catalogue: Catalogue,
        judge: Judge,
        *,
        workers: int,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self._arguments = (address, catalogue, judge)
        self._workers = workers
        self._stall = stall_seconds
        self._executor = self._start(workers)
        self._given = 0  # pieces handed to these processes
        self._leaving: list[BaseProcess] = []  # replaced, ending what they have

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._executor.shutdown()
        else:
            self._kill_all()

    def submit(self, tasks: Sequence[Task]) -> Ticket:
        """Hand in pages; the processes begin at once."""
        if self._given >= RECYCLE * self._workers:
            self._renew()
        ticket = Ticket()
        for at in range(0, len(tasks), CHUNK):
            chunk = tasks[at : at + CHUNK]
            self._given += 1
            try:
                ticket.chunks[self._executor.submit(judge_all, chunk)] = chunk
            except BrokenProcessPool:
                ticket.refused.append(chunk)
        return ticket

    def collect(self, ticket: Ticket) -> list[Judged]:
        """The outcome of every page of a ticket, whatever became of the processes.

        Raises:
            OSError: the archive cannot be reached, or no process can be started.
        """
        done: list[Judged] = []
        suspects = list(ticket.refused)
        pending = set(ticket.chunks)
        while pending:
            finished, pending = wait(pending, self._stall, FIRST_COMPLETED)
            if not finished:
                suspects += [ticket.chunks[future] for future in pending]
                self._restart()
                break
            for future in finished:
                try:
                    done += future.result()
                except BrokenProcessPool:
                    suspects.append(ticket.chunks[future])
        if suspects:
            self._ensure_whole()
            for chunk in suspects:
                done += self._one_by_one(chunk)
        return done

    def _one_by_one(self, tasks: Sequence[Task]) -> list[Judged]:
        """Judge suspects in a process of their own, to find out which of them it is."""
        done = []
        alone = self._alone()
        for task in tasks:
            try:
                done += alone.submit(judge_all, [task]).result(self._stall)
            except (BrokenProcessPool, TimeoutError) as error:
                hangs = isinstance(error, TimeoutError)
                reason = (
                    "cleaning it hangs" if hangs else "cleaning it ends the process"
                )
                done.append(Judged(task, "error", reason))
                _kill(alone)
                alone = self._alone()
        alone.shutdown()
        return done

    def _alone(self) -> ProcessPoolExecutor:
        """One process that is known to work: else no page is to blame."""
        alone = self._start(1)
        try:
            alone.submit(judge_all, []).result(max(self._stall, STARTS_WITHIN))
        except (BrokenProcessPool, TimeoutError) as error:
            _kill(alone)
            raise OSError(
                "no process can be started for cleaning: is memory or /dev/shm full?"
            ) from error
        return alone

    def _ensure_whole(self) -> None:
        try:
            self._executor.submit(judge_all, []).result(self._stall)
        except (BrokenProcessPool, TimeoutError):
            self._restart()

    def _renew(self) -> None:
        """Let fresh processes take what comes; the old end what they have, and go."""
        alive = [process for process in self._leaving if process.is_alive()]
        self._leaving = [*alive, *_processes(self._executor)]
        self._executor.shutdown(wait=False)
        self._executor, self._given = self._start(self._workers), 0

    def _restart(self) -> None:
        self._kill_all()
        self._executor, self._given = self._start(self._workers), 0

    def _kill_all(self) -> None:
        for process in self._leaving:
            process.kill()
        self._leaving = []
        _kill(self._executor)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=_context(),
            initializer=set_up,
            initargs=self._arguments,
        )


def _context() -> multiprocessing.context.BaseContext:
    """Clean processes: never forked from one that holds a database connection."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["processing.clean.worker"])
    return context


def _kill(executor: ProcessPoolExecutor) -> None:
    """End a pool at once, its own processes only."""
    for process in _processes(executor):
        process.kill()
    executor.shutdown(wait=False, cancel_futures=True)


def _processes(executor: ProcessPoolExecutor) -> list[BaseProcess]:
    # The executor offers no public way to end a process that hangs (before 3.14).
    return list((getattr(executor, "_processes", None) or {}).values())
