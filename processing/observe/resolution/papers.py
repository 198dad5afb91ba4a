"""Council resolutions told by the paper that was adopted, and named beside it only.

"Đề án … vừa được HĐND tỉnh thông qua. Nghị quyết nêu …", "HĐND xem xét dự thảo nghị
quyết …. Các đại biểu thống nhất thông qua đề xuất": the council's vote is told of a
proposal, and a sentence nearby says that it is a resolution.
"""

from __future__ import annotations

from dataclasses import dataclass

from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD, is_caption
from processing.observe.language.phrases import end_of, holds, pattern
from processing.observe.resolution.verbs import Verb, is_planned

NEAR = 3  # sentences before or after in which the resolution is named

_VERB = "thông qua"


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
    for sentence in document.top(HEAD):
        key = sentence.key
        active = pattern("resolution", "adopts_paper").search(key)
        match = active or pattern("resolution", "paper_adopted").search(key)
        if match is None or is_caption(sentence) or not _is_named(document, sentence):
            continue
        start = key.rindex(_VERB, *match.span())
        end = end_of(match)
        background = pattern("resolution", "background").search(key, 0, start)
        if background or is_planned(key, 0, start, own=False):
            continue
        if pattern("resolution", "personnel").match(_beside(key, end)):
            continue
        verb = Verb("adopted", start, passive=active is None)
        found.append(Paper(sentence, verb, end))
    return found


def _beside(key: str, end: int) -> str:
    """What a paper is about: "tờ trình và dự thảo nghị quyết về việc miễn nhiệm"."""
    behind = key[end:].lstrip(" ,")
    draft = pattern("resolution", "draft_too").match(behind)
    return behind[draft.end() :] if draft else behind


def _is_named(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence nearby calls it a resolution, or its draft one."""
    first = max(0, sentence.index - NEAR)
    near = document.sentences[first : sentence.index + NEAR + 1]
    return any(holds("resolution", "paper_named", one.key) for one in near)
