"""Two events that are one: a person says so, and the one becomes what the other is."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Engine, RowMapping, text

from processing.diff.edits import Value
from processing.diff.reviews import EDITED, ReviewError, Signed, event_of, judge
from processing.model import Kind
from processing.store import locks

# What makes two events of a kind one.
SAME: Mapping[str, tuple[str, ...]] = {
    Kind.CONGRESS: ("term", "phase"),
    Kind.MIDTERM_REVIEW: ("term",),
    Kind.LEADERSHIP_CHANGE: ("person", "position", "direction", "change"),
    Kind.RESOLUTION: ("number", "issuer", "subject"),
}
STATUS = text("SELECT status FROM core.event WHERE id = :id")


def merge(engine: Engine, event_id: int, into: int, signed: Signed) -> int:
    """Make event ``event_id`` the same as event ``into``, which keeps its number.

    It is an edit of the first: what it rests on tells from now on of the second. The
    first is retracted.

    Returns:
        The number of the review.

    Raises:
        ReviewError: there is no such event, they are of two kinds or the same one, or
            they stay two even so; nothing has changed then.
    """
    with engine.begin() as connection:
        locks.hold(connection, locks.DIFF)
        one, other = event_of(connection, event_id), event_of(connection, into)
        if one["kind"] != other["kind"] or event_id == into:
            raise ReviewError(
                f"events {event_id} and {into} cannot be one: name two events of one "
                "kind"
            )
        review = judge(connection, one, EDITED, _edits(one, other), signed)
        _check(connection, event_id, into)
    return review


def _edits(one: RowMapping, other: RowMapping) -> dict[str, Value]:
    """What is to be edited of ``one`` so that it is ``other``."""
    wanted = {name: other["fields"].get(name) for name in SAME[one["kind"]]}
    mine = dict(one["fields"])
    if one["kind"] == Kind.LEADERSHIP_CHANGE and wanted["change"] is None:
        wanted.pop("change")  # a silent change is of no special way
    if other["occurred_on"]:
        wanted["occurred_on"] = other["occurred_on"].isoformat()
        mine["occurred_on"] = one["occurred_on"] and one["occurred_on"].isoformat()
    if one["organisation_id"] != other["organisation_id"]:
        wanted["province"] = other["province"]
    found = {name: value for name, value in wanted.items() if mine.get(name) != value}
    return found or {"occurred_on": mine.get("occurred_on")}


def _check(connection: Connection, event_id: int, into: int) -> None:
    found = [
        connection.scalar(STATUS, {"id": number}) == "retracted"
        for number in (event_id, into)
    ]
    if found != [True, False]:
        raise ReviewError(
            f"events {event_id} and {into} stay two: edit what differs between them, "
            "or reject one"
        )
