"""What is wrong with many sources is said once."""

from __future__ import annotations

from processing.health.causes import causes
from processing.health.step import Judged
from processing.states import State

NO_NAME = "nothing could be read: {}: its name cannot be resolved"


def test_sources_that_fail_alike_are_told_of_together() -> None:
    addresses = [f"https://bao-{n}.test/tin and {n} more" for n in range(1, 8)]
    bad = [
        Judged(f"bao{n}", State.FAILING, NO_NAME.format(address))
        for n, address in enumerate(addresses)
    ]
    odd = Judged("odd", State.DEGRADED, "https://odd.test/: pages without text")
    assert causes([odd, *bad]) == [
        "7 sources (bao0, bao1, bao2, bao3, bao4 and 2 more): failing: nothing could be"
        " read: its name cannot be resolved",
        "odd: degraded: https://odd.test/: pages without text",
    ]


def test_few_sources_are_told_with_their_addresses() -> None:
    bad = [
        Judged(name, State.FAILING, NO_NAME.format(f"https://{name}.test/"))
        for name in ("one", "two")
    ]
    assert causes(bad) == [f"{one.source_id}: {one.state}: {one.words}" for one in bad]
