"""Say in one line what happened: titles of events, and the subject of the mail."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from processing.alert.facts import Story
from processing.alert.order import Bundle
from processing.alert.words import Words, roman
from processing.model import Kind
from processing.text.safe import plain

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
    return congress(story, words, f"title.congress.{story.text('phase')}")


def congress(story: Story, words: Words, *keys: str) -> str:
    """Name the congress, by the first of ``keys`` that has words for it."""
    which = ""
    if story.text("ordinal").isdecimal():
        which += words("title.which.ordinal", ordinal=roman(int(story.text("ordinal"))))
    if story.text("term"):
        which += words("title.which.term", term=plain(story.text("term")))
    unit = words.province(story.province, story.level)
    return words(*keys, "title.congress", unit=unit, which=which)


def _midterm_review(story: Story, words: Words) -> str:
    term = plain(story.text("term"))
    which = words("title.which_term", term=term) if term else ""
    unit = words.province(story.province, story.level)
    keys = f"title.midterm_review.{story.text('status')}", "title.midterm_review"
    return words(*keys, unit=unit, which=which)


def _resolution(story: Story, words: Words) -> str:
    number, subject = plain(story.text("number")), plain(story.text("subject"))
    issuer = issuer_name(story, words)
    # Only where nothing else tells it apart: the card names the issuer anyway.
    is_named = subject.casefold().startswith(issuer.casefold())
    is_told = number or is_named
    how = "named" if issuer and is_named else "subject"
    return words(
        f"title.resolution.{story.text('action')}",
        "title.resolution",
        number=words("title.number", number=number) if number else "",
        of=words("title.of", issuer=issuer) if issuer and not is_told else "",
        subject=words(f"title.{how}", subject=subject) if subject else "",
    )


_TITLES = {
    Kind.LEADERSHIP_CHANGE: _leadership,
    Kind.CONGRESS: _congress,
    Kind.MIDTERM_REVIEW: _midterm_review,
    Kind.RESOLUTION: _resolution,
}


def subject(bundles: Sequence[Bundle], words: Words) -> str:
    """Say what happened where, as far as the room goes, the weightiest first.

    Each province is named before more is said of any. Those of whom nothing is said
    are named behind "and 3 more" at least.
    """
    places = [
        (province, _phrases(list(group), words))
        for province, group in groupby(bundles, key=lambda bundle: bundle.province)
    ]
    said = _fitting(places)
    line = plain(_line(places, said), SUBJECT_LIMIT)
    untold = (found[n:] for (_, found), n in zip(places, said, strict=True))
    left = sum(size for phrases in untold for _, size in phrases)
    if not left:
        return line
    line = f"{line}; {words.count('subject.others', left)}"
    unsaid = [place for (place, _), n in zip(places, said, strict=True) if not n]
    return line + _named(unsaid, SUBJECT_LIMIT - len(line))


def _named(provinces: Sequence[str], room: int) -> str:
    """The provinces in brackets, as many as there is room for; "" if for none."""
    for count in range(len(provinces), 0, -1):
        more = ", …" if count < len(provinces) else ""
        named = f" ({', '.join(provinces[:count])}{more})"
        if len(named) <= room:
            return named
    return ""


# A province, and what is said of it: phrase and number of events.
Place = tuple[str, list[tuple[str, int]]]


def _fitting(places: Sequence[Place]) -> list[int]:
    """How many phrases of each place there is room for; one at least of the first."""
    said = [1, *[0] * (len(places) - 1)]
    firsts = [(at, 1) for at in range(1, len(places))]
    others = [
        (at, n)
        for at, (_, found) in enumerate(places)
        for n in range(2, len(found) + 1)
    ]
    for at, number in firsts + others:
        more = [*said[:at], number, *said[at + 1 :]]
        if len(_line(places, more)) > SUBJECT_LIMIT:
            break
        said = more
    return said


def _line(places: Sequence[Place], said: Sequence[int]) -> str:
    return ". ".join(
        f"{province}: {'; '.join(phrase for phrase, _ in found[:n])}"
        for (province, found), n in zip(places, said, strict=True)
        if n
    )


def _phrases(bundles: Sequence[Bundle], words: Words) -> list[tuple[str, int]]:
    """What is said of a province, and of how many events; resolutions are counted."""
    counted = [b for b in bundles if b.kind is Kind.RESOLUTION and not b.is_withdrawn]
    found = []
    for bundle in bundles:
        if bundle not in counted:
            found.append((_phrase(bundle, words), len(bundle.stories)))
        elif bundle is counted[0]:
            found.append((_resolutions(counted, words), len(counted)))
    return found


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
        # Of a congress what came last says the rest.
        latest = bundle.stories[-1]
        stage = latest.text("phase") or latest.text("status")
        stem = f"subject.{bundle.kind.value}"
        phrase = words(f"{stem}.{stage}", stem)
    if others and bundle.kind is Kind.LEADERSHIP_CHANGE:
        phrase = words("subject.slate", first=phrase, n=others)
    if bundle.is_withdrawn:
        return words("subject.withdrawn", what=phrase)
    is_corrected = any(story.told_before for story in bundle.stories)
    return words("subject.corrected", what=phrase) if is_corrected else phrase
