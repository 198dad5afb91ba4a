"""Turn bundles of events into the cards of the mail."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from processing.alert import headline
from processing.alert.facts import EarlierPhase, Offer, Proof, Story, Tenure, Told
from processing.alert.highlight import mark, triggers
from processing.alert.order import Bundle
from processing.alert.view import Card, LinkView, OfferView, QuoteView
from processing.alert.words import Words
from processing.model import Kind
from processing.text.safe import plain, safe_link

OTHER_LINKS = 5
QUOTE_ROOM = 4000
BASELINE = "baseline"  # what a tenure of reference works rests on


def card(bundle: Bundle, words: Words) -> Card:
    """Return the card of a bundle."""
    stories = bundle.stories
    title, rows = _title(bundle, words)
    proofs = _shown(stories)
    phrases = [phrase for story in stories for phrase in _phrases(story)]
    return Card(
        kind=bundle.kind.value,
        kind_name=words(f"kind.{bundle.kind.value}"),
        title=title,
        rows=rows,
        notice=_notice(stories, words),
        known=tuple(_known(stories, words)),
        facts=tuple(_facts(stories, words)),
        quotes=tuple(_quotes(proofs, phrases, words)),
        others=tuple(_others(stories, proofs, words)),
        offers=tuple(_offer(o, words) for story in stories for o in story.offers),
    )


def _title(bundle: Bundle, words: Words) -> tuple[str, tuple[str, ...]]:
    """The title of the card, and a line for each of its events if there are more."""
    stories = bundle.stories
    if len(stories) == 1:
        return headline.title(stories[0], words), ()
    if bundle.kind is Kind.CONGRESS:
        steps = (EarlierPhase(s.text("phase"), s.occurred_on) for s in stories)
        whole = headline.congress(stories[-1], words)
        return whole, tuple(_phase(step, words) for step in steps)
    lines = tuple(headline.title(story, words) for story in stories)
    return words.count("title.slate", len(stories)), lines


def _notice(stories: Sequence[Story], words: Words) -> str:
    first = stories[0]
    if first.is_withdrawn:
        return words("withdrawn.rejected" if first.is_rejected else "withdrawn.retold")
    for story in stories:
        if story.told_before is not None:
            was = _was(story, story.told_before, words)
            return words("corrected", day=words.day(story.told_on), was=was)
    return words("update", day=words.day(first.told_on)) if first.told_on else ""


def _was(story: Story, before: Told, words: Words) -> str:
    """The title as it was told; with the province, if that was another."""
    earlier = replace(
        story,
        fields=before.fields,
        province=before.province,
        level=before.level,
        told_before=None,
    )
    line = headline.title(earlier, words)
    unit = words.province(before.province, before.level)
    is_said = before.province == story.province or unit in line
    return line if is_said else f"{unit}: {line}"


def _offer(offer: Offer, words: Words) -> OfferView:
    person, successor = plain(offer.person), offer.successor and plain(offer.successor)
    if not successor:
        return OfferView(words("offer.open", person=person), "", None)
    # To be pasted into a shell: a name from a page must stay one word of it.
    command = shlex.join(
        ["dangbo", "subscribe", offer.recipient, "--person", successor]
    )
    line = words("offer.follow", person=person, successor=successor)
    return OfferView(line, command, offer.url)


def _facts(stories: Sequence[Story], words: Words) -> Iterator[tuple[str, str]]:
    first = stories[0]
    if len(stories) == 1 or first.kind is not Kind.CONGRESS:  # else each has its own
        yield words("label.when"), when(first, words)
    if issuer := headline.issuer_name(first, words):
        yield words("label.issuer"), issuer
    # Of a slate the least: what is said of all must hold for each.
    sources = min(story.source_count for story in stories)
    certain = words.confidence(min(story.confidence for story in stories))
    count = words.count("label.sources", sources)
    yield words("label.confidence"), f"{certain}, {count}"


def when(story: Story, words: Words) -> str:
    """Say when it happened, and how exactly that is known."""
    on, after = story.occurred_on, story.occurred_after
    if on and after:
        return words("date.between", after=words.day(after), day=words.day(on))
    if after:
        return words("date.since_then", after=words.day(after))
    if on is None:
        return words("date.unknown")
    if story.text("phase") == "announced" or story.text("status") == "planned":
        return words("date.planned", day=words.day(on))
    key = "date.before" if story.is_silent else "date.exact"
    return words(key, day=words.day(on))


def _known(stories: Sequence[Story], words: Words) -> Iterator[str]:
    """What was known before, once for each thing said."""
    told = {story.text("phase") for story in stories}
    earlier = stories[0].phases if stories[0].kind is Kind.CONGRESS else ()
    lines = [_phase(phase, words) for phase in earlier if phase.phase not in told]
    lines += [_holder(s, s.predecessor, words) for s in stories if s.predecessor]
    yield from dict.fromkeys(lines)
    yield from _own(stories, words)


def _own(stories: Sequence[Story], words: Words) -> Iterator[str]:
    """Since when those who stay or go were known in their offices, in few lines."""
    replaced = {story.predecessor.person for story in stories if story.predecessor}
    by_date: defaultdict[str, list[str]] = defaultdict(list)
    for story in stories:
        own = story.own_tenure
        if story.predecessor or not own or not own.since or story.fields.get("former"):
            continue
        if own.person not in replaced:
            key = "own_seen" if own.basis == "seen" else "own"
            said = words(f"known.{key}", since=_since(own, words))
            by_date[said].append(plain(own.person))
    for said, persons in by_date.items():
        yield f"{', '.join(dict.fromkeys(persons))}: {said}"


def _phase(earlier: EarlierPhase, words: Words) -> str:
    """An earlier phase: of what was announced the day is the one it is planned for."""
    name = plain(words.find("phase").get(earlier.phase, earlier.phase))
    if earlier.occurred_on is None:
        return name
    day = words.day(earlier.occurred_on)
    return words(f"known.{earlier.phase}", "known.phase", phase=name, day=day)


def _holder(story: Story, tenure: Tenure, words: Words) -> str:
    key = "predecessor"
    if tenure.since:
        key = "holder_seen" if tenure.basis == "seen" else "holder"
    return words(
        f"known.{key}",
        position=headline.position_name(story, words),
        person=plain(tenure.person),
        since=_since(tenure, words),
    )


def _since(tenure: Tenure, words: Words) -> str:
    """Since when: reference works often know the year, or the month, and no more."""
    day = tenure.since
    if day is None or tenure.basis != BASELINE or day.day > 1:
        return words("date.since", day=words.day(day))
    return words.month(day) if day.month > 1 else words("date.year", y=day.year)


def _shown(stories: Sequence[Story]) -> list[Proof]:
    """The proofs to quote: the best, or before and after; no sentence twice."""
    found: dict[tuple[str, str], Proof] = {}
    for story in stories:
        for proof in _best(story):
            found.setdefault((proof.role, proof.quote), proof)
    return list(found.values())


def _best(story: Story) -> list[Proof]:
    roles = ("before", "after") if story.is_silent else ("reports", "after")
    by_role = (next((p for p in story.proofs if p.role == r), None) for r in roles)
    found = [proof for proof in by_role if proof]
    return found if story.is_silent else found[:1]


def _quotes(
    proofs: Iterable[Proof], phrases: Sequence[str], words: Words
) -> Iterator[QuoteView]:
    """The sentences, those of one article together."""
    by_article: defaultdict[tuple[str, str], list[Proof]] = defaultdict(list)
    for proof in proofs:
        by_article[proof.role, proof.url].append(proof)
    for (role, _), found in by_article.items():
        label = f"label.{role}" if role != "reports" else "label.evidence"
        published = words.day(found[0].published_at)
        yield QuoteView(
            label=words(label),
            sentences=tuple(mark(plain(p.quote, QUOTE_ROOM), phrases) for p in found),
            title=plain(found[0].title, 200),
            link=_link(found[0], words),
            origin=f"{plain(found[0].source)}, {published}",
        )


def _phrases(story: Story) -> Iterator[str]:
    yield from triggers(story.kind.value)
    for name in ("person", "predecessor", "number"):
        yield plain(story.text(name))
    if story.position:
        yield story.position.name_vi
        yield story.position.name_vi.replace("Tỉnh ủy", "Thành ủy")


def _link(proof: Proof, words: Words) -> LinkView:
    url = safe_link(proof.url)
    if url is None:
        return LinkView(words("label.unlinked", url=_defanged(proof.url)), None)
    return LinkView(urlsplit(url).netloc, url)


def _defanged(url: str) -> str:
    """The address for the eye only: no mail program makes a link of it."""
    return plain(url, 120).replace(":", " : ").replace(".", "[.]")


def _others(
    stories: Sequence[Story], shown: Iterable[Proof], words: Words
) -> Iterator[LinkView]:
    """Links to the further articles, each address once."""
    seen = {proof.url for proof in shown}
    further = (proof for story in stories for proof in story.proofs)
    links = {p.url: p for p in further if p.url not in seen and safe_link(p.url)}
    for proof in list(links.values())[:OTHER_LINKS]:
        yield LinkView(plain(proof.source), safe_link(proof.url))
