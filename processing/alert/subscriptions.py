"""Subscriptions: who wants to be told what, kept and given up."""

from __future__ import annotations

from collections.abc import Sequence
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
    and_,
    cast,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from processing.alert.matching import TOLD, matches
from processing.alert.persons import spelling_table, spellings
from processing.alert.wish import (
    ALL_KINDS,
    FREQUENCIES,
    SubscriptionError,
    Wish,
    check,
)
from processing.model import HANOI
from processing.store.tables import event, subscription

__all__ = [
    "ALL_KINDS",
    "FREQUENCIES",
    "Subscription",
    "SubscriptionError",
    "Wish",
    "active",
    "check",
    "end",
    "end_all",
    "ensure_default",
    "estimate",
    "owners",
    "subscribe",
    "unsubscribe",
]

# In Vietnamese, as the mails that repeat it.
DEFAULT_NOTE = "đăng ký có sẵn khi cài đặt"
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
    persons: list[str] | None
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
    if not end(engine, [number]):
        raise SubscriptionError(
            f"number: there is no active subscription {number}:"
            " `dangbo subscriptions` lists them"
        )


def end(engine: Engine, numbers: Sequence[int]) -> int:
    """End those of ``numbers`` that are active and return how many were."""
    active = subscription.c.ended_at.is_(None)
    ended = update(subscription).where(subscription.c.id.in_(numbers), active)
    with engine.begin() as connection:
        return connection.execute(ended.values(ended_at=func.now())).rowcount


def end_all(connection: Connection, recipient: str) -> None:
    """End every subscription of a recipient that is no more."""
    mine = and_(
        subscription.c.recipient == recipient, subscription.c.ended_at.is_(None)
    )
    connection.execute(update(subscription).where(mine).values(ended_at=func.now()))


def owners(engine: Engine, numbers: Sequence[int]) -> set[str]:
    """Return the recipients of ``numbers``, also of those ended."""
    query = select(subscription.c.recipient).where(subscription.c.id.in_(numbers))
    with engine.connect() as connection:
        return set(connection.execute(query).scalars())


def active(engine: Engine, numbers: Sequence[int] = ()) -> list[Subscription]:
    """Return the active subscriptions (those of ``numbers``, if any), oldest first."""
    columns = [c for c in subscription.c if c.name != "ended_at"]
    query = select(*columns).where(subscription.c.ended_at.is_(None))
    if numbers:
        query = query.where(subscription.c.id.in_(numbers))
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


def estimate(engine: Engine, wish: Wish, as_of: datetime) -> float | None:
    """Return how many mails a week ``wish`` would have meant over the last year.

    A day with at least one event counts as a mail (a week of a weekly digest). Where
    less than a year is known, only the weeks since the first known event are counted;
    where no event is known, there is nothing to say.

    Raises:
        SubscriptionError: as ``subscribe``.
    """
    checked = check(wish)
    wanted = _as_row(checked).cte("wanted")
    today = as_of.astimezone(HANOI).date()
    in_reach = event.c.occurred_on.between(today - YEAR, today)
    known = event.c.status.in_((*TOLD, "baseline"))
    span = "week" if checked.frequency == "weekly" else "day"
    mail = func.distinct(func.date_trunc(span, event.c.occurred_on))
    first = select(func.min(event.c.occurred_on)).where(in_reach, known)
    with engine.connect() as connection:
        spelled = spelling_table(spellings(connection, checked.persons or ()))
        asked = matches(wanted, spelled)
        query = select(func.count(mail)).select_from(asked).where(in_reach, known)
        mails = connection.execute(query).scalar_one()
        start = connection.execute(first).scalar()
    return float(mails / (max(today - start, WEEK) / WEEK)) if start else None


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
        cast(wish.persons, texts).label("persons"),
        cast(wish.min_confidence, Numeric).label("min_confidence"),
    )
