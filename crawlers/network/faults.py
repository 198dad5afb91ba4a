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
# What made a connection fail, by a word of the text of its causes.
DISTRUST = "its TLS certificate or handshake cannot be trusted"
CAUSES = (
    ("SSL", DISTRUST),
    ("VerificationError", DISTRUST),
    ("HeadTooLarge", "its headers are larger than is allowed"),
)
ROBOTS = "refused by robots.txt"
# Scrapy's own refusals, by a word of their text.
REFUSALS = (
    ("Forbidden by robots.txt", ROBOTS),
    ("max redirections", "it redirects without end"),
)


def fault_words(error: BaseException | None) -> str:
    """What happened, for a person; the error itself where there are no words."""
    text = str(error)
    if isinstance(error, DownloadFailedError):
        for sign, words in CAUSES:
            if sign in text:
                return words
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words
    if isinstance(error, IgnoreRequest):
        return next((words for sign, words in REFUSALS if sign in text), text)
    return f"{type(error).__name__}: {text}"[:200]
