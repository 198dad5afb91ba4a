"""Write notices: what does not come, what that means, and that it comes again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from processing.alert.facts import Facts, Outage
from processing.alert.view import NoticeView
from processing.alert.words import Words
from processing.states import State
from processing.text.safe import plain

NAMED = 10


def house_notices(facts: Facts, words: Words) -> Iterator[NoticeView]:
    """That no news comes at all, or comes again with what was held back."""
    for outage in facts.outages:
        if outage.source is None:
            lasts = outage.ended_at is None
            yield _out(outage, words) if lasts else _over(outage, facts, words)


def _out(outage: Outage, words: Words) -> NoticeView:
    return NoticeView(
        words("notice.house.title", day=words.day(outage.since)),
        (
            words(f"notice.house.{outage.cause}"),
            words("notice.house.meaning"),
            words("notice.house.promise", n=outage.again_days),
        ),
    )


def _over(outage: Outage, facts: Facts, words: Words) -> NoticeView:
    since, until = words.day(outage.since), words.day(outage.ended_at)
    held = words(f"notice.over.{'held' if facts.stories else 'nothing'}")
    return NoticeView(words("notice.over.title", day=since, until=until), (held,))


def source_notices(facts: Facts, words: Words) -> Iterator[NoticeView]:
    """Which sources are out, a notice a province, and which others are left there.

    Where it is many provinces the last ones are only named.
    """
    out = [one for one in facts.outages if one.source and one.ended_at is None]
    grouped = groupby(out, key=lambda one: one.province or "")
    provinces = [(name, list(group)) for name, group in grouped]
    for province, group in provinces[:NAMED]:
        yield _of_province(province, group, words)
    if left := [name for name, _ in provinces[NAMED:]]:
        title = words("notice.source.left", n=len(left))
        yield NoticeView(title, (f"{', '.join(left)}.",))


def _of_province(province: str, out: Sequence[Outage], words: Words) -> NoticeView:
    lines = [_line(one, words) for one in out[:NAMED]]
    if len(out) > NAMED:
        lines.append(words("coverage.more", n=len(out) - NAMED))
    others = [plain(name) for name in out[0].others]
    if len(others) > NAMED:
        others = [*others[:NAMED], "…"]
    names = ", ".join(others)
    left = "others" if others else "dark"
    lines.append(words(f"notice.source.{left}", province=province, names=names))
    lines.append(words("notice.source.meaning"))
    name = plain(out[0].source)
    title = words.count("notice.source.title", len(out), province=province, name=name)
    return NoticeView(title, tuple(lines))


def _line(outage: Outage, words: Words) -> str:
    name, day = plain(outage.source), words.day(outage.since)
    if outage.cause == State.QUIET:
        return words("notice.source.quiet", name=name, day=day)
    why = words(f"coverage.why.{outage.cause}")
    return words("coverage.failed", name=name, why=why, day=day)


def back_lines(outages: Sequence[Outage], words: Words) -> Iterator[str]:
    """Which sources are read again, a line each; those given up say so."""
    for outage in outages:
        if outage.source and outage.ended_at is not None:
            key = "retired" if outage.cause == State.RETIRED else "line"
            name, day = plain(outage.source), words.day(outage.since)
            yield words(f"notice.back.{key}", name=name, day=day)
