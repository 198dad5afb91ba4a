"""Values as cells of a spreadsheet; what comes from pages must not run as a formula."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

# By these a spreadsheet takes a text for a formula, also behind a blank.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANK = " \t\r\n\u00a0\u3000"


def guarded(text: str) -> str:
    """Return ``text`` so that every spreadsheet takes it for a text."""
    risky = text[:1] in ("\t", "\r", "\n") or text.lstrip(_BLANK).startswith(_FORMULA)
    return f"'{text}" if risky else text


def cell(value: Any) -> Any:
    """Return a value as CSV has it: ISO dates, moments in UTC, null as nothing."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return guarded(value) if isinstance(value, str) else value
