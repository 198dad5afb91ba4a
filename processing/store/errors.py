"""The errors of the store: one line each, naming what and the remedy."""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be used; the message says which one, why and what to do."""


class BulkError(ValueError):
    """A row cannot be loaded; the message names table, row, column and reason."""
