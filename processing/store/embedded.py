"""The embedded PostgreSQL: started on demand, shared, stopped by its last user.

The life cycle is ours, because it must survive clients that are killed. Each process
that uses the server holds a shared lock on ``users.lock``: the kernel drops it however
the process ends. Who leaves and can lock it exclusively was the last, and stops the
server, unless another program (psql, a notebook) is connected to it. ``start.lock``
makes starts and stops take turns.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from processing.store import cluster
from processing.store.placement import Placement, place


@dataclass(frozen=True, slots=True)
class Server:
    """One running embedded server as this process (``pid``) uses it."""

    placement: Placement
    sockets: Path
    users_lock: int
    pid: int

    @property
    def url(self) -> str:
        """Address for SQLAlchemy, over the socket, with no password in it."""
        named = f"{cluster.USER}@/{cluster.DATABASE}"
        return f"postgresql+psycopg://{named}?host={self.sockets}"


_servers: dict[Path, Server] = {}
_turn = threading.Lock()


def acquire(data: Path) -> Server:
    """Join the server of data folder ``data``, made and started where needed.

    Until `release`, or the end of this process, the server stays up.

    Raises:
        StoreError: it cannot be made or started; with the reason from its log.
    """
    with _turn:
        placement = place(data)
        known = _servers.get(placement.home)
        if known and known.pid == os.getpid() and cluster.answers(known.sockets):
            return known
        with _locked(placement):
            users = _open(placement, "users.lock")
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                cluster.ensure_cluster(placement)
                sockets = cluster.ensure_running(placement)
            except BaseException:
                os.close(users)
                raise
        if known:  # its server died, or it is our parent's before a fork
            os.close(known.users_lock)
        server = Server(placement, sockets, users, os.getpid())
        _servers[placement.home] = server
        return server


def release(server: Server) -> bool:
    """Stop using the server; true if this was its last user and it was stopped."""
    with _turn:
        if not _forget(server):
            return False
        with _locked(server.placement):
            os.close(server.users_lock)
            # A fresh descriptor: a child made by fork may still hold the old one.
            users = _open(server.placement, "users.lock")
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            else:
                if cluster.has_guests(server.sockets):
                    return False
                cluster.stop(server.placement)
                return True
            finally:
                os.close(users)


def leave_running(server: Server) -> None:
    """Stop using the server and let it run on, for another program to connect to.

    The next process that releases it with nobody connected stops it.
    """
    with _turn:
        if _forget(server):
            os.close(server.users_lock)


def _forget(server: Server) -> bool:
    """Strike the server from those of this process; false if it is none of them."""
    if server.pid != os.getpid() or _servers.get(server.placement.home) != server:
        return False
    del _servers[server.placement.home]
    return True


@atexit.register
def _release_all() -> None:
    for server in list(_servers.values()):
        release(server)


@contextlib.contextmanager
def _locked(placement: Placement) -> Iterator[None]:
    lock = _open(placement, "start.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(placement: Placement, name: str) -> int:
    path = placement.home / name
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if placement.account:
        os.fchown(descriptor, placement.account.uid, placement.account.gid)
    return descriptor
