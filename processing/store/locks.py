"""Advisory locks: what must not be done by two processes at once.

They belong to the transaction that takes them and end with it, also after a crash.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, text

UPGRADE = "upgrade"
DIFF = "diff"
CLEAN = "clean"
HEALTH = "health"
OBSERVE = "observe"
# Keeps our locks apart from those of other programs in the same database.
SPACE = zlib.crc32(b"dangbo") & 0x7FFFFFFF


def hold(connection: Connection, name: str) -> None:
    """Wait for the lock ``name`` and hold it to the end of the transaction."""
    query = text("SELECT pg_advisory_xact_lock(:space, :name)")
    number = zlib.crc32(name.encode()) & 0x7FFFFFFF
    connection.execute(query, {"space": SPACE, "name": number})
