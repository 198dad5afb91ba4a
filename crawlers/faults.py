"""Failures of the network in plain words."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

WORDS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "no complete answer in time"),
    (CannotResolveHostError, "its name cannot be resolved"),
    (DownloadConnectionRefusedError, "the connection was refused"),
    (DownloadCancelledError, "larger than is allowed"),
    (ResponseDataLossError, "the answer broke off before its end"),
    (DownloadFailedError, "the connection was lost"),
)
ROBOTS = "refused by robots.txt"


def fault_words(error: BaseException | None) -> str:
    """What happened, for a person; the error itself where there are no words."""
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words
    if isinstance(error, IgnoreRequest):
        text = str(error)
        if "robots.txt" in text:
            return ROBOTS
        if "decompression" in text:
            return "larger than is allowed when decompressed"
        if "max redirections" in text:
            return "it redirects without end"
        return text
    return f"{type(error).__name__}: {error}"[:200]
