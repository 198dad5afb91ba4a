"""What is known of an article while it is read: its persons, titles and changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from processing.observe.article.document import Document, Sentence
from processing.observe.article.scope import Scope
from processing.observe.changes.claims import Claim
from processing.observe.language.names import Persons, run_together
from processing.observe.people.occasion import MOVES, PUNISHES, headline_tells
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import Post, is_person

FAMILIES = (
    ("party_secretary", "party_standing_deputy_secretary", "party_deputy_secretary"),
    ("peoples_committee_chair", "peoples_committee_vice_chair"),
    ("peoples_council_chair", "peoples_council_vice_chair"),
)

HONORIFICS = ("Ông", "Bà")
CHAIRS = {"peoples_committee_chair", "peoples_council_chair"}
#: Whoever comes to one of these leaves another: each takes a whole person.
COMMISSIONS = {
    "organisation_commission_head",
    "propaganda_commission_head",
    "mass_mobilisation_commission_head",
    "internal_affairs_commission_head",
    "inspection_commission_head",
    "party_office_chief",
}
VICE = {"peoples_committee_vice_chair", "peoples_council_vice_chair"}
MOVES_WITH = {*FAMILIES[0], "peoples_committee_chair"}


@dataclass(frozen=True, slots=True)
class Event:
    """A change with everything found out about it."""

    person: str
    position: str
    direction: str
    change: str
    scope: Scope
    day: date | None
    sentence: Sentence
    explicit: bool
    implied: bool = False
    bare: bool = False  # the body was not named: "bầu bà A làm Chủ tịch"
    former: bool = False  # "khởi tố nguyên P": the office had been left before

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        """What two reports of the same change share."""
        name = run_together(self.person)
        return (name, seat(self.position), self.direction, self.province)

    @property
    def province(self) -> str | None:
        """Whose post it is."""
        return self.scope.province


@dataclass(slots=True)
class Story:
    """What is known of an article so far, while it is being read."""

    document: Document
    persons: Persons = field(default_factory=Persons)
    events: list[Event] = field(default_factory=list)
    planned: set[tuple[str, str]] = field(default_factory=set)
    holders: list[tuple[str, Role, Line, Scope]] = field(default_factory=list)
    titles: dict[str, list[tuple[Post, Scope]]] = field(default_factory=dict)
    headline: Line | None = None
    news: date | None = None
    last_in: Event | None = None
    lists_at: int | None = None
    electing_at: int | None = None
    opened: Post | None = None  # the office that the last sentence elects to
    opened_as: tuple[str, str] = ("in", "elected")  # its direction and change
    candidates: list[tuple[Line, Claim, str]] = field(default_factory=list)
    last_day: tuple[int, date] | None = None
    gone: set[str] = field(default_factory=set)
    posted: set[str] = field(default_factory=set)  # whose new office is decided
    vacated: list[Event] = field(default_factory=list)  # departures told as history
    announced: list[Event] = field(default_factory=list)  # "sẽ thôi giữ chức P"
    goes_on: bool = False  # the sentence seems to go on with an earlier day
    left: set[tuple[str, str]] = field(default_factory=set)  # told as history
    again: set[tuple[str, str]] = field(default_factory=set)  # recalled as re-elected
    kept: set[tuple[str, str]] = field(default_factory=set)  # told with "vẫn là"
    still: set[str] = field(default_factory=set)  # offices told with "hiện là"
    below: set[tuple[str, str]] = field(default_factory=set)  # heads of districts
    formerly: set[tuple[str, str]] = field(default_factory=set)  # by the headline
    sent: list[tuple[Line, Claim, str]] = field(default_factory=list)  # to the centre
    untitled: list[tuple[Line, Claim, str]] = field(default_factory=list)  # punished

    def is_about(self, direction: str) -> bool:
        """Whether the headline tells of changes of this kind."""
        kinds = PUNISHES if direction == "sanction" else MOVES
        return headline_tells(self.document, kinds)


def seat(position: str) -> str:
    """Positions that count as one when reports are joined."""
    if position == "party_standing_deputy_secretary":
        return "party_deputy_secretary"
    return position


def untold(
    found: Iterable[Event],
    events: Iterable[Event],
    alike: Callable[[Event], object],
) -> Iterator[Event]:
    """Those found that none of the ``events`` tells, nor one found before.

    ``alike`` gives what two reports of one change share.
    """
    told = set(map(alike, events))
    for event in found:
        if alike(event) not in told:
            told.add(alike(event))
            yield event


def person_of(story: Story, made: Line, name: int) -> str | None:
    """The full name of the person at a piece; ``None`` where nothing tells it."""
    if name < 0:
        return None
    piece = made.pieces[name]
    if piece.letter == "N":
        return story.persons.in_full(" ".join(piece.text.split()))
    short = str(piece.data.get("meant") or piece.text)
    return story.persons.resolve(short) or _named_untitled(story, short)


def _named_untitled(story: Story, short: str) -> str | None:
    """A full name that stands in a sentence without any title: "ông A B C dự họp"."""
    words = rf"(?<!\w)(?:[^\W\d_]+ ){{1,4}}{re.escape(short)}(?!\w)"
    for found in re.finditer(words, story.document.text):
        run = found[0].split(" ")
        run = run[1:] if run[0] in HONORIFICS else run  # Ông is a surname, too
        while len(run) > 1:
            if all(word[0].isupper() for word in run) and is_person(" ".join(run)):
                story.persons.add(" ".join(run))
                return " ".join(run)
            run = run[1:]
    return None


def meet(story: Story, lines: Iterable[Line]) -> None:
    """Learn all full names first: the headline may use the short one."""
    for made in lines:
        for piece in made.pieces:
            if piece.letter == "N":
                story.persons.add(piece.text)
