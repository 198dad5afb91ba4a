"""What the pipeline must say of the newsroom: expected.yaml as typed values."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, Strict, TypeAdapter

EXPECTED_FILE = Path(__file__).with_name("expected.yaml")
Articles = Annotated[tuple[str, ...], Strict(False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Event(_Part):
    """One event; fields that its kind lacks are null. ``articles`` report it."""

    kind: str
    province: str
    articles: Articles
    occurred_on: dt.date | None = None
    # Flagged no earlier than this day, where that may be before the day it stands at.
    since: dt.date | None = Field(None, alias="from")
    silent: bool = False
    phase: str | None = None
    ordinal: int | None = None
    term: str | None = None
    status: str | None = None
    person: str | None = None
    position: str | None = None
    direction: str | None = None
    change: str | None = None
    predecessor: str | None = None
    number: str | None = None
    issuer: str | None = None
    action: str | None = None


Events = Annotated[tuple[Event, ...], Strict(False)]


class Day(_Part):
    """One news day; see the head of expected.yaml."""

    news: Events
    history: Events = ()
    may: Events = ()
    holders: dict[str, dict[str, str]] = {}
    edited: Articles = ()
    duplicates: Annotated[tuple[Articles, ...], Strict(False)] = ()
    down: Articles = ()
    late: Articles = ()
    refused: Articles = ()


def load_expected(file: Path = EXPECTED_FILE) -> dict[dt.date, Day]:
    """Read what is expected of each news day, in their order."""
    data = yaml.safe_load(file.read_text("utf-8"))
    return TypeAdapter(dict[dt.date, Day]).validate_python(data)
