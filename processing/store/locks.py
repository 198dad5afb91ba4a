"""Advisory locks: what must not be done by two processes at once.

They belong to the transaction that takes them and end with it, also after a crash.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, text

UPGRADE = "upgrade"
DIFF = "diff"
CLEAN = "clean"
# Keeps our locks apart from those of other programs in the same database.
SPACE = zlib.crc32(b"dangbo") & 0x7FFFFFFF


def hold(connection: Connection, name: str) -> None:
    """Wait for the lock ``name`` and hold it to the end of the transaction."""
    query = text("SELECT pg_advisory_xact_lock(:space, :name)")
    connection.execute(query, _numbers(name))


def try_hold(connection: Connection, name: str) -> bool:
    """Take the lock ``name`` if it is free; false, at once, if another holds it."""
    query = text("SELECT pg_try_advisory_xact_lock(:space, :name)")
    return bool(connection.scalar(query, _numbers(name)))


def _numbers(name: str) -> dict[str, int]:
    return {"space": SPACE, "name": zlib.crc32(name.encode()) & 0x7FFFFFFF}
