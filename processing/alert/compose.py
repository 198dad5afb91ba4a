"""Write a mail: facts become a view, the view both parts, the parts one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from processing.alert import headline
from processing.alert.cards import card
from processing.alert.encoding import MAIL
from processing.alert.facts import Facts
from processing.alert.footer import coverage_lines, reason_lines, unsubscribe_ways
from processing.alert.notices.lines import back_lines, house_notices, source_notices
from processing.alert.order import Bundle, bundled
from processing.alert.view import Group, MailView, NoticeView
from processing.alert.words import Words, load_words
from processing.model import HANOI
from processing.text.safe import plain, tame

# A longer mail is clipped by mail programs, and nobody reads it.
EVENT_LIMIT = 60
LABELS = ("until_now", "others", "more_title", "follow")
TITLES = ("coverage", "reason", "unsubscribe")
SHOW_EVENTS = "SELECT * FROM dashboard.events WHERE event_id IN"

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html.j2"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["tame"] = tame


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, and the identity of the mail."""

    sender: str
    recipient: str
    message_id: str


def compose(facts: Facts, envelope: Envelope, language: str) -> EmailMessage:
    """Return the mail, its text and HTML parts made from the same view."""
    view = compose_view(facts, language)
    message = EmailMessage(policy=MAIL)
    message["From"] = envelope.sender
    message["To"] = envelope.recipient
    message["Subject"] = view.subject
    message["Date"] = format_datetime(facts.as_of.astimezone(HANOI))
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    ways = unsubscribe_ways(facts.reasons, facts.operator, facts.unsubscribe_url)
    if ways:
        message["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in ways)
    if facts.unsubscribe_url:
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Quoted-printable survives every relay; 8-bit does not.
    cte = "quoted-printable"
    message.set_content(render("mail.txt.j2", mail=view), cte=cte)
    message.add_alternative(render("mail.html.j2", mail=view), subtype="html", cte=cte)
    message["Content-Language"] = language
    return message


def render(template: str, **views: object) -> str:
    """Print views by a template of the folder ``templates``."""
    return _TEMPLATES.get_template(template).render(**views)


def compose_view(facts: Facts, language: str) -> MailView:
    """Return what the mail prints, in ``language``."""
    words = load_words(language)
    bundles = bundled(facts.stories)
    shown, left = _capped(bundles)
    day, count = words.day(facts.as_of), len(facts.stories)
    opening = tuple(house_notices(facts, words))
    closing = tuple(source_notices(facts, words))
    return MailView(
        language=language,
        subject=_subject(bundles, (*opening, *closing), words),
        intro=words.count("label.intro", count, day=day),
        opening=opening,
        groups=tuple(
            Group(province, tuple(card(bundle, words) for bundle in group))
            for province, group in groupby(shown, key=lambda b: b.province)
        ),
        closing=closing,
        more=_more(left, words),
        query=_query(left),
        coverage=(
            *coverage_lines(facts.coverage, words),
            *back_lines(facts.outages, words),
        ),
        reasons=tuple(reason_lines(facts.reasons, facts.operator, words)),
        labels={name: words(f"label.{name}") for name in LABELS}
        | {name: words(f"{name}.title") for name in TITLES},
        unsubscribe_url=facts.unsubscribe_url,
        footer=words("footer"),
    )


def _subject(
    bundles: Sequence[Bundle], notices: Sequence[NoticeView], words: Words
) -> str:
    """News if there is any, else what does not come."""
    if bundles:
        return headline.subject(bundles, words)
    titles = "; ".join(notice.title for notice in notices)
    return plain(titles or words("notice.back.title"), headline.SUBJECT_LIMIT)


def _capped(bundles: Sequence[Bundle]) -> tuple[list[Bundle], list[Bundle]]:
    """Split at the cap; a slate is shown whole, and the first bundle always."""
    room = EVENT_LIMIT
    for at, bundle in enumerate(bundles):
        room -= len(bundle.stories)
        if room < 0 and at:
            return list(bundles[:at]), list(bundles[at:])
    return list(bundles), []


def _more(left: Sequence[Bundle], words: Words) -> str:
    kinds = Counter(story.kind.value for bundle in left for story in bundle.stories)
    if not kinds:
        return ""
    counts = "; ".join(words.count(f"counted.{k}", n) for k, n in kinds.most_common())
    return words("label.more", n=kinds.total(), counts=counts)


def _query(left: Sequence[Bundle]) -> str:
    """The SQL that shows what was left out, in the views that dashboards read."""
    ids = sorted(story.event_id for bundle in left for story in bundle.stories)
    listed = ", ".join(map(str, ids))
    return f"{SHOW_EVENTS} ({listed})" if ids else ""
