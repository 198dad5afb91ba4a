"""`dangbo evaluate --tenure`: tenures rebuilt from articles beside reference works.

Nobody labels tenures; but who was secretary or chair of a committee is known from
elsewhere. Agreement says that reading and history hold; every contradiction is an error
of one side, to be looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dangbo.errors import DangboError
from processing.diff.fold import fold
from processing.diff.load import read_anew
from processing.diff.model import LEFT, Observations, Report, Telling, Tenure
from processing.diff.persons import identify
from processing.gazetteer.holders import HOLDERS, Holder, holders_on
from processing.gazetteer.organisations import slug_on
from processing.model import HANOI, Article, LeadershipChangeFields
from processing.observe import READER, read
from processing.observe.jsonl import articles
from processing.store.readings import Text, rows

AGREES, CONTRADICTS, UNKNOWN = "agrees", "contradicts", "not in reference"
ACTING = "|act|"  # in the keys of events that made somebody acting head
SEATS = frozenset(holder.position_id for holder in HOLDERS)
NO_DAY = date(1970, 1, 1)  # an article without a date: resolves to nothing current


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rebuilt tenure, what reference says of it, and the articles it rests on."""

    what: str
    organisation_id: str
    tenure: Tenure
    others: tuple[Holder, ...]
    article_ids: tuple[str, ...]
    days_off: int | None = None

    def __str__(self) -> str:
        """One line for people."""
        tenure = self.tenure
        start, end = tenure.valid_from or "?", tenure.last_seen_on or "?"
        slug = slug_on(self.organisation_id, tenure.valid_from or date.max)
        others = ", ".join(sorted({holder.person for holder in self.others}))
        return (
            f"{self.what}: {slug}, {tenure.position}: {tenure.person} from {start}, "
            f"last seen {end}; reference: {others}; articles: "
            f"{', '.join(self.article_ids[:5])}"
        )


@dataclass
class TenureScore:
    """How rebuilt tenures compare with reference works."""

    verdicts: list[Verdict] = field(default_factory=list)

    def __str__(self) -> str:
        """The contradictions, one a line, and a summary as the last line."""
        counts = Counter(verdict.what for verdict in self.verdicts)
        known = counts[AGREES] + counts[CONTRADICTS]
        off = [v.days_off for v in self.verdicts if v.days_off is not None]
        wrong = [str(v) for v in self.verdicts if v.what == CONTRADICTS]
        share = f" = {counts[AGREES] / known:.3f}" if known else ""
        summary = (
            f"tenures: {counts[AGREES]} of {known} agree with reference{share}; "
            f"{counts[UNKNOWN]} not in reference; first day within a week: "
            f"{sum(abs(days) <= 7 for days in off)} of {len(off)}"
        )
        return "\n".join([*wrong, summary])


def evaluate(folder: Path) -> TenureScore:
    """Rebuild the tenures from the articles of a folder, or of its folders.

    Raises:
        DangboError: there are no articles.
        InputError: an article cannot be read, naming file, line and field.
    """
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    told: dict[int, Telling] = {}
    numbers = count(1)
    for version_id, article in enumerate(_articles(folder), start=1):
        day = _day(article)
        told[version_id] = _telling(version_id, article, day)
        text = Text(version_id, day or NO_DAY, article)
        for row in rows(text, read(article), READER):
            if row["organisation_id"] and row["kind"] != "document":
                made[row["organisation_id"]].append({**row, "id": next(numbers)})
    score = TenureScore()
    for organisation_id, found in sorted(made.items()):
        observed = read_anew(Observations(organisation_id), found, told)
        score.verdicts += _judged(observed)
    return score


def _articles(folder: Path) -> Iterator[Article]:
    files = [*folder.glob("articles.jsonl"), *sorted(folder.glob("*/articles.jsonl"))]
    if not files:
        raise DangboError(f"{folder}: holds no articles.jsonl: name a folder that does")
    for file in files:
        for _, article in articles(file):
            yield article


def _day(article: Article) -> date | None:
    published = article.published_at
    if isinstance(published, datetime):
        return published.astimezone(HANOI).date()
    return published


def _telling(number: int, article: Article, day: date | None) -> Telling:
    return Telling(
        key=str(article.id or number),
        origin=number,
        source=urlsplit(article.url or "").hostname or "unknown",
        is_official=article.home is not None,
        homes=(article.home,) if article.home else (),
        told_on=day,
        seen_at=datetime.combine(day or NO_DAY, time(0), HANOI),
        is_fresh=False,
    )


def _judged(observed: Observations) -> Iterator[Verdict]:
    for tenure in fold(observed).tenures:
        if tenure.position not in SEATS:
            continue
        others = _others(observed.organisation_id, tenure)
        same = [holder for holder in others if _is_one(holder.person, tenure.person)]
        what = AGREES if same else UNKNOWN
        if not same and _is_contradicted(tenure, others):
            what = CONTRADICTS
        yield Verdict(
            what,
            observed.organisation_id,
            tenure,
            others,
            tuple(sorted(_article_ids(observed, tenure))),
            _days_off(tenure, same),
        )


def _others(organisation_id: str, tenure: Tenure) -> tuple[Holder, ...]:
    """Whom reference knows in the seat on the days that articles vouch for."""
    found = {
        holder
        for day in _vouched_for(tenure)
        for holder in holders_on(tenure.position, day, organisation_id)
    }
    return tuple(
        sorted(found, key=lambda holder: (holder.valid_from.first, holder.person))
    )


def _vouched_for(tenure: Tenure) -> set[date]:
    """The days on which articles say that the person held the seat.

    Of whom only the departure is told that is the day before, for the next one may
    have come on the day itself.
    """
    began = None if tenure.from_basis == LEFT else tenure.valid_from
    days = {began, tenure.first_seen_on, tenure.last_seen_on}
    left = {tenure.valid_to - timedelta(days=1)} if tenure.valid_to else set()
    return {day for day in days if day} or left


def _is_contradicted(tenure: Tenure, others: Iterable[Holder]) -> bool:
    """Whether somebody else sat there for sure: reference knows only heads in full.

    What it knows to the year says nothing of the days of that year.
    """
    if ACTING in (tenure.started_by or ""):
        return False
    return any(
        holder.valid_from.last <= day
        and (holder.valid_to is None or day <= holder.valid_to.first)
        for holder in others
        for day in _vouched_for(tenure)
    )


def _is_one(one: str, other: str) -> bool:
    names = identify([one, other])
    return names.key(one) == names.key(other)


def _days_off(tenure: Tenure, same: Iterable[Holder]) -> int | None:
    """Days between both first days, where both are known to the day."""
    if tenure.from_basis != "event" or tenure.valid_from is None:
        return None
    starts = (h.valid_from for h in same if h.valid_from.precision == "day")
    return next(((tenure.valid_from - start.first).days for start in starts), None)


def _article_ids(observed: Observations, tenure: Tenure) -> Iterator[str]:
    for sighting in observed.sightings:
        if sighting.position == tenure.position and _is_one(
            sighting.person, tenure.person
        ):
            yield sighting.telling.key
    for report in observed.reports:
        if _tells_of(report, tenure):
            yield report.telling.key


def _tells_of(report: Report, tenure: Tenure) -> bool:
    told = report.fields
    return (
        isinstance(told, LeadershipChangeFields)
        and told.position == tenure.position
        and _is_one(told.person, tenure.person)
    )
