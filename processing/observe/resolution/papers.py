"""Council resolutions told by the paper that was adopted, and named beside it only.

"Đề án … vừa được HĐND tỉnh thông qua. Nghị quyết nêu …", "HĐND xem xét dự thảo nghị
quyết …. Các đại biểu thống nhất thông qua đề xuất": the council's vote is told of a
proposal, and a sentence nearby says that it is a resolution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD, is_caption
from processing.observe.language.phrases import holds, pattern
from processing.observe.resolution.verbs import Verb, is_planned

NEAR = 3  # sentences before or after in which the resolution is named

_PAPER = r"(?:tờ trình|đề án|đề xuất|phương án|chủ trương)"
_ACTIVE = re.compile(
    r"(?<!\w)(?:đã|vừa|nhất trí|thống nhất|biểu quyết|bỏ phiếu|tán thành)"
    rf"[^;.,]{{0,40}}?(?<!\w)(thông qua) (?:các |\d+ )?{_PAPER}(?!\w)"
)
_PASSIVE = re.compile(
    rf"{_PAPER}[^;]{{0,120}} (?:đã|vừa) được (?:hđnd|hội đồng nhân dân)"
    r"[^;,]{0,40} (thông qua)(?!\w)"
)
#: A paper and the draft that goes with it.
_DRAFT_TOO = re.compile(r"(?:,| và| cùng)?(?: các)?(?: dự thảo)?(?: nghị quyết)?\s*")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a council adopted: the sentence, its verb and where the paper ends.

    ``passive`` papers stand before the verb and the council.
    """

    sentence: Sentence
    verb: Verb
    end: int


def adopted_papers(document: Document) -> list[Paper]:
    """The papers that the head of an article tells as adopted, a resolution beside."""
    found = []
    for sentence in document.sentences[:HEAD]:
        key = sentence.key
        match = _ACTIVE.search(key) or _PASSIVE.search(key)
        if match is None or is_caption(sentence) or not _is_named(document, sentence):
            continue
        start = match.start(1)
        background = pattern("resolution", "background").search(key, 0, start)
        if background or is_planned(key, 0, start, own=False):
            continue
        if pattern("resolution", "personnel").match(_beside(key, match.end())):
            continue
        passive = match.re is _PASSIVE
        found.append(Paper(sentence, Verb("adopted", start, passive), match.end()))
    return found


def _beside(key: str, end: int) -> str:
    """What a paper is about: "tờ trình và dự thảo nghị quyết về việc miễn nhiệm"."""
    draft = _DRAFT_TOO.match(key, end)
    return key[draft.end() if draft else end :]


def _is_named(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence nearby calls it a resolution, or its draft one."""
    first = max(0, sentence.index - NEAR)
    near = document.sentences[first : sentence.index + NEAR + 1]
    return any(holds("resolution", "paper_named", one.key) for one in near)
