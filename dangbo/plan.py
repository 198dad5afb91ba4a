"""What a run is asked to do, and how that travels between processes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from processing.model import HANOI


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: its key, kind (daily, manual, backfill) and clock.

    ``key`` becomes part of file names in the archive: letters, digits and ``._+-``.
    ``since`` and ``until`` bound the publication days of a backfill; ``warc`` is the
    address of the WARC files that it reads instead of the sites.
    """

    key: str
    kind: str
    as_of: datetime
    since: date | None = None
    until: date | None = None
    warc: str | None = None

    @property
    def first_moment(self) -> datetime | None:
        """The beginning of the first day asked for, in Viet Nam."""
        return datetime.combine(self.since, time.min, HANOI) if self.since else None

    @property
    def last_moment(self) -> datetime | None:
        """The end of the last day asked for, in Viet Nam."""
        return datetime.combine(self.until, time.max, HANOI) if self.until else None

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
            "warc": self.warc or "",
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
        warc=data.get("warc") or None,
    )


def import_plan(
    warc: str,
    as_of: datetime,
    since: date | None,
    until: date | None,
    only: Sequence[str],
) -> Plan:
    """The plan of an import: asked for the same again, it is the same run.

    So an import that was killed is gone on with by giving the same command.
    """
    asked = json.dumps([warc, str(since), str(until), sorted(only)])
    key = f"import.{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
    return Plan(key, "backfill", as_of, since, until, warc)
