"""Makes one event of all reports of a change in an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import (
    Kind,
    LeadershipChangeFields,
    Observation,
)
from processing.observe.article.confidence import confidence
from processing.observe.article.places import at_home
from processing.observe.article.scope import Basis
from processing.observe.article.zones import Zone
from processing.observe.language.names import folded
from processing.observe.language.phrases import holds
from processing.observe.people.reports import completed
from processing.observe.people.story import (
    CHAIRS,
    COMMISSIONS,
    MOVES_WITH,
    Event,
    Story,
    seat,
    untold,
)
from processing.observe.people.vouching import vouched_for
from processing.observe.people.why_left import VAGUE, explained


def joined(story: Story) -> list[Event]:
    """One event for each change; the sentence that says most about it stays."""
    best: dict[tuple[object, ...], Event] = {}
    told: dict[tuple[object, ...], list[Event]] = {}
    for event in story.events:
        asked_for = (folded(event.person), seat(event.position)) in story.planned
        if asked_for and (event.sentence.is_headline or _without_degree(event)):
            continue
        if event.direction == "out" and event.key[:2] in story.kept:
            continue
        told.setdefault(event.key, []).append(event)
        known = best.get(event.key)
        if known is None or _weight(event) > _weight(known):
            best[event.key] = event
    best = {key: completed(story, one, told[key]) for key, one in best.items()}
    kept = [
        _elected_again(_ratified_again(story, event), best.values())
        for event in best.values()
        if not (_overruled(event, best.values()) or _is_milder(event, best.values()))
    ]
    kept = [event for event in kept if not _elsewhere_rather(event, kept)]
    kept = [event for event in kept if not _is_mourned(story, event)]
    kept = [event for event in kept if not _has_been_left(event, kept)]
    kept = [event for event in kept if not _was_punished(event, kept)]
    kept = [event for event in kept if not _is_of_the_archive(story, event)]
    kept = [event for event in kept if not _was_for_a_time(story, event, kept)]
    kept += list(_left_behind(story, kept))
    kept += list(_succeeded(story, kept))
    kept += list(vouched_for(story, kept))
    return [explained(story, event, kept) for event in kept]


def _elsewhere_rather(event: Event, events: list[Event]) -> bool:
    """Nobody comes to one office in two units: the better founded stays."""
    return any(
        other.key[:3] == event.key[:3]
        and other.province != event.province
        and event.direction in ("in", "continued")
        and _founded(other) < _founded(event)
        for other in events
    )


def _has_been_left(event: Event, events: list[Event]) -> bool:
    """Whoever is let go from a seat came to it before, though told further down."""
    position = POSITIONS.get(event.position)
    if event.direction != "in" or position is None or not position.is_single_seat:
        return False
    return any(
        other.key[:2] == event.key[:2]
        and other.direction == "out"
        and other.province == event.province
        and other.sentence.index < event.sentence.index
        for other in events
    )


def _was_punished(event: Event, events: list[Event]) -> bool:
    """Whoever is punished as holder of an office came to it before."""
    return event.direction in ("in", "continued") and any(
        other.direction == "sanction"
        and other.key[0] == event.key[0]
        and (other.position, other.province) == (event.position, event.province)
        and other.sentence.index < event.sentence.index
        for other in events
    )


def _is_mourned(story: Story, event: Event) -> bool:
    """Who has died, as the headline tells, came to nothing today."""
    if event.direction not in ("in", "continued"):
        return False
    headline = story.document.headline
    died = headline is not None and holds("statements", "has_died", headline.key)
    return died and _is_in_headline(story, event)


def _is_of_the_archive(story: Story, event: Event) -> bool:
    """A picture shows how somebody came to office who is punished by now."""
    shown = event.sentence.zone is Zone.CAPTION and event.direction == "in"
    return shown and story.is_about("sanction") and not story.is_about("in")


def _is_in_headline(story: Story, event: Event) -> bool:
    headline = story.document.headline
    return headline is not None and folded(event.person) in folded(headline.text)


def _was_for_a_time(story: Story, event: Event, events: list[Event]) -> bool:
    """Whoever looked after an office did so before the one who comes to it now.

    Unless that is what the headline is about.
    """
    if event.change != "acting" or _is_in_headline(story, event):
        return False
    return any(
        (other.direction, other.position, other.province)
        == ("in", event.position, event.province)
        and other.change != "acting"
        and folded(other.person) != folded(event.person)
        for other in events
    )


def _founded(event: Event) -> tuple[int, int]:
    return (event.scope.basis, event.sentence.index)


def _ratified_again(story: Story, event: Event) -> Event:
    """ "phê chuẩn kết quả bầu P đối với ông A", of whom it is recalled: "bầu lại"."""
    recalled = (folded(event.person), seat(event.position)) in story.again
    if not recalled or (event.direction, event.change) != ("in", "ratified"):
        return event
    return replace(event, direction="continued", change="re_elected")


def _elected_again(event: Event, events: Iterable[Event]) -> Event:
    """ "tiếp tục giữ chức P", and elsewhere in the article elected to it."""
    elected = event.change == "re_appointed" and any(
        other.change == "elected" and other.key[:2] == event.key[:2] for other in events
    )
    return replace(event, change="re_elected") if elected else event


def _left_behind(story: Story, events: list[Event]) -> Iterator[Event]:
    """Who comes from an office in another province has left it; told for one office."""
    return untold(
        _departures_to(story, events),
        events,
        lambda event: (folded(event.person), event.province, event.direction),
    )


def _departures_to(story: Story, events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        if event.direction != "in" or event.position not in MOVES_WITH:
            continue
        for post, whose in story.titles.get(folded(event.person), []):
            other = whose.province
            if other in (None, event.province):
                continue
            if _has_gone_into(other, event, story.document.year):
                continue
            surely = {*MOVES_WITH} if whose.basis <= Basis.SENTENCE else set()
            surely |= COMMISSIONS if whose.basis <= Basis.HEADLINE else set()
            if post.former or post.position not in surely:
                continue
            yield replace(
                event,
                position=post.position,
                direction="out",
                change="transferred",
                scope=whose,
                implied=True,
            )


#: When many units ended, each to go on in another.
_MERGER = date(2025, 7, 1)


def _has_gone_into(unit: str | None, event: Event, told: int | None) -> bool:
    """ "A, Bí thư Tỉnh ủy M, làm Bí thư Tỉnh ủy N": M is a part of it now."""
    year = event.day.year if event.day else told
    return year == _MERGER.year and at_home(unit, _MERGER) == event.province


def _succeeded(story: Story, events: list[Event]) -> Iterator[Event]:
    """Who comes to one office, while somebody else comes to the one held so far."""
    return untold(
        _exchanges(story, events),
        events,
        lambda event: (folded(event.person), event.position, event.direction),
    )


def _exchanges(story: Story, events: Iterable[Event]) -> Iterator[Event]:
    came = {folded(event.person): event for event in events if event.direction == "in"}
    came = {one: event for one, event in came.items() if event.change != "acting"}
    for event in came.values():
        position = POSITIONS.get(event.position)
        if position is None or not position.is_single_seat:
            continue
        for person, other in came.items():
            if other.position != event.position and _held(story, person, event):
                yield replace(
                    event,
                    person=other.person,
                    direction="out",
                    change="transferred",
                    sentence=other.sentence,
                    implied=True,
                )


def _held(story: Story, person: str, event: Event) -> bool:
    """Whether the article titles a person with the office that somebody comes to."""
    return any(
        post.position == event.position
        and not (post.former or post.new)
        and whose.province == event.province
        for post, whose in story.titles.get(person, [])
    )


def _weight(event: Event) -> tuple[bool, bool, int, bool]:
    vague = VAGUE.index(event.change) + 1 if event.change in VAGUE else 0
    return (
        event.explicit,
        not event.sentence.is_headline,
        -vague,
        event.sentence.zone is not Zone.CAPTION,
    )


def _without_degree(event: Event) -> bool:
    """ "họp xem xét, thi hành kỷ luật": decided elsewhere, or only asked for."""
    disciplined = (event.direction, event.change) == ("sanction", "disciplined")
    return disciplined and not holds("statements", "degree", event.sentence.key)


def _is_milder(event: Event, events: Iterable[Event]) -> bool:
    """ "kỷ luật bằng hình thức cách chức": the dismissal says it all."""
    disciplined = (event.direction, event.change) == ("sanction", "disciplined")
    return (
        disciplined
        and not event.implied
        and any(
            other.change == "dismissed"
            and folded(other.person) == folded(event.person)
            # "cách chức P1 và xóa tư cách P2": one does not say the other
            and (seat(other.position) == seat(event.position) or not _voids(event))
            for other in events
        )
    )


def _voids(event: Event) -> bool:
    return "xóa tư cách" in event.sentence.key


def _is_guess(event: Event, events: Iterable[Event]) -> bool:
    """ "bầu bà A làm Chủ tịch", and elsewhere of which body, another than supposed."""
    return event.bare and any(
        folded(other.person) == folded(event.person)
        and not other.bare
        and other.direction == event.direction
        and {other.position, event.position} == CHAIRS
        for other in events
    )


def _overruled(event: Event, events: Iterable[Event]) -> bool:
    """In and continued of one seat, or a guess beside a statement: the better stays."""
    events = list(events)
    if _is_guess(event, events):
        return True
    for other in events:
        if other is event or (folded(other.person), seat(other.position)) != (
            folded(event.person),
            seat(event.position),
        ):
            continue
        if {other.direction, event.direction} == {"in", "continued"} and (
            other.province == event.province or event.sentence.is_headline
        ):
            return event.direction == "in"  # again is more than once
        if other.direction == event.direction and event.province is None:
            return True
        if other.direction == event.direction and event.sentence.is_headline:
            return True
    return False


def event_observation(event: Event) -> Observation:
    """The event as it leaves the reader, with its sentence as evidence."""
    return Observation(
        Kind.LEADERSHIP_CHANGE,
        event.province,
        event.day,
        confidence(event.sentence, event.scope.basis, implied=event.implied),
        event.sentence.evidence(),
        LeadershipChangeFields(
            event.person,
            event.position,
            event.direction,
            event.change,
            former=event.former or None,
        ),
    )
