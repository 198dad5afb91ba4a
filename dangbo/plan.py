"""What a run is asked to do, and how that travels between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from processing.model import HANOI


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: its key, kind (daily, manual, backfill) and clock.

    ``key`` becomes part of file names in the archive: letters, digits and ``._+-``.
    ``since`` and ``until`` bound the publication days of a backfill.
    """

    key: str
    kind: str
    as_of: datetime
    since: date | None = None
    until: date | None = None

    @property
    def is_backfill(self) -> bool:
        """Whether it fills history and tells nobody."""
        return self.kind == "backfill"

    @property
    def day(self) -> date:
        """The day the run speaks for, in Viet Nam: Airflow hands on UTC."""
        return self.as_of.astimezone(HANOI).date()

    def to_dict(self) -> dict[str, str]:
        """Plain texts, as Airflow hands them from task to task."""
        return {
            "key": self.key,
            "kind": self.kind,
            "as_of": self.as_of.isoformat(),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }

    def to_json(self) -> str:
        """The same as one line of JSON."""
        return json.dumps(self.to_dict())


def plan_from(data: Mapping[str, str]) -> Plan:
    """The plan of such plain texts."""
    return Plan(
        key=data["key"],
        kind=data["kind"],
        as_of=datetime.fromisoformat(data["as_of"]),
        since=date.fromisoformat(data["since"]) if data["since"] else None,
        until=date.fromisoformat(data["until"]) if data["until"] else None,
    )
