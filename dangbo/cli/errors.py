"""The failures a user can mend, each told in one line without a traceback."""

from __future__ import annotations

from crawlers.catalogue import CatalogueError
from processing.settings import SettingsError


class DangboError(Exception):
    """A failure of the chain, in words that say what and what to do."""


EXPECTED: tuple[type[Exception], ...] = (DangboError, CatalogueError, SettingsError)


def explain(error: Exception) -> str:
    """What was wrong and what to do, as one line (several for several faults)."""
    return str(error) or type(error).__name__
