"""What is wrong with many sources, said once for all that it is wrong with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from processing.health.step import Judged

ALIKE = 3  # sources with one cause that are told of together
NAMED = 5  # of those, how many are named
_ADDRESS = re.compile(r"https?://\S+(?: and \d+ more)?:\s*")


def causes(judged: Iterable[Judged]) -> list[str]:
    """One line for each cause, those that most sources share first.

    Sources alike in all but their addresses are told of together: "51 sources (baoa,
    baob, … and 46 more): failing: its name cannot be resolved" says that the machine
    is off the net, which fifty-one addresses hide. Of fewer than three, each is told
    with its own address.
    """
    alike: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        alike[f"{one.state}: {_ADDRESS.sub('', one.words)}"].append(one)
    lines = []
    for cause, group in sorted(alike.items(), key=lambda item: -len(item[1])):
        if len(group) < ALIKE:
            lines += [f"{one.source_id}: {one.state}: {one.words}" for one in group]
        else:
            lines.append(f"{len(group)} sources ({_names(group)}): {cause}")
    return lines


def _names(group: list[Judged]) -> str:
    """The first few, and how many there are beside them."""
    named = ", ".join(one.source_id for one in group[:NAMED])
    more = len(group) - NAMED
    return f"{named} and {more} more" if more > 0 else named
