"""An article made ready for reading: sentences with offsets, zones, day and home.

Everything is computed when first asked for, so that an article without any trigger
word costs no more than the search for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from processing.model import HANOI, Article, Evidence
from processing.observe.article import places as place_names
from processing.observe.article.gluing import apart
from processing.observe.article.old_home import last_of_home
from processing.observe.article.origin import Origin
from processing.observe.article.places import Place
from processing.observe.article.sentences import spans
from processing.observe.article.zones import Zone, zones
from processing.observe.language.key import key_of, key_of_lower, lower
from processing.observe.language.numbers import YEAR, term
from processing.observe.when import own_day
from processing.observe.when.address_numbers import Span, span_of
from processing.observe.when.dates import (
    DateMention,
    find_dates,
    full_days,
    make_date,
    nearest,
)
from processing.observe.when.stamps import from_head, from_url, year_from_url
from processing.observe.when.terms import beginning, reviewed
from processing.observe.when.year_phrases import stands_before
from processing.text import normalise

REGISTRY = date(2008, 8, 1)  # from here on the registry knows every unit
HEAD_SENTENCES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence: ``key`` has the length of ``text``; ``start`` is its offset.

    ``start`` counts in ``document.text``, or in ``document.title`` for the headline.
    """

    document: Document = field(repr=False)
    index: int  # -1 is the headline
    start: int
    text: str
    key: str
    zone: Zone

    @property
    def is_headline(self) -> bool:
        """Whether it is the title of the article."""
        return self.index < 0

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def last(self) -> Sentence | None:
        """The sentence right before it in the text."""
        return self.document.sentences[self.index - 1] if self.index > 0 else None

    def places(self) -> list[Place]:
        """The provinces it names, with offsets in the sentence."""
        return self.document.places_of(self)

    def dates(self) -> list[DateMention]:
        """The dates it names, with offsets in the sentence."""
        return self.document.dates_of(self)

    def place_at(self, at: int) -> tuple[str, int] | None:
        """The slug of the province named at an offset, and where its name ends."""
        found = place_names.place_at(self.key, at)
        if found is None or not place_names.may_begin(self.text, at):
            return None
        return self.document.dated(found.slug), found.end

    def evidence(self) -> Evidence:
        """The sentence as a quote of the article as it was given."""
        return self.document.evidence(self)


class Document:
    """An article with what every reader needs; make it with ``Document(article)``.

    ``told_year`` is the year of its news, where a first reading has found it out
    (``settle``).
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.told_year: int | None = None
        self._normal = normalise(article.text)
        self._apart = apart(self._normal)
        self.text = self._apart.text
        self.title = normalise(article.title or "").replace("\n", " ")
        self._places: dict[int, list[Place]] = {}
        self._dates: dict[int, list[DateMention]] = {}

    def settle(self, year: int) -> None:
        """Take a year found out by reading as that of the news.

        All days are asked for anew; sentences, names and levels do not lean on it.
        """
        self.told_year = year
        for told in ("own_day", "year", "earliest", "_today"):
            self.__dict__.pop(told, None)

    @cached_property
    def lowered(self) -> str:
        """The whole text in lower case: enough to look for the words of a reader."""
        return lower(self.text)

    @cached_property
    def key(self) -> str:
        """The key of the whole text."""
        return key_of_lower(self.lowered)

    def held(self, words: Iterable[str]) -> tuple[str, ...]:
        """Those of the words that the article holds, for no sentence holds others."""
        key, title = self.key, self.headline.key if self.headline else ""
        return tuple(word for word in words if word in key or word in title)

    @cached_property
    def headline(self) -> Sentence | None:
        """The title as a sentence."""
        if not self.title:
            return None
        return Sentence(self, -1, 0, self.title, key_of(self.title), Zone.HEADLINE)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body, without the headline and without furniture."""
        found = list(spans(self.text))
        shown = zip(found, zones(self.text, self.key, found), strict=True)
        return tuple(
            Sentence(self, n, start, self.text[start:end], self.key[start:end], zone)
            for n, ((start, end), zone) in enumerate(shown)
        )

    @property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """The headline, if there is one, and the sentences."""
        headline = self.headline
        return ((headline,) if headline else ()) + self.sentences

    # --- days -------------------------------------------------------------------

    @cached_property
    def published(self) -> date | None:
        """The day of publication in Việt Nam: as given, else by address or stamp."""
        given = self.article.published_at
        if isinstance(given, datetime):
            return (given.astimezone(HANOI) if given.tzinfo else given).date()
        return given or from_url(self.article.url, self.title) or from_head(self.text)

    @cached_property
    def span(self) -> Span | None:
        """The days between which its address was given out."""
        return None if self.published else span_of(self.article.url)

    @cached_property
    def _with_year(self) -> list[tuple[DateMention, bool]]:
        """The dates of the body that carry their year; whether it is one still to come.

        "có hiệu lực từ ngày 1/7/2025" names a day that mostly comes after the news.
        """
        dated = [one for one in self.sentences if _WITH_YEAR.search(one.key)]
        return [
            (one, stands_before("in_force", sentence.key, one.start))
            for sentence in dated
            for one in sentence.dates()
            if one.year
        ]

    @cached_property
    def _printed(self) -> list[DateMention]:
        """The dates of the body that carry their year, without days still to come."""
        return [one for one, is_to_come in self._with_year if not is_to_come]

    @cached_property
    def _latest_printed(self) -> date | None:
        """The latest full date in the text: the news is not older than that."""
        return max(full_days(self._printed), default=None)

    @cached_property
    def year(self) -> int | None:
        """The year of the news where no publication date tells it.

        That of the address; else of the day of the head (see ``own_day``), as far as
        the text settles it; without such a day, that of the congress or the first
        session of a council that it tells of, or of the half-year that is reviewed.
        """
        if self.published:
            return self.published.year
        if year := year_from_url(self.article.url, self.key):
            return year
        if self.span and self.span.year:
            return self.span.year
        if self.head:
            return self.own_day.year if self.own_day else None
        months = max((one.year or 0 for one in self._printed if one.month), default=0)
        told = beginning(self.key) or reviewed(self.key)
        return told if told and told >= months else None

    @cached_property
    def head(self) -> DateMention | None:
        """The first day that the head names as that of its news."""
        return own_day.head_of(self)

    @cached_property
    def own_day(self) -> date | None:
        """The day of the article's news, with its year as far as that is settled."""
        return own_day.own_day(self)

    @cached_property
    def earliest(self) -> date | None:
        """The day that the news follows at least, where the article tells no day."""
        return None if self.own_day else own_day.earliest(self)

    @cached_property
    def head_day(self) -> tuple[int, int] | None:
        """Month and day of the first date of the head, if it is without a year.

        Where the head names none, "Hôm nay (19/3)" further down.
        """
        for sentence in self.sentences[:HEAD_SENTENCES]:
            for one in sentence.dates():
                if one.day and one.month:
                    return None if one.year else (one.month, one.day)
        named = (one for one, shift in self._named_today() if shift == 0)
        today = next(named, None)
        if today is None or today.year:
            return None
        return today.month or 0, today.day or 0

    def _named_today(self) -> Iterator[tuple[DateMention, int]]:
        """Days called today or tomorrow, and how far from today: "ngày mai (1/11)"."""
        for sentence in self.sentences:
            if not _TODAY.search(sentence.key):
                continue
            for one in sentence.dates():
                named = _TODAY.match(sentence.key, one.start) if one.day else None
                if named and one.month:
                    yield one, _SHIFT[named[1]]

    @cached_property
    def when(self) -> date | None:
        """The day that stands for "now" in matters of names and levels of units."""
        told = self._told_when()
        if told is None or self.published:
            return max(told, REGISTRY) if told else None
        head = self.headline or next(iter(self.sentences), None)
        last = head and last_of_home(self.article.home, told, head.key, head.text)
        return last or max(told, REGISTRY)

    def _told_when(self) -> date | None:
        if self.published:
            return self.published
        if self._latest_printed:
            return self._latest_printed
        if year := year_from_url(self.article.url, self.key):
            return date(year, 6, 30)
        if self.span:
            return self.span.likely
        return self._eve() or self._within_term()

    def _eve(self) -> date | None:
        """The day before the first that is told as still to come."""
        coming = full_days(one for one, to_come in self._with_year if to_come)
        return min(coming) - timedelta(days=1) if coming else None

    def _within_term(self) -> date | None:
        """The day of the head, else the last day, in the first year of a term."""
        begun = term(self.key)
        if not begun:
            return None
        year = int(begun[:4])
        head = make_date(year, *self.head_day) if self.head_day else None
        return head or date(year, 12, 31)

    def day_of(self, mention: DateMention, *, year: int | None = None) -> date | None:
        """The day a mention means; ``None`` where nothing settles its year.

        ``year`` is what the reader knows of it otherwise (from the term of a congress).
        """
        if mention.relative is not None:
            today = self.published or self._today or self._own_today(mention)
            return today + timedelta(days=mention.relative) if today else None
        if mention.day is None or mention.month is None:
            return None
        if mention.year:
            return make_date(mention.year, mention.month, mention.day)
        if self.published:
            return nearest(mention.month, mention.day, self.published)
        return self._day_in(year, mention.month, mention.day)

    @cached_property
    def _today(self) -> date | None:
        """The day on which an article without a date was written.

        "Sáng nay (12/10)" and "ngày mai (1/11)" tell it.
        """
        for one, shift in self._named_today():
            if day := self.day_of(one):
                return day - timedelta(days=shift)
        return None

    def _own_today(self, mention: DateMention) -> date | None:
        """ "Chiều nay" without a day is the day of the head; "hôm qua" may not be."""
        return self.own_day if mention.relative == 0 else None

    def _day_in(self, year: int | None, month: int, day: int) -> date | None:
        """A day printed without its year, in an article without a date."""
        if self.span and (found := self.span.day(month, day)):
            return found
        if year is None and self.own_day:
            return nearest(month, day, self.own_day)
        year = year or self.year
        if year is None and self.head is None:
            year = own_day.weigh_years(self, month, day)
        return make_date(year, month, day) if year else None

    def dates_of(self, sentence: Sentence) -> list[DateMention]:
        """The dates of a sentence, found once."""
        if sentence.index not in self._dates:
            self._dates[sentence.index] = find_dates(sentence.key)
        return self._dates[sentence.index]

    # --- provinces --------------------------------------------------------------

    @cached_property
    def home(self) -> str | None:
        """The province whose own paper printed it, as it was that day."""
        return place_names.at_home(self.article.home, self.when)

    def dated(self, slug: str) -> str:
        """The slug of a unit as it was named when the article was written."""
        return slug if slug not in place_names.RENAMED else self._renamed(slug)

    def _renamed(self, slug: str) -> str:
        """Huế: by the day; without one, a text that says Thừa Thiên Huế is older."""
        if self.when is None and _OLD_HUE.search(self.key):
            return "thua-thien-hue"
        return place_names.dated(slug, self.when)

    def is_city(self, slug: str) -> bool:
        """Whether the unit was a centrally-run city when the article was written."""
        return place_names.is_city(slug, self.when)

    def places_of(self, sentence: Sentence) -> list[Place]:
        """The provinces a sentence names, found once."""
        if sentence.index not in self._places:
            found = place_names.places(sentence.key, sentence.text)
            self._places[sentence.index] = [
                Place(one.start, one.end, self.dated(one.slug)) for one in found
            ]
        return self._places[sentence.index]

    # --- evidence ---------------------------------------------------------------

    @cached_property
    def _body(self) -> Origin:
        return Origin(self.article.text, self._normal)

    @cached_property
    def _headline_origin(self) -> Origin:
        return Origin(self.article.title or "", self.title)

    def evidence(self, sentence: Sentence) -> Evidence:
        """The sentence as an exact stretch of the text (or title) as given."""
        headline = sentence.is_headline
        origin = self._headline_origin if headline else self._body
        start, end = sentence.start, sentence.end
        if not headline:
            start, end = self._apart.back(start), self._apart.back(end)
        start, end = origin.span(start, end)
        where = "title" if headline else "text"
        return Evidence(origin.given[start:end], start, end, where)


_OLD_HUE = re.compile(r"thừa[ -]+thiên|(?<!\w)tt[ -]+huế")
_TODAY = re.compile(r"(?<!\w)(?:hôm|ngày|sáng|trưa|chiều|tối) (nay|qua|mai)[\s(,]+\d")
_SHIFT = {"nay": 0, "qua": -1, "mai": 1}
_WITH_YEAR = re.compile(YEAR)
