"""The failures a user can mend, each told in one line without a traceback."""

from __future__ import annotations

from crawlers.catalogue import CatalogueError
from dangbo.errors import DangboError
from processing.alert.wish import SubscriptionError
from processing.settings import SettingsError
from processing.store.errors import StoreError

EXPECTED: tuple[type[Exception], ...] = (
    DangboError,
    CatalogueError,
    SettingsError,
    StoreError,
    SubscriptionError,
)


def explain(error: Exception) -> str:
    """What was wrong and what to do, as one line (several for several faults)."""
    return str(error) or type(error).__name__
