"""What the chain raises."""

from __future__ import annotations


class DangboError(Exception):
    """A failure of the chain, in words that say what and what to do."""


class CrawlFailed(DangboError):
    """Too few sources answered well for anything to be concluded from the crawl."""


class MailWaits(DangboError):
    """Alerts are queued and could not be mailed yet; they are kept."""
