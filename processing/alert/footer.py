"""The foot of a mail: which sources were read, why it was sent, how to stop it."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr
from urllib.parse import quote

from processing.alert.facts import Coverage, Reason
from processing.alert.words import Words
from processing.text.safe import plain

SOURCE_LIMIT = 10


def coverage_lines(coverage: Coverage, words: Words) -> list[str]:
    """Say how many sources were read, and of the others since when they fail."""
    if not coverage.total:
        return [words("coverage.none")]
    key = "coverage.since" if coverage.since else "coverage.line"
    day = words.day(coverage.since)
    lines = [words(key, good=coverage.good, total=coverage.total, day=day)]
    for failed in coverage.failed[:SOURCE_LIMIT]:
        key = "coverage.failed" if failed.last_good_at else "coverage.never"
        # What a crawl noted is English, and names addresses: it is the operator's.
        why = words(f"coverage.why.{failed.state}")
        day = words.day(failed.last_good_at)
        lines.append(words(key, name=plain(failed.name), why=why, day=day))
    left = len(coverage.failed) - SOURCE_LIMIT
    return [*lines, words("coverage.more", n=left)] if left > 0 else lines


def reason_lines(
    reasons: Sequence[Reason], operator: str | None, words: Words
) -> list[str]:
    """Name the subscriptions behind the mail, and how to end them."""
    if not reasons:
        return []
    address, ids = parseaddr(operator or "")[1], _numbers(reasons)
    how = "reason.stop_mail" if address else "reason.stop"
    stop = words(how, ids=ids, address=address, subject=_subject(reasons))
    return [*(_line(reason, words) for reason in reasons), stop]


def unsubscribe_ways(
    reasons: Sequence[Reason], operator: str | None, url: str | None
) -> list[str]:
    """Return the addresses that end the subscriptions: one click first, then mail."""
    ways = [url] if url else []
    if operator:
        address = quote(parseaddr(operator)[1], "@.+-_")
        ways.append(f"mailto:{address}?subject={quote(_subject(reasons))}")
    return ways


def _line(reason: Reason, words: Words) -> str:
    positions = ""
    if reason.positions:
        in_vietnamese = words.language == "vi"
        names = (p.name_vi if in_vietnamese else p.name_en for p in reason.positions)
        positions = words("reason.positions", positions=", ".join(names))
    persons = ""
    if reason.persons:
        persons = words("reason.persons", persons=", ".join(map(plain, reason.persons)))
    everywhere = words("reason.all")
    return words(
        "reason.line",
        id=reason.subscription_id,
        kinds=", ".join(words(f"kind.{kind}") for kind in reason.kinds),
        provinces=", ".join(reason.provinces) if reason.provinces else everywhere,
        positions=positions,
        persons=persons,
        note=words("reason.note", note=plain(reason.note)) if reason.note else "",
    )


def _numbers(reasons: Sequence[Reason]) -> str:
    return " ".join(str(reason.subscription_id) for reason in reasons)


def _subject(reasons: Sequence[Reason]) -> str:
    return f"unsubscribe {_numbers(reasons)}".rstrip()
