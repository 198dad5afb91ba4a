"""Lists of the accused, a line each, behind what says what is done to them."""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.changes.claims import Claim
from processing.observe.language.phrases import holds, opens
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import any_office

#: "Ông A (sinh năm 1959, nguyên P; trú tại …);": a name, told of without a verb.
_ENTRY = re.compile(r"^[\-#.)*+]{0,3}H*(?P<name>N)[(,\-](?!.*[IOXJEZ])")
#: A number that stands alone before such a line.
_NUMBER_ALONE = re.compile(r"[\-*+•\d.) ]*")
LONGEST = 16  # sentences from the opening to the last of the list


def accused(made: Line) -> Claim | None:
    """The claim that an entry of such a list makes of the one whom it names.

    "Khởi tố, bắt tạm giam hai bị can:" / "- Ông A (nguyên Phó Chủ tịch UBND tỉnh; …);"
    """
    entry = None if made.sentence.is_headline else _ENTRY.match(made.letters)
    if entry is None or not _is_listed(made.sentence):
        return None
    name = entry.start("name")
    blank = any_office()
    return Claim(name, blank, "sanction", "prosecuted", made.pieces[name].start)


def _is_listed(sentence: Sentence) -> bool:
    """Whether the entries before it lead back to an opening that accuses them."""
    earlier = sentence.document.sentences[
        max(0, sentence.index - LONGEST) : sentence.index
    ]
    for one in reversed(earlier):
        if one.key.rstrip().endswith(":"):
            return holds("statements", "accuses", one.key)
        entry = opens("statements", "accused_entry", one.key)
        if not (entry or _NUMBER_ALONE.fullmatch(one.key)):
            return False
    return False
