"""Followed persons: the spellings under which events name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import CTE, Connection, Text, any_, cast, func, select, union
from sqlalchemy.dialects.postgresql import ARRAY

from processing.model import Kind
from processing.store.tables import event, subscription, tenure
from processing.text import fold

Spellings = list[tuple[str, str]]


def followed(connection: Connection) -> list[str]:
    """Return the persons that active subscriptions name, as they are written there."""
    persons = select(func.unnest(subscription.c.persons)).where(
        subscription.c.ended_at.is_(None)
    )
    return list(connection.execute(persons.distinct()).scalars())


def spellings(connection: Connection, persons: Iterable[str]) -> Spellings:
    """Return (person, spelling) for every way in which events write ``persons``.

    The folded key, under which tenures know a person, is one of the spellings.
    """
    by_key = defaultdict(list)
    for person in persons:
        by_key[fold(person)].append(person)
    if not by_key:
        return []
    written = [*_names(connection), *by_key]
    return [(person, name) for name in written for person in by_key.get(fold(name), ())]


def known_names(connection: Connection) -> list[str]:
    """Return the names of all leaders known, each spelling once."""
    held = select(tenure.c.person).distinct()
    return sorted({*_names(connection), *connection.execute(held).scalars()})


def spelling_table(pairs: Spellings) -> CTE:
    """Return ``pairs`` as a table with the columns person and written."""
    persons, written = ([pair[side] for pair in pairs] for side in (0, 1))
    return select(
        func.unnest(cast(persons, ARRAY(Text))).label("person"),
        func.unnest(cast(written, ARRAY(Text))).label("written"),
    ).cte("spelling")


def names_one_of(persons: Any, pairs: CTE) -> Any:
    """Whether an event is about one of ``persons``, or about who follows them."""
    mine = pairs.c.person == any_(persons)
    said = event.c.fields["person"].astext, event.c.fields["predecessor"].astext
    named = select(1).where(mine, pairs.c.written.in_(said)).exists()
    ended = (
        select(1)
        .where(mine, tenure.c.ended_by_id == event.c.id, tenure.c.recorded_to.is_(None))
        .where(tenure.c.person_key == pairs.c.written)
        .exists()
    )
    return named | ended


def _names(connection: Connection) -> list[str]:
    said = [
        select(event.c.fields[name].astext).where(
            event.c.kind == Kind.LEADERSHIP_CHANGE.value
        )
        for name in ("person", "predecessor")
    ]
    names = connection.execute(union(*said)).scalars()
    return [name for name in names if name]
