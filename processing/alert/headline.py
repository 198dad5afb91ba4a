"""Say in one line what happened: titles of events, and the subject of the mail."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from processing.alert.facts import Story
from processing.alert.order import Bundle
from processing.alert.safe import plain
from processing.alert.words import Words, roman
from processing.model import Kind

SUBJECT_LIMIT = 140


def position_name(story: Story, words: Words) -> str:
    """Name the position, as it is called in a city where the province is one."""
    position = story.position
    if position is None:
        return plain(story.text("position"))
    name = position.name_vi if words.language == "vi" else position.name_en
    if story.level == "central_city":
        for written, in_a_city in words.find("city_titles").items():
            name = name.replace(written, in_a_city)
    return name


def _borne(story: Story, words: Words) -> str:
    """The position as the person bears it: "nguyên Chủ tịch …" who left it before."""
    name = position_name(story, words)
    return words("former", position=name) if story.fields.get("former") else name


def issuer_name(story: Story, words: Words) -> str:
    """Name who issued a resolution; empty where that is not known."""
    issuer = story.text("issuer")
    return plain(words.find("issuer").get(issuer, issuer))


def title(story: Story, words: Words) -> str:
    """Return the full title of an event; one withdrawn says so."""
    line = _TITLES[story.kind](story, words)
    return words("withdrawn.title", title=line) if story.is_withdrawn else line


def _leadership(story: Story, words: Words) -> str:
    return words(
        *_change_keys("title", story),
        person=plain(story.text("person")),
        position=_borne(story, words),
    )


def _change_keys(place: str, story: Story) -> list[str]:
    stem = f"{place}.leadership_change"
    direction, change = story.text("direction"), story.text("change")
    keys = [f"{stem}.{direction}.{change}", f"{stem}.{direction}", f"{stem}.in"]
    return [f"{stem}.silent", *keys] if story.is_silent else keys


def _congress(story: Story, words: Words) -> str:
    which = ""
    if story.text("ordinal").isdecimal():
        which += words("title.which.ordinal", ordinal=roman(int(story.text("ordinal"))))
    if story.text("term"):
        which += words("title.which.term", term=plain(story.text("term")))
    unit = words.province(story.province, story.level)
    keys = f"title.congress.{story.text('phase')}", "title.congress"
    return words(*keys, unit=unit, which=which)


def _midterm_review(story: Story, words: Words) -> str:
    term = plain(story.text("term"))
    which = words("title.which_term", term=term) if term else ""
    unit = words.province(story.province, story.level)
    keys = f"title.midterm_review.{story.text('status')}", "title.midterm_review"
    return words(*keys, unit=unit, which=which)


def _resolution(story: Story, words: Words) -> str:
    number, subject = plain(story.text("number")), plain(story.text("subject"))
    issuer = issuer_name(story, words)
    return words(
        f"title.resolution.{story.text('action')}",
        "title.resolution",
        number=words("title.number", number=number) if number else "",
        # Only where no number tells it apart: the card names the issuer anyway.
        of=words("title.of", issuer=issuer) if issuer and not number else "",
        subject=words("title.subject", subject=subject) if subject else "",
    )


_TITLES = {
    Kind.LEADERSHIP_CHANGE: _leadership,
    Kind.CONGRESS: _congress,
    Kind.MIDTERM_REVIEW: _midterm_review,
    Kind.RESOLUTION: _resolution,
}


def subject(bundles: Sequence[Bundle], words: Words) -> str:
    """Say what happened where, the weightiest first, as far as the room goes."""
    phrases = [
        (f"{province}: {phrase}" if first else phrase, first, size)
        for province, group in groupby(bundles, key=lambda bundle: bundle.province)
        for first, phrase, size in _phrases(list(group), words)
    ]
    line, told = plain(phrases[0][0], SUBJECT_LIMIT), phrases[0][2]
    total = sum(size for _, _, size in phrases)
    for phrase, first, size in phrases[1:]:
        longer = f"{line}{'. ' if first else '; '}{phrase}"
        if len(longer) > SUBJECT_LIMIT:
            break
        line, told = longer, told + size
    left = total - told
    return f"{line}; {words.count('subject.others', left)}" if left else line


def _phrases(bundles: Sequence[Bundle], words: Words) -> list[tuple[bool, str, int]]:
    """(Is the province's first, phrase, number of events); resolutions are counted."""
    counted = [b for b in bundles if b.kind is Kind.RESOLUTION and not b.is_withdrawn]
    found = []
    for bundle in bundles:
        if bundle not in counted:
            found.append((_phrase(bundle, words), len(bundle.stories)))
        elif bundle is counted[0]:
            found.append((_resolutions(counted, words), len(counted)))
    return [(not i, phrase, size) for i, (phrase, size) in enumerate(found)]


def _resolutions(bundles: Sequence[Bundle], words: Words) -> str:
    number = plain(bundles[0].stories[0].text("number"))
    if len(bundles) > 1:
        return words("subject.resolution.many", n=len(bundles))
    form = "one" if number else "unnumbered"
    return words(f"subject.resolution.{form}", number=number)


def _phrase(bundle: Bundle, words: Words) -> str:
    story, others = bundle.stories[0], len(bundle.stories) - 1
    if bundle.kind is Kind.LEADERSHIP_CHANGE:
        person, position = plain(story.text("person")), _borne(story, words)
        keys = _change_keys("subject", story)
        phrase = words(*keys, person=person, position=position)
    elif bundle.kind is Kind.RESOLUTION:
        phrase = _resolutions([bundle], words)
    else:
        stage = story.text("phase") or story.text("status")
        stem = f"subject.{bundle.kind.value}"
        phrase = words(f"{stem}.{stage}", stem)
    if others:
        phrase = words("subject.slate", first=phrase, n=others)
    return words("subject.withdrawn", what=phrase) if bundle.is_withdrawn else phrase
