"""What an export raises."""

from __future__ import annotations


class ExportError(Exception):
    """Something cannot be exported; says what and what to do."""
