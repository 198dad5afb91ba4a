"""Ends a process of a pool with the process that began it, however that one ended.

A run that is killed cannot end its pool, whose processes would wait for work for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import threading

KILLED = 137  # what a shell says of a process that was killed


def end_with_parent() -> None:
    """End this process as soon as the one that began it is gone.

    To be called once in each process of a pool; elsewhere it does nothing.
    """
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(KILLED)
