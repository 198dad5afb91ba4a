"""Subscriptions: who wants to be told what, kept and given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Numeric,
    Select,
    Text,
    cast,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from processing.alert.matching import TOLD, matches
from processing.alert.wish import ALL_KINDS, SubscriptionError, Wish, check
from processing.model import HANOI
from processing.store.tables import event, subscription

__all__ = [
    "ALL_KINDS",
    "Subscription",
    "SubscriptionError",
    "Wish",
    "active",
    "check",
    "ensure_default",
    "estimate",
    "subscribe",
    "unsubscribe",
]

DEFAULT_NOTE = "default of a new installation"
YEAR = timedelta(days=365)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as it is kept; ended ones are not listed."""

    id: int
    recipient: str
    kinds: list[str]
    provinces: list[str] | None
    positions: list[str] | None
    min_confidence: float
    frequency: str
    language: str
    note: str | None
    created_at: datetime


def subscribe(engine: Engine, wish: Wish) -> int:
    """Keep a subscription and return its number; the same wish again is the same.

    Raises:
        SubscriptionError: naming the field that is wrong and what to write.
    """
    checked = check(wish)
    with engine.begin() as connection:
        known = _same(connection, checked)
        if known is not None:
            return known
        made = insert(subscription).values(_values(checked))
        made_id = made.returning(subscription.c.id)
        return int(connection.execute(made_id).scalar_one())


def unsubscribe(engine: Engine, number: int) -> None:
    """End subscription ``number``; what already waits for it alone is not sent.

    Raises:
        SubscriptionError: there is no such active subscription.
    """
    active = subscription.c.ended_at.is_(None)
    ended = (
        update(subscription)
        .where(subscription.c.id == number, active)
        .values(ended_at=func.now())
    )
    with engine.begin() as connection:
        if not connection.execute(ended).rowcount:
            raise SubscriptionError(
                f"number: there is no active subscription {number}:"
                " `dangbo subscriptions` lists them"
            )


def active(engine: Engine) -> list[Subscription]:
    """Return the active subscriptions, oldest first."""
    columns = [c for c in subscription.c if c.name != "ended_at"]
    query = select(*columns).where(subscription.c.ended_at.is_(None))
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(subscription.c.id)).mappings()
        return [
            Subscription(**{**row, "min_confidence": float(row["min_confidence"])})
            for row in rows
        ]


def ensure_default(engine: Engine, operator: str) -> None:
    """Give a new installation its one subscription: resolutions, to the operator.

    An installation that ever had a subscription, even an ended one, is not new.

    Raises:
        SubscriptionError: the operator's address is none.
    """
    wish = check(Wish(parseaddr(operator)[1], note=DEFAULT_NOTE))
    with engine.begin() as connection:
        # Two first runs at once must not both find the table empty.
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("dangbo"))))
        if connection.execute(select(subscription.c.id).limit(1)).first() is None:
            connection.execute(insert(subscription).values(_values(wish)))


def estimate(engine: Engine, wish: Wish, as_of: datetime) -> float:
    """Return how many mails a week ``wish`` would have meant over the last year.

    A day with at least one event counts as a mail. Where less than a year is known,
    only the weeks since the first known event are counted.

    Raises:
        SubscriptionError: as ``subscribe``.
    """
    wanted = _as_row(check(wish)).cte("wanted")
    today = as_of.astimezone(HANOI).date()
    in_reach = event.c.occurred_on.between(today - YEAR, today)
    known = event.c.status.in_((*TOLD, "baseline"))
    days = func.count(func.distinct(event.c.occurred_on))
    query = select(days).select_from(matches(wanted)).where(in_reach, known)
    first = select(func.min(event.c.occurred_on)).where(in_reach, known)
    with engine.connect() as connection:
        mails = connection.execute(query).scalar_one()
        start = connection.execute(first).scalar()
    return float(mails / (max(today - start, WEEK) / WEEK)) if start else 0.0


def _values(wish: Wish) -> dict[str, object]:
    return {name: getattr(wish, name) for name in Wish.__slots__}


def _same(connection: Connection, wish: Wish) -> int | None:
    wanted = [
        subscription.c[name].is_not_distinct_from(value)
        for name, value in _values(wish).items()
    ]
    query = select(subscription.c.id).where(subscription.c.ended_at.is_(None), *wanted)
    return connection.execute(query).scalars().first()


def _as_row(wish: Wish) -> Select[Any]:
    """The wish as one row of SQL, in the columns that matching needs."""
    texts = ARRAY(Text)
    return select(
        literal(0).label("id"),
        cast(wish.kinds, texts).label("kinds"),
        cast(wish.provinces, texts).label("provinces"),
        cast(wish.positions, texts).label("positions"),
        cast(wish.min_confidence, Numeric).label("min_confidence"),
    )
