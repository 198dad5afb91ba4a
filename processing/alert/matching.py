"""Which events a subscription asks for, as one query over all subscriptions."""

from __future__ import annotations

from sqlalchemy import CTE, FromClause, and_, any_, or_, select, union

from processing.alert.persons import names_one_of
from processing.model import Kind
from processing.store.tables import event, organisation, organisation_name

TOLD = ("flagged", "confirmed")
REJECTED = "rejected"
WITHDRAWN = (REJECTED, "retracted")


def reach(wanted: FromClause) -> CTE:
    """Return (subscription, organisation): what the provinces of ``wanted`` mean.

    A province stands for every organisation that ever bore its slug, for those
    merged into it and for those it was merged into, over any number of mergers; no
    province at all stands for every organisation.
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
    everywhere = select(wanted.c.id, organisation.c.id).join(
        organisation, wanted.c.provinces.is_(None)
    )
    return union(select(later), select(earlier), everywhere).cte("reach")


def matches(wanted: FromClause, spelling: CTE) -> FromClause:
    """Return the events joined with the rows of ``wanted`` that ask for them.

    ``wanted`` has the columns id, kinds, provinces, positions, persons and
    min_confidence of a subscription. Positions and persons limit changes of leaders
    only (other kinds have none): either the one or the other must be met.
    ``spelling``: see ``processing.alert.persons.spelling_table``.
    """
    reached = reach(wanted)
    # An equality first: whoever has many subscriptions and events gets a hash join.
    at_home = reached.c.organisation_id == event.c.organisation_id
    position = event.c.fields["position"].astext
    asked = and_(
        reached.c.id == wanted.c.id,
        event.c.kind == any_(wanted.c.kinds),
        event.c.confidence >= wanted.c.min_confidence,
        or_(
            and_(wanted.c.positions.is_(None), wanted.c.persons.is_(None)),
            event.c.kind != Kind.LEADERSHIP_CHANGE.value,
            position == any_(wanted.c.positions),
            names_one_of(wanted.c.persons, spelling),
        ),
    )
    return event.join(reached, at_home).join(wanted, asked)
