"""An article made ready for reading: sentences with offsets, zones, day and home.

Everything is computed when first asked for, so that an article without any trigger
word costs no more than the search for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from processing.model import HANOI, Article, Evidence
from processing.observe.article import places as place_names
from processing.observe.article.gluing import apart
from processing.observe.article.old_home import last_of_home
from processing.observe.article.origin import Origin
from processing.observe.article.places import Place
from processing.observe.article.repeats import without_repeats
from processing.observe.article.sentences import spans
from processing.observe.article.zones import Zone, ranks, zones
from processing.observe.language.key import key_of, key_of_lower, lower
from processing.observe.when import meant_day, own_day, printed_days, terms
from processing.observe.when.address_numbers import Span, span_of
from processing.observe.when.dates import (
    DateMention,
    find_dates,
)
from processing.observe.when.stamps import counts_seconds, from_head, from_url
from processing.text import normalise

REGISTRY = date(2008, 8, 1)  # from here on the registry knows every unit
HEAD_SENTENCES = 3


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: ``key`` has the length of ``text``; ``start`` is its offset.

    ``start`` counts in ``document.text``, or in ``document.title`` for the headline.
    Nothing of it changes; it only remembers the places and dates found in it.
    """

    document: Document = field(repr=False)
    index: int  # -1 is the headline
    start: int
    text: str
    key: str
    zone: Zone
    _places: list[Place] | None = field(default=None, init=False, repr=False)
    _dates: list[DateMention] | None = field(default=None, init=False, repr=False)

    @property
    def is_headline(self) -> bool:
        """Whether it is the title of the article."""
        return self.index < 0

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def rank(self) -> int:
        """How many sentences before it tell something; -1 for the headline."""
        return self.document.ranks[self.index] if self.index >= 0 else -1

    @property
    def last(self) -> Sentence | None:
        """The sentence right before it in the text."""
        return self.document.sentences[self.index - 1] if self.index > 0 else None

    def places(self) -> list[Place]:
        """The provinces it names, with offsets in the sentence."""
        if self._places is None:
            self._places = self.document.places_in(self)
        return self._places

    def dates(self) -> list[DateMention]:
        """The dates it names, with offsets in the sentence."""
        if self._dates is None:
            self._dates = find_dates(self.key)
        return self._dates

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

    def settle(self, year: int) -> None:
        """Take a year found out by reading as that of the news.

        All days are asked for anew; sentences, names and levels do not lean on it.
        """
        self.told_year = year
        for told in ("own_day", "year", "earliest", "today"):
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
        title = self.headline.key if self.headline else ""
        found = list(without_repeats(self.key, title, list(spans(self.text))))
        shown = zip(found, zones(self.text, self.key, found), strict=True)
        return tuple(
            Sentence(self, n, start, self.text[start:end], self.key[start:end], zone)
            for n, ((start, end), zone) in enumerate(shown)
        )

    @cached_property
    def ranks(self) -> list[int]:
        """For each sentence, how many before it tell something of the article."""
        spans_ = [(one.start, one.end) for one in self.sentences]
        return list(ranks(self.text, spans_, [one.zone for one in self.sentences]))

    def top(self, count: int, before: Sentence | None = None) -> tuple[Sentence, ...]:
        """The first sentences that tell something, so many, and what stands between.

        Where a sentence is given, those before it alone.
        """
        last = bisect_left(self.ranks, count)
        if before is not None:
            last = max(0, min(last, before.index))
        return self.sentences[:last]

    def headed(self, count: int) -> tuple[Sentence, ...]:
        """The headline, if there is one, and so many sentences of the top."""
        headline = self.headline
        return ((headline,) if headline else ()) + self.top(count)

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
        return given or self._by_address or from_head(self.text)

    @property
    def _by_address(self) -> date | None:
        """The day that the address tells, unless a term that is told begins later.

        The number of a section ("/covid-19-1425350928") looks like seconds since 1970.
        """
        day = from_url(self.article.url, self.title)
        if day is None or not counts_seconds(self.article.url):
            return day
        begun = terms.latest_begun(self.key)
        return None if begun and begun > day.year + 1 else day

    @cached_property
    def span(self) -> Span | None:
        """The days between which its address was given out."""
        return None if self.published else span_of(self.article.url)

    @cached_property
    def with_year(self) -> list[tuple[DateMention, bool]]:
        """The dates of the body with their year; whether it is one still to come."""
        return printed_days.with_year(self)

    @cached_property
    def year(self) -> int | None:
        """The year of publication, else as far as the text tells it."""
        return self.published.year if self.published else printed_days.told_year(self)

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
        for sentence in self.top(HEAD_SENTENCES):
            for one in sentence.dates():
                if one.day and one.month:
                    return None if one.year else (one.month, one.day)
        named = (one for one, shift in meant_day.named_today(self) if shift == 0)
        today = next(named, None)
        if today is None or today.year:
            return None
        return today.month or 0, today.day or 0

    @cached_property
    def when(self) -> date | None:
        """The day that stands for "now" in matters of names and levels of units."""
        told = self.published or printed_days.told_now(self)
        if told is None or self.published:
            return max(told, REGISTRY) if told else None
        head = self.headline or next(iter(self.sentences), None)
        last = head and last_of_home(self.article.home, told, head.key, head.text)
        return last or max(told, REGISTRY)

    @cached_property
    def today(self) -> date | None:
        """The day of writing, where the text calls a day today or tomorrow."""
        return meant_day.today(self)

    def day_of(self, mention: DateMention, *, year: int | None = None) -> date | None:
        """The day a mention means; ``None`` where nothing settles its year.

        ``year`` is what the reader knows of it otherwise (from the term of a congress).
        """
        return meant_day.meant_day(self, mention, year)

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

    def places_in(self, sentence: Sentence) -> list[Place]:
        """The provinces a sentence names, as they were named that day."""
        found = place_names.places(sentence.key, sentence.text)
        return [Place(one.start, one.end, self.dated(one.slug)) for one in found]

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
