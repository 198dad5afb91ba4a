"""The world of the alert tests, for feeds."""

from tests.processing.alert.conftest import world

__all__ = ["world"]
