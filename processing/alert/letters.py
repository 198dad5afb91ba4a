"""Make the letter of a batch: all that its alerts tell, read from the store."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from processing.alert.channel import Letter
from processing.alert.claim import Batch
from processing.alert.coverage import coverage
from processing.alert.facts import Facts
from processing.alert.gather import stories
from processing.alert.links import links_of
from processing.alert.notices.outages import outages
from processing.alert.reasons import reasons
from processing.alert.succession import with_offers
from processing.settings import Settings
from processing.store.tables import alert

DEFAULT_LANGUAGE = "vi"


def letter(
    connection: Connection, batch: Batch, now: datetime, settings: Settings
) -> Letter:
    """Return what the recipient of ``batch`` is told, as known ``now``."""
    columns = alert.c.event_id, alert.c.outage_id, alert.c.state
    query = select(*columns).where(alert.c.id.in_(batch.alert_ids))
    told = connection.execute(query).all()
    events = [row for row in told if row.event_id is not None]
    why = reasons(connection, batch.alert_ids)
    links = links_of(settings)
    news = stories(
        connection,
        [row.event_id for row in events],
        batch.recipient,
        {row.event_id for row in events if row.state.startswith("corrected.")},
    )
    numbers = [reason.subscription_id for reason in why]
    url = links.unsubscribe(numbers, batch.recipient) if links and why else None
    facts = Facts(
        stories=with_offers(news, why, batch.recipient, links),
        coverage=coverage(connection, now, batch.recipient),
        reasons=why,
        as_of=now,
        operator=settings.operator,
        unsubscribe_url=url,
        outages=outages(
            connection,
            {row.outage_id for row in told if row.outage_id is not None},
            settings.notice_again_days,
        ),
    )
    language = why[0].language if why else DEFAULT_LANGUAGE
    return Letter(batch.recipient, batch.message_id, facts, language)
