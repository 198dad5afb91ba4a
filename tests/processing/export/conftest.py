"""A store with a little of everything that can be exported."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from processing.model import HANOI
from tests.processing.alert.world import World

KNOWN = datetime(2025, 10, 2, 6, 0, tzinfo=HANOI)


def tenure(world: World, person: str, **values: object) -> int:
    """Somebody in an office, as the diff would record it."""
    given = {
        "organisation_id": "nam-dinh-1", "position_id": "party_secretary",
        "person": person, "person_key": person.lower(), "from_basis": "event",
        "valid_from": date(2020, 9, 1), "recorded_from": KNOWN,
    }  # fmt: skip
    return int(world.add("tenure", **{**given, **values}))


@pytest.fixture
def world(engine: Engine) -> World:
    """Events, resolutions, articles, and leaders of Nam Dinh and Ha Noi."""
    world = World(engine)
    run = world.run()
    began = world.leader(
        run,
        "Đoàn Văn Ất",
        organisation_id="nam-dinh-1",
        province="nam-dinh",
        occurred_on=date(2020, 9, 1),
        proofs=[{"quote": 'Ông "Ất", được bầu;\nlàm Bí thư.', "title": "=1+1"}],
    )
    best = (
        "UPDATE core.event SET best_observation_id = (SELECT min(observation_id)"
        " FROM core.event_evidence WHERE event_id = event.id)"
    )
    world.event(run, proofs=[{"title": "\t@SUM(A1)", "quote": "+84 là mã vùng."}])
    world.event(run, organisation_id="ha-noi-1", province="ha-noi")
    with engine.begin() as connection:
        connection.exec_driver_sql(best)
    tenure(
        world, "Đoàn Văn Ất", started_by_id=began, valid_to=date(2023, 5, 4),
        to_basis="successor",
    )  # fmt: skip
    # What was thought of the next one first, and what is known now.
    tenure(
        world, "Phạm Thị Bính", valid_from=date(2023, 6, 1), recorded_to=KNOWN,
        recorded_from=datetime(2023, 7, 1, tzinfo=HANOI),
    )  # fmt: skip
    tenure(
        world, "Phạm Thị Bính", valid_from=date(2023, 5, 5), from_basis="seen",
        first_seen_on=date(2023, 5, 5),
    )  # fmt: skip
    tenure(
        world, "Phạm Thị Bính", position_id="peoples_council_chair",
        valid_from=date(2023, 7, 1), first_seen_on=date(2023, 7, 1),
    )  # fmt: skip
    tenure(world, "Trần Văn Đinh", organisation_id="ha-noi-1")
    return world
