"""Read the facts of a mail from the store: a fixed number of queries for any mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, tuple_
from sqlalchemy.dialects.postgresql import array, distinct_on

from processing.alert.facts import PHASES, EarlierPhase, Proof, Story, Tenure, Told
from processing.alert.matching import REJECTED, TOLD, WITHDRAWN
from processing.gazetteer.organisations import name_on, resolve
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import HANOI, Kind
from processing.store.tables import (
    alert,
    article,
    article_version,
    event,
    event_evidence,
    observation,
    source,
    tenure,
)
from processing.text import fold

Rows = Sequence[Row[Any]]
KNOWN = (*TOLD, "baseline")
# The phases of a congress in the order in which they come.


def stories(
    connection: Connection,
    event_ids: Sequence[int],
    recipient: str | None = None,
    corrected: Collection[int] = (),
) -> list[Story]:
    """Return the events of ``event_ids`` with evidence and what was known before.

    With a ``recipient``, each says when that person was told an earlier state of it,
    and those ``corrected`` since say what was told then.
    """
    rows = connection.execute(select(event).where(event.c.id.in_(event_ids))).all()
    proofs = _proofs(connection, event_ids)
    seats = _seats(connection, rows)
    phases = _phases(connection, rows)
    told = _told(connection, event_ids, recipient) if recipient else {}
    return [
        _story(
            row,
            proofs[row.id],
            seats[_seat(row)],
            phases[row.id],
            told.get(row.id),
            row.id in corrected,
        )
        for row in rows
    ]


def _story(
    row: Row[Any],
    proofs: Sequence[Proof],
    seat: Rows,
    phases: Sequence[EarlierPhase],
    told: Any,
    is_corrected: bool,
) -> Story:
    day = row.occurred_on or row.first_seen_at.astimezone(HANOI).date()
    name = name_on(row.organisation_id, day)
    return Story(
        event_id=row.id,
        kind=Kind(row.kind),
        state=row.state,
        slug=row.province,
        province=name.name,
        level=name.level,
        occurred_on=row.occurred_on,
        occurred_after=row.occurred_after,
        is_withdrawn=row.status in WITHDRAWN,
        is_rejected=row.status == REJECTED,
        fields=row.fields,
        confidence=float(row.confidence),
        source_count=row.source_count,
        position=POSITIONS.get(str(row.fields.get("position"))),
        proofs=tuple(proofs),
        predecessor=_predecessor(row, seat),
        own_tenure=_own_tenure(row, seat),
        phases=tuple(phases),
        told_on=told and told.sent_at,
        successor=_successor(row, seat),
        told_before=_earlier(told.told, day) if told and is_corrected else None,
    )


def _earlier(told: Mapping[str, Any], day: date) -> Told:
    """What was told, with the name of the province it was told of."""
    slug = str(told["province"])
    # The correction may have moved the day beyond a merger.
    [organisation, *_] = filter(None, (resolve(slug, day), resolve(slug, None)))
    name = name_on(organisation.id, day)
    return Told(told, name.name, name.level)


def _proofs(
    connection: Connection, event_ids: Sequence[int]
) -> defaultdict[int, list[Proof]]:
    """Evidence by event, the best first: official, confident, early."""
    version = article_version.c
    query = (
        select(
            event_evidence.c.event_id,
            event_evidence.c.role,
            observation.c.quote,
            version.title,
            article.c.url,
            source.c.name,
            version.published_at,
        )
        .join(observation, observation.c.id == event_evidence.c.observation_id)
        .join(article_version, version.id == observation.c.article_version_id)
        .join(article, article.c.id == version.article_id)
        .join(source, source.c.id == article.c.source_id)
        .where(event_evidence.c.event_id.in_(event_ids))
        .order_by(
            observation.c.superseded_at.is_not(None),
            article.c.duplicate_of_id.is_not(None),
            source.c.is_official.desc(),
            observation.c.confidence.desc(),
            version.published_at.asc().nulls_last(),
            observation.c.id,
        )
    )
    found = defaultdict(list)
    for event_id, *proof in connection.execute(query):
        found[event_id].append(Proof(*proof))
    return found


def _seat(row: Row[Any]) -> tuple[str, str]:
    return row.organisation_id, str(row.fields.get("position"))


def _seats(
    connection: Connection, rows: Rows
) -> defaultdict[tuple[str, str], list[Row[Any]]]:
    """What is known of the offices concerned, by office, the latest holder first."""
    wanted = {_seat(row) for row in rows if row.kind == Kind.LEADERSHIP_CHANGE}
    seat = tuple_(tenure.c.organisation_id, tenure.c.position_id)
    query = (
        select(tenure)
        .where(seat.in_(wanted), tenure.c.recorded_to.is_(None))
        .order_by(tenure.c.valid_from.desc().nulls_last(), tenure.c.id.desc())
    )
    found = defaultdict(list)
    for row in connection.execute(query) if wanted else ():
        found[row.organisation_id, row.position_id].append(row)
    return found


def _predecessor(row: Row[Any], seat: Rows) -> Tenure | None:
    """Who was in office until then: as the news says, else as we knew it."""
    others = [t for t in seat if t.person_key != _key(row.fields.get("person"))]
    named = row.fields.get("predecessor")
    if named:
        known = next((t for t in others if t.person_key == _key(named)), None)
        return _tenure(known) if known else Tenure(str(named), None, "")
    if row.fields.get("direction") != "in":
        return None
    ended = [t for t in others if t.ended_by_id == row.id]
    return _tenure(next(iter(ended or _holders_before(row, others)), None))


def _holders_before(row: Row[Any], others: Rows) -> list[Row[Any]]:
    position = POSITIONS.get(str(row.fields.get("position")))
    if position is None or not position.is_single_seat:
        return []
    day = row.occurred_on
    return [t for t in others if not (day and t.valid_from and t.valid_from > day)]


def _own_tenure(row: Row[Any], seat: Rows) -> Tenure | None:
    """The time in office of whoever stays or leaves, if it began before the event."""
    if row.fields.get("direction") == "in":
        return None
    person, day = _key(row.fields.get("person")), row.occurred_on
    own = (t for t in seat if t.person_key == person)
    before = (t for t in own if not (day and t.valid_from and t.valid_from >= day))
    return _tenure(next(before, None))


def _successor(row: Row[Any], seat: Rows) -> str | None:
    """Who is in the office after the event: whom it names, or its present holder."""
    if row.fields.get("direction") == "in":
        return str(row.fields.get("person") or "") or None
    position = POSITIONS.get(str(row.fields.get("position")))
    if row.fields.get("direction") != "out" or not (
        position and position.is_single_seat
    ):
        return None
    person = _key(row.fields.get("person"))
    holders = (t.person for t in seat if t.valid_to is None and t.person_key != person)
    return next(holders, None)


def _tenure(row: Row[Any] | None) -> Tenure | None:
    """Who held the office; since when, if that was told, seen or is in reference."""
    if row is None:
        return None
    since = {"seen": row.first_seen_on, "left": None}
    day = since.get(row.from_basis, row.valid_from)
    return Tenure(row.person, day, row.from_basis)


def _key(person: object) -> str:
    return fold(str(person or ""))


def _phases(connection: Connection, rows: Rows) -> defaultdict[int, list[EarlierPhase]]:
    """Phases that come before in the same congress and are already known, in order."""
    now, then = event.alias("now"), event.alias("then")
    term = now.c.fields["term"].astext
    same = and_(
        then.c.organisation_id == now.c.organisation_id,
        then.c.kind == now.c.kind,
        then.c.id != now.c.id,
        then.c.status.in_(KNOWN),
        then.c.fields["term"].astext.is_not_distinct_from(term),
        func.coalesce(then.c.occurred_on <= now.c.occurred_on, True),
    )
    ids = [row.id for row in rows if row.kind == Kind.CONGRESS]
    order = array(PHASES)
    place, its = (
        func.array_position(order, one.c.fields["phase"].astext) for one in (then, now)
    )
    query = (
        select(now.c.id, then.c.fields["phase"].astext, then.c.occurred_on)
        .join(then, same)
        .where(now.c.id.in_(ids), place < its)
        .order_by(place)
    )
    found = defaultdict(list)
    for event_id, name, occurred_on in connection.execute(query) if ids else ():
        found[event_id].append(EarlierPhase(name, occurred_on))
    return found


def _told(
    connection: Connection, event_ids: Sequence[int], recipient: str
) -> dict[int, Any]:
    """When the recipient was last told of each event, and what."""
    query = (
        select(alert.c.event_id, alert.c.sent_at, alert.c.told)
        .ext(distinct_on(alert.c.event_id))
        .where(alert.c.event_id.in_(event_ids), alert.c.recipient == recipient)
        .where(alert.c.status == "sent")
        .order_by(alert.c.event_id, alert.c.sent_at.desc(), alert.c.id.desc())
    )
    return {row.event_id: row for row in connection.execute(query)}
