"""Round-ups: articles that turn from unit to unit, an item or a sentence for each."""

from __future__ import annotations

import re
from functools import lru_cache

from processing.observe.article.document import Document, Sentence
from processing.observe.article.units import is_unit, unit_of

#: The mark of an item in a round-up.
_ITEM = re.compile(r"\*\s*\w")
ITEM = 8  # sentences that an item of a round-up may go on for

#: What opens the news of a unit: "Ngày 17-6, HĐND tỉnh X bầu …", "Tại tỉnh X, …".
_TURNS_TO = re.compile(
    r"\W*(?:[^\W\d]* ?ngày [\d/.-]+,? )?(?:cũng )?(?:tại )?"
    r"(?:kỳ họp |đại hội (?:đại biểu )?|ban chấp hành |ban thường vụ )?"
    r"(?:(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|đảng bộ|tỉnh ủy|thành ủy) )?"
    r"(?:tỉnh |tp\.? ?|thành phố )?"
)
SEVERAL = 3  # units to which an article turns: it is a round-up


def unit_of_item(
    document: Document, sentence: Sentence, level: str | None
) -> str | None:
    """The unit with which the item of a round-up opens: "* Ngày 29-10, tỉnh X …"."""
    for one in reversed(document.sentences):
        if 0 <= sentence.index - one.index <= ITEM and _ITEM.match(one.text):
            return unit_of(one, level, last=False)
    return None


@lru_cache(maxsize=8)  # asked for each title of the article that is read
def is_round_up(document: Document) -> bool:
    """Whether the sentences turn from unit to unit, whatever the headline names."""
    turns = map(_turns_to, document.sentences)
    return len({slug for slug in turns if slug}) >= SEVERAL


def _turns_to(sentence: Sentence) -> str | None:
    """The unit with whose body, or name, a sentence opens."""
    opens = _TURNS_TO.match(sentence.key)
    if opens is None or not opens.end():
        return None
    here = (one for one in sentence.places() if one.start == opens.end())
    return next((one.slug for one in here if is_unit(sentence, one)), None)
