"""Resolutions: one event for each, also when its number is learnt later."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from processing.diff import terms, weigh
from processing.diff.model import Event, Report
from processing.diff.subjects import (
    are_alike,
    likeness,
    pairs_of,
    told,
    told_apart,
    words,
)
from processing.model import Kind
from processing.text import fold

COUNCIL = "peoples_council"
# Days between telling of one unnumbered resolution, with and without a subject.
SAME_SUBJECT, NO_SUBJECT = 60, 10
FINGERPRINT = 6  # words of the subject that the key keeps


def resolutions(organisation_id: str, reports: Iterable[Report]) -> list[Event]:
    """The resolutions that ``reports`` tell of.

    With a number the identity is committee and number; without, issuer, subject and
    time. A numbered one takes in the only unnumbered one it can be, whose key becomes
    an alias.
    """
    numbered: dict[str, list[Report]] = defaultdict(list)
    unnumbered: list[Report] = []
    for report in sorted(reports, key=weigh.order):
        if told(report).number:
            numbered[numbered_key(organisation_id, report)].append(report)
        else:
            unnumbered.append(report)
    groups = _groups(organisation_id, unnumbered)
    vague = {key: found for key, found in groups.items() if not _has_subject(found)}
    named = {key: found for key, found in groups.items() if key not in vague}
    known = {**numbered, **named}
    aliases: dict[str, list[str]] = defaultdict(list)
    _absorb(known, vague, aliases)
    _absorb(known, {key: known[key] for key in named}, aliases, into=numbered)
    known |= {key: found for key, found in vague.items() if key not in known}
    return [
        _event(key, found, tuple(sorted(aliases[key])))
        for key, found in sorted(known.items())
    ]


def numbered_key(organisation_id: str, report: Report) -> str:
    """Numbers begin again with each committee; a council's with each year."""
    number = _plain(told(report).number or "")
    if told(report).issuer == COUNCIL or "hđnd" in number:
        year = report.day.year if report.day and not _has_year(number) else "-"
        return f"rs|{organisation_id}|council/{year}|{number}"
    return f"rs|{organisation_id}|{_committee(organisation_id, report)}|{number}"


@lru_cache(maxsize=10_000)
def _plain(number: str) -> str:
    return re.sub(r"^0+(?=\d)", "", re.sub(r"\W+", "-", fold(number)))


def _has_year(number: str) -> bool:
    return re.search(r"-(19|20)\d\d-", number) is not None


def _committee(organisation_id: str, report: Report) -> str:
    return terms.committee_key(organisation_id, report.day) if report.day else "?"


def _groups(organisation_id: str, reports: Sequence[Report]) -> dict[str, list[Report]]:
    """Unnumbered reports that are of one resolution, by key; the most alike first.

    Two subjects that one article tells apart are two, whatever a third calls them.
    """
    groups = {place: [place] for place in range(len(reports))}
    for one, other in _pairs(reports):
        mine, theirs = groups[one], groups[other]
        if mine is theirs or told_apart(
            [reports[place] for place in mine], [reports[place] for place in theirs]
        ):
            continue
        mine.extend(theirs)
        groups.update(dict.fromkeys(theirs, mine))
    distinct = {id(group): sorted(group) for group in groups.values()}
    keyed: dict[str, list[Report]] = {}
    for places in sorted(distinct.values()):
        group = [reports[place] for place in places]
        keyed[_free(_unnumbered_key(organisation_id, group), keyed)] = group
    return keyed


def _pairs(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Places of reports that can be of one resolution, the most alike first."""
    found = []
    for one, report in enumerate(reports):
        for other in range(one + 1, len(reports)):
            later = reports[other]
            if report.day and later.day and _days_between(report, later) > SAME_SUBJECT:
                break  # sorted by day: none of the rest is nearer
            if is_same(report, later):
                found.append((-likeness(pairs_of(report), pairs_of(later)), one, other))
    return [(one, other) for _, one, other in sorted(found)]


def _free(key: str, taken: Iterable[str]) -> str:
    """The key, with a number if another group has the same."""
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}#{number}"
    return found


def _unnumbered_key(organisation_id: str, group: Sequence[Report]) -> str:
    issuer = weigh.vote(group, lambda r: told(r).issuer, str) or "?"
    committee = _committee(organisation_id, group[0])
    return f"rs|{organisation_id}|{committee}|~{issuer}|{fingerprint(group[0])}"


def fingerprint(report: Report) -> str:
    """What the key of unnumbered reports keeps of the first: its longest words."""
    longest = sorted(set(words(report)), key=lambda word: (-len(word), word))
    month = f"{report.day:%Y-%m}" if report.day else "?"
    return "-".join(sorted(longest[:FINGERPRINT])) or month


def is_same(one: Report, other: Report) -> bool:
    """Whether two unnumbered reports can be of one resolution."""
    issuers = {told(one).issuer, told(other).issuer} - {None}
    if len(issuers) > 1 or not _is_near(one, other):
        return False
    if issuers == {"congress"}:
        return True  # a congress passes one
    mine, theirs = pairs_of(one), pairs_of(other)
    if mine and theirs:
        return are_alike(mine, theirs)
    # Of what has neither a day nor a subject nothing says that it is the same.
    is_told_once = one.telling.origin == other.telling.origin
    return not (mine or theirs) and (one.day is not None or is_told_once)


def _is_near(one: Report, other: Report) -> bool:
    if not (one.day and other.day):
        return one.day == other.day
    subject = told(one).subject and told(other).subject
    return _days_between(one, other) <= (SAME_SUBJECT if subject else NO_SUBJECT)


def _days_between(one: Report, other: Report) -> int:
    assert one.day and other.day
    return abs((one.day - other.day).days)


def _absorb(
    known: dict[str, list[Report]],
    others: dict[str, list[Report]],
    aliases: dict[str, list[str]],
    into: Iterable[str] | None = None,
) -> None:
    """Move each of ``others`` into the only one of ``known`` that it can be."""
    targets = known.keys() if into is None else into
    possible = [
        (old, new)
        for old, group in others.items()
        for new in targets
        if _can_be(group, known[new])
    ]
    olds = [old for old, _ in possible]
    for old, new in possible:
        if olds.count(old) == 1:
            known[new] = sorted(known[new] + others[old], key=weigh.order)
            aliases[new] += [old, *aliases.pop(old, [])]
            known.pop(old, None)
            others.pop(old)


def _has_subject(group: Iterable[Report]) -> bool:
    return any(words(report) for report in group)


def _can_be(group: Sequence[Report], reports: Sequence[Report]) -> bool:
    """Whether ``group`` may be what ``reports`` name; no article tells of both."""
    if told_apart(group, reports):
        return False
    return any(may_be(one, other) for one in group for other in reports)


def may_be(one: Report, other: Report) -> bool:
    """Whether ``one``, which lacks the number or the subject, may be the ``other``."""
    issuers = {told(one).issuer, told(other).issuer}
    if len(issuers - {None}) > 1 or not _is_near(one, other):
        return False
    if words(one):
        return are_alike(pairs_of(one), pairs_of(other))
    return len(issuers) == 1 and one.day is not None


def _event(key: str, reports: Sequence[Report], aliases: tuple[str, ...]) -> Event:
    actions = {told(report).action for report in reports}
    action = "issued" if "issued" in actions else "adopted"
    fields = {
        "number": weigh.vote(reports, lambda r: told(r).number, str),
        "issuer": weigh.vote(reports, lambda r: told(r).issuer, str),
        "action": action,
        "subject": weigh.vote(reports, lambda r: told(r).subject, _longest),
    }
    return Event(
        key=key,
        kind=Kind.RESOLUTION,
        occurred_on=_occurred_on(reports, action),
        occurred_after=None,
        state=action,
        fields={**fields, "aliases": list(aliases)} if aliases else fields,
        confidence=weigh.confidence_of(reports),
        source_count=weigh.source_count(report.telling for report in reports),
        evidence=weigh.reporting(reports),
        aliases=aliases,
    )


def _longest(subject: str) -> tuple[int, str]:
    return (-len(subject), subject)


def _occurred_on(reports: Sequence[Report], action: str) -> date | None:
    """The day on which it came as far as it has: of one issued, not of its adoption."""
    there = [r for r in reports if told(r).action == action and r.occurred_on]
    return weigh.vote(there or reports, lambda r: r.occurred_on, lambda day: day)
