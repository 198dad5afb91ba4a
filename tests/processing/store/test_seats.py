"""A single seat has one holder at a time, in what is recorded today."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import IntegrityError

from processing.store import tables

NOW = datetime(2021, 8, 1, tzinfo=UTC)
OVERLAP = "two holders of party_secretary in nam-dinh-1 at a time"


def day(month: int) -> date:
    return date(2021, month, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"valid_from": day(1)}, {"valid_from": day(5)}),
        ({"valid_from": day(5)}, {"valid_from": day(1)}),
        ({"valid_from": day(1), "valid_to": day(6)}, {"valid_from": day(5)}),
        (
            {"valid_from": day(1), "valid_to": day(9)},
            {"valid_from": day(3), "valid_to": day(4)},
        ),
        ({"valid_from": None}, {"valid_from": day(5)}),
        (
            {"valid_from": None, "first_seen_on": day(2), "valid_to": day(6)},
            {"valid_from": day(1), "valid_to": day(3)},
        ),
    ],
)
def test_two_holders_at_a_time_are_refused(
    engine: Engine, chronicle: Any, first: dict[str, Any], second: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=OVERLAP), engine.begin() as connection:
        write = chronicle(connection)
        write.tenure("A", **first)
        write.tenure("B", **second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # One after the other, the day of the handover belonging to both.
        ({"valid_from": day(1), "valid_to": day(5)}, {"valid_from": day(5)}),
        # When A began is not known, only that A had gone.
        (
            {"valid_from": None, "valid_to": day(5)},
            {"valid_from": day(2), "valid_to": day(4)},
        ),
        # What was thought once may contradict what is known now.
        ({"valid_from": day(1), "recorded_to": NOW}, {"valid_from": day(2)}),
        # Other seats, other provinces.
        ({"valid_from": day(1), "organisation_id": "thai-binh-1"}, {}),
        ({"valid_from": day(1), "position_id": "peoples_committee_chair"}, {}),
    ],
)
def test_what_is_no_overlap_is_taken(
    engine: Engine, chronicle: Any, first: dict[str, Any], second: dict[str, Any]
) -> None:
    with engine.begin() as connection:
        write = chronicle(connection)
        write.tenure("A", **first)
        write.tenure("B", **second)


def test_seats_for_several_are_shared(engine: Engine, chronicle: Any) -> None:
    query = text("SELECT id FROM core.position WHERE NOT is_single_seat LIMIT 1")
    with engine.begin() as connection:
        position = connection.scalar(query)
        write = chronicle(connection)
        write.tenure("A", position_id=position)
        write.tenure("B", position_id=position)


def test_within_a_transaction_the_order_does_not_matter(
    engine: Engine, chronicle: Any
) -> None:
    with engine.begin() as connection:
        first = chronicle(connection).tenure("A", valid_from=day(1))
    with engine.begin() as connection:
        chronicle(connection).tenure("B", valid_from=day(6))
        held = tables.tenure.c
        closed = update(tables.tenure).where(held.id == first)
        connection.execute(closed.values(valid_to=day(6), to_basis="successor"))


def test_two_writers_at_once_cannot_both_seat_their_own(
    engine: Engine, chronicle: Any
) -> None:
    check_now = text("SET CONSTRAINTS ALL IMMEDIATE")
    refused: list[str] = []

    def seat_second() -> None:
        try:
            with engine.begin() as connection:
                chronicle(connection).tenure("B")
                connection.execute(check_now)  # waits for the first to end
        except IntegrityError as error:
            refused.append(str(error.orig))

    second = threading.Thread(target=seat_second)
    with engine.begin() as connection:
        chronicle(connection).tenure("A")
        connection.execute(check_now)
        second.start()
        second.join(0.5)  # more than it needs to get past the check, if it could
    second.join()
    assert len(refused) == 1
    assert OVERLAP in refused[0]
