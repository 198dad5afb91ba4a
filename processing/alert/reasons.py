"""Read why somebody gets a mail: the subscriptions behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from processing.alert.facts import Reason
from processing.gazetteer.organisations import name_on, resolve
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.store.tables import alert, subscription


def reasons(connection: Connection, alert_ids: Sequence[int]) -> list[Reason]:
    """Return the subscriptions that asked for these alerts, oldest first."""
    wanted = select(func.unnest(alert.c.subscription_ids)).where(
        alert.c.id.in_(alert_ids)
    )
    query = (
        select(subscription)
        .where(subscription.c.id.in_(wanted))
        .order_by(subscription.c.id)
    )
    return [
        Reason(
            subscription_id=row.id,
            kinds=tuple(row.kinds),
            provinces=row.provinces and tuple(map(province_name, row.provinces)),
            positions=row.positions
            and tuple(POSITIONS[p] for p in row.positions if p in POSITIONS),
            persons=row.persons and tuple(row.persons),
            note=row.note,
            language=row.language,
        )
        for row in connection.execute(query)
    ]


def province_name(slug: str) -> str:
    """Name the province of a slug as it is called now, or was at its end."""
    organisation = resolve(slug, None)
    if organisation is None:
        return slug
    return name_on(organisation.id, organisation.valid_to or date.max).name
