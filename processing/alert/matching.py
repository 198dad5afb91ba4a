"""Which events a subscription asks for, as one query over all subscriptions."""

from __future__ import annotations

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    and_,
    any_,
    exists,
    or_,
    select,
)

from processing.model import Kind
from processing.store.tables import event, organisation, organisation_name

TOLD = ("flagged", "confirmed")
WITHDRAWN = ("rejected", "retracted")


def reach(wanted: FromClause) -> CTE:
    """Return (subscription, organisation): what the provinces of ``wanted`` mean.

    A province stands for every organisation that ever bore its slug, for those
    merged into it and for those it was merged into, over any number of mergers.
    """
    named = (
        select(wanted.c.id, organisation_name.c.organisation_id)
        .join(organisation_name, organisation_name.c.slug == any_(wanted.c.provinces))
        .cte("named")
    )
    later = select(named.c.id, named.c.organisation_id).cte("later", recursive=True)
    later = later.union(
        select(later.c.id, organisation.c.successor_id)
        .join(organisation, organisation.c.id == later.c.organisation_id)
        .where(organisation.c.successor_id.is_not(None))
    )
    earlier = select(named.c.id, named.c.organisation_id).cte("earlier", recursive=True)
    earlier = earlier.union(
        select(earlier.c.id, organisation.c.id).join(
            organisation, organisation.c.successor_id == earlier.c.organisation_id
        )
    )
    return select(later).union(select(earlier)).cte("reach")


def matches(wanted: FromClause, reached: CTE) -> ColumnElement[bool]:
    """Return the condition under which a row of ``wanted`` asks for an event.

    ``wanted`` has the columns id, kinds, provinces, positions and min_confidence of
    a subscription; positions limit changes of leaders only, other kinds have none.
    """
    at_home = exists().where(
        reached.c.id == wanted.c.id,
        reached.c.organisation_id == event.c.organisation_id,
    )
    position = event.c.fields["position"].astext
    return and_(
        event.c.kind == any_(wanted.c.kinds),
        event.c.confidence >= wanted.c.min_confidence,
        or_(wanted.c.provinces.is_(None), at_home),
        or_(
            wanted.c.positions.is_(None),
            event.c.kind != Kind.LEADERSHIP_CHANGE.value,
            position == any_(wanted.c.positions),
        ),
    )
