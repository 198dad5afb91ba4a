"""The states of what has changed: read, folded, and with what was stored of it.

Only the parts of a ``Scope`` are read and folded. What comes out is exactly their share
of the state that all observations of the organisation would make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from processing.diff import known_events, ladders, load, slates, tied
from processing.diff.fold import fold
from processing.diff.leadership import group_of
from processing.diff.matching import Known
from processing.diff.model import Event, Observations, State, Tenure
from processing.diff.parts import (
    EVERYTHING,
    RESOLUTIONS,
    Scope,
    is_about,
    linked,
)
from processing.diff.slates import Signs
from processing.diff.tied import Tied, articles_of
from processing.gazetteer.holders import holders_of
from processing.model import Kind

Signed = Mapping[str, Mapping[str, Signs]]


@dataclass(frozen=True, slots=True)
class Folded:
    """The state of ``scope``, the signs of slates of all parts, and the ``tied``.

    ``tied`` are the observations of the resolutions that were folded, gone ones
    included, where not all were.
    """

    scope: Scope
    state: State
    signs: Mapping[str, Signs]
    tied: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Gathered:
    scope: Scope
    observations: Observations
    tied: frozenset[int]


def states(
    connection: Connection, scopes: Mapping[str, Scope], signed: Signed, baseline: bool
) -> dict[str, Folded]:
    """``scopes`` folded, by organisation.

    ``signed`` are the signs of slates of all parts as last folded. Where they change so
    that events of other parts come to another slate, those parts are folded too.
    """
    found: dict[str, Folded] = {}
    while scopes:
        wider: dict[str, Scope] = {}
        for id_, gathered in _gathered(connection, scopes).items():
            folded = _folded(gathered, signed.get(id_, {}), baseline)
            moved = _moved(folded, signed.get(id_, {}))
            if moved:
                changed = scopes[id_].changed
                if RESOLUTIONS not in scopes[id_].parts:
                    changed = frozenset()
                wider[id_] = Scope(folded.scope.parts | moved, changed)
            else:
                found[id_] = folded
        scopes = wider
    return dict(sorted(found.items()))


def known(
    connection: Connection, folded: Mapping[str, Folded]
) -> dict[str, list[Known]]:
    """The stored events that those of ``folded`` can be, by organisation."""
    scopes = {id_: one.scope for id_, one in folded.items()}
    found = defaultdict(list, known_events.stored(connection, scopes))
    partly = {id_: one for id_, one in folded.items() if _is_partly(one.scope)}
    keys = (
        key
        for one in partly.values()
        for event in one.state.events
        if event.kind is Kind.RESOLUTION
        for key in (event.key, *event.aliases)
    )
    ids = {id_: one.tied for id_, one in partly.items()}
    if ids:
        for id_, more in known_events.stored_resolutions(connection, ids, keys).items():
            found[id_] += more
    return found


def _is_partly(scope: Scope) -> bool:
    return RESOLUTIONS in scope.parts and scope.changed is not None


def _gathered(
    connection: Connection, scopes: Mapping[str, Scope]
) -> dict[str, _Gathered]:
    """What is to be folded: observations, with what people have decided of them."""
    partly = {id_: scope for id_, scope in scopes.items() if _is_partly(scope)}
    plain = tied.unjudged(connection, partly)
    judged = {
        id_: replace(scope, parts=scope.parts - {RESOLUTIONS})
        if id_ in plain
        else scope
        for id_, scope in scopes.items()
    }
    decided = {one.organisation_id: one for one in load.decisions(connection, judged)}
    wide = {
        id_: replace(scope, parts=linked(scope.parts, decided[id_].reviews))
        for id_, scope in scopes.items()
    }
    others = {id_: scope for id_, scope in partly.items() if id_ not in plain}
    found = {**plain, **tied.judged(connection, others, decided)}
    for id_ in partly.keys() - found.keys():
        wide[id_] = replace(wide[id_], changed=None)
    read = [id_ for one in found.values() for id_ in one.standing]
    observed = load.observations(connection, wide, read)
    return {
        id_: _Gathered(
            scope,
            _decided(observed[id_], decided[id_], scope, found.get(id_)),
            found[id_].numbers if id_ in found else frozenset(),
        )
        for id_, scope in wide.items()
    }


def _decided(
    observed: Observations,
    decided: Observations,
    scope: Scope,
    told: Tied | None,
) -> Observations:
    """``observed`` with the decisions that concern it."""
    reviews = [review for review in decided.reviews if is_about(review, scope.parts)]
    if told is not None:
        articles = {report.telling.key for report in told.reports}
        reviews = [
            review
            for review in reviews
            if review.kind is not Kind.RESOLUTION or articles & articles_of(review)
        ]
    return replace(
        observed,
        reviews=tuple(reviews),
        rejected=tuple(
            item for item in decided.rejected if group_of(item.position) in scope.parts
        ),
    )


def _folded(gathered: _Gathered, before: Mapping[str, Signs], baseline: bool) -> Folded:
    observed, scope = gathered.observations, gathered.scope
    holders = [
        holder
        for holder in (holders_of(observed.organisation_id) if baseline else ())
        if group_of(holder.position_id) in scope.parts
    ]
    left_out = {
        part: signs for part, signs in before.items() if part not in scope.parts
    }
    state = fold(observed, holders, _sum(left_out.values()))
    return Folded(scope, state, {**left_out, **_signs(state)}, gathered.tied)


def _signs(found: State) -> dict[str, Signs]:
    """The signs of each part that has any."""
    by_part: dict[str, list[Event]] = defaultdict(list)
    for event in found.events:
        told = str(event.fields.get("position") or event.kind)
        by_part[group_of(told)].append(event)
    seats: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in found.tenures:
        seats[group_of(tenure.position)].append(tenure)
    signs = {
        part: slates.signs(by_part[part], seats[part])
        for part in by_part.keys() | seats.keys()
    }
    return {part: own for part, own in signs.items() if own != Signs()}


def _moved(folded: Folded, before: Mapping[str, Signs]) -> set[str]:
    """The parts left out of which something else is told now.

    Their events can be of other slates, or somebody has come to the head of a body.
    """
    if folded.scope.parts == EVERYTHING:
        return set()
    was, now = _sum(before.values()), _sum(folded.signs.values())
    moved = {part for part, own in before.items() if slates.is_moved(own, was, now)}
    moved |= ladders.parts_below(set(was.heads) ^ set(now.heads))
    return moved - folded.scope.parts


def _sum(signs: Iterable[Signs]) -> Signs:
    return sum(signs, Signs())
