"""On what occasion an article is written, as its head tells.

At a meeting with voters, or when the press asks, changes are spoken of that happened
elsewhere and before: nobody is elected, moved or punished there. And a headline shows
whether the article is about changes, and of which kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from processing.observe.article.document import HEAD_SENTENCES, Document
from processing.observe.language.phrases import holds
from processing.observe.sentence.marks import Piece, marks

#: "…, người từng nhận các hình thức kỷ luật của Ban Bí thư, …".
_ONCE = re.compile(r"(?<!\w)từng (?:nhận|bị|chịu)(?!\w)[^,;:]*")
#: Letters of the marks with which a headline tells of people coming, going, punished.
MOVES, PUNISHES = frozenset("IJOETAQDW"), frozenset("XO")


def is_talk(document: Document) -> bool:
    """Whether changes are only spoken of: by voters, or when the press asks.

    What the press is told of a decision ("… xác nhận vừa có quyết định …") is news
    where the headline tells of a change, too.
    """
    head = _head(document)
    if _says("voters", head) and not _is_of_a_session(document, head):
        return True
    if not _says("press", head):
        return False
    return not (_says("confirmed", head) and headline_tells(document, MOVES | PUNISHES))


def _is_of_a_session(document: Document, head: list[str]) -> bool:
    """ "HĐND tỉnh họp kỳ thứ nhất, bầu …": it has heard what voters wish, too."""
    told = document.headline is not None and headline_tells(document, MOVES)
    return told and not _says("voters", head[:1]) and _says("session", head)


def is_history(document: Document) -> bool:
    """Whether the headline promises the congresses of the past, one by one."""
    headline = document.headline
    return headline is not None and _says("history", [headline.key])


def is_elsewhere(document: Document) -> bool:
    """Whether the head knows of no change, no decision and nobody who decides.

    Such an article is about something else: what it tells further down is recalled.
    """
    decides = _says("decides", _head(document))
    return not (decides or headline_tells(document, MOVES | PUNISHES))


def knows_of_punishment(document: Document) -> bool:
    """Whether the head has a word of punishments, or of those who give them.

    Where it has none, a punishment told further down is recalled; so it is where the
    head says that somebody "once" was punished.
    """
    return _says("punished", (_ONCE.sub("", key) for key in _head(document)))


def _head(document: Document) -> list[str]:
    return [one.key for one in document.headed(HEAD_SENTENCES)]


def _says(section: str, keys: Iterable[str]) -> bool:
    return any(holds("occasion", section, key) for key in keys)


def headline_tells(document: Document, kinds: frozenset[str]) -> bool:
    """Whether the headline has a verb of some kinds; true where there is none."""
    headline = document.headline
    if headline is None:
        return True
    if kinds >= MOVES and _says("new", [headline.key]):
        return True
    return any(
        one.letter in kinds and not one.data.get("noun") and _is_of(one, kinds)
        for one in marks(headline)
    )


def _is_of(mark: Piece, kinds: frozenset[str]) -> bool:
    """Whoever is relieved is not punished; who is dismissed, is."""
    return mark.letter != "O" or kinds != PUNISHES or mark.value == "dismissed"
