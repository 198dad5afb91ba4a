"""What the chain raises."""

from __future__ import annotations


class DangboError(Exception):
    """A failure of the chain, in words that say what and what to do."""


class CrawlFailed(DangboError):
    """Too few sources answered well for anything to be concluded from the crawl."""


class MailWaits(DangboError):
    """Alerts are queued and could not be mailed yet; they are kept."""


OURS = {"crawlers", "processing", "dangbo", "demo"}


def is_told(error: BaseException) -> bool:
    """Whether an error is one of ours: those are written to be read by a user.

    Anything else is a fault of the program and keeps its traceback.
    """
    return type(error).__module__.split(".")[0] in OURS


def explain(error: BaseException) -> str:
    """What was wrong and what to do, as one line (several for several faults).

    A fault of the program is told with the name of its kind.
    """
    name = type(error).__name__
    if is_told(error):
        return str(error) or name
    return f"{name}: {error}"
