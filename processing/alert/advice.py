"""What somebody should know of a wish before it becomes a subscription."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from sqlalchemy import Engine

from processing.alert.persons import known_names
from processing.alert.wish import Wish
from processing.gazetteer.organisations import (
    name_on,
    resolve,
    slug_on,
    successors,
)
from processing.text import fold, fold_ascii


def advice(engine: Engine, wish: Wish, day: date) -> list[str]:
    """Return what is to be said of a checked ``wish``: former names, unknown people."""
    return [
        *(line for slug in wish.provinces or () for line in _former(slug, day)),
        *_unknown(engine, wish),
    ]


def _former(slug: str, day: date) -> Iterator[str]:
    """Say what a province has become that is not there on ``day`` under its name."""
    there = resolve(slug, day)
    if there is not None:
        if slug_on(there.id, day) != slug:
            yield f"{slug} is called {slug_on(there.id, day)} now: both names mean it"
        return
    last = resolve(slug, None)
    if last is None or last.valid_to is None:
        return
    heirs = [heir for heir in successors(last.id) if heir.exists_on(day)]
    if heirs:
        heir = name_on(heirs[0].id, day)
        yield (
            f"{slug} ended on {last.valid_to} and is part of {heir.slug} ({heir.name})"
            f" now: you will be told of {heir.slug}, and of late news on {slug}"
        )


def _unknown(engine: Engine, wish: Wish) -> Iterator[str]:
    if not wish.persons:
        return
    with engine.connect() as connection:
        names = known_names(connection)
    known = {fold(name) for name in names}
    # Without any diacritics: a slip in a tone is nearer than another name.
    bare = {fold_ascii(name): name for name in names}
    for person in wish.persons:
        if fold(person) not in known:
            near = get_close_matches(fold_ascii(person), bare, n=1, cutoff=0.8)
            hint = f": did you mean {bare[near[0]]}?" if near else ""
            yield f"no leader named {person} is known so far{hint}"
