"""On what occasion an article is written, as its head tells.

At a meeting with voters, or when the press asks, changes are spoken of that happened
elsewhere and before: nobody is elected, moved or punished there. And a headline shows
whether the article is about changes, and of which kind.
"""

from __future__ import annotations

import re

from processing.observe.document import HEAD_SENTENCES, Document
from processing.observe.marks import marks

#: Letters of the marks with which a headline tells of people coming, going, punished.
MOVES, PUNISHES = frozenset("IJOETAQDW"), frozenset("XO")

_VOTERS = re.compile(r"(?<!\w)(?<!đại )cử tri(?!\w)")
_PRESS = re.compile(
    r"(?<!\w)(?:bên (?:lề|hành lang)"
    r"|trả lời (?:báo chí|phóng viên|phỏng vấn|câu hỏi)"
    r"|họp báo (?:thường kỳ|định kỳ)|họp mặt (?:với )?báo chí"
    r"|(?:trao đổi|chia sẻ|thông tin) (?:với|cùng) (?:báo chí|phóng viên|pv"
    r"|các nhà báo))"
)
#: Who decides on offices, and the words of such decisions; no part of a title.
_DECIDES = re.compile(
    r"(?<!\w)(?:kỳ họp|đại hội|hội nghị|(?<!chủ tịch )(?<!ủy viên )(?<!chủ nhiệm )"
    r"(?<!thường trực )(?<!đại biểu )(?<!phó )(?:hđnd|hội đồng nhân dân|ban chấp hành"
    r"|ban thường vụ|bộ chính trị|ban bí thư|ủy ban kiểm tra|ubkt|ubkttw|thủ tướng)"
    r"|phê chuẩn|bầu|bổ nhiệm|miễn nhiệm|điều động|phân công|công tác cán bộ|nhân sự"
    r"|(?:trao|công bố) quyết định|kỷ luật|khởi tố|bắt|lễ tang|từ trần|qua đời"
    r"|nghỉ hưu|tân|công an|cơ quan điều tra)(?!\w)"
)
#: What a head says that leads to a punishment, and who gives it.
_PUNISHED = re.compile(
    r"(?<!\w)(?:kỷ luật|cảnh cáo|khiển trách|khai trừ|cách (?:chức|tất cả|hết)|khởi tố"
    r"|bắt|tạm giam|đình chỉ|xóa tư cách|khám xét|điều tra|công an"
    r"|hội nghị (?:trung ương|lần thứ)|ban chấp hành trung ương"
    r"|(?<!ủy viên )(?:ban bí thư|bộ chính trị))(?!\w)"
)
_CONFIRMED = re.compile(
    r"(?<!\w)(?:xác nhận|vừa (?!qua|rồi)|quyết định|thống nhất)(?!\w)"
)
_NEW = re.compile(r"(?<!\w)(?:mới|tân|nhân sự|kiện toàn)(?!\w)")


def is_talk(document: Document) -> bool:
    """Whether changes are only spoken of: by voters, or when the press asks.

    What the press is told of a decision ("… xác nhận vừa có quyết định …") is news
    where the headline tells of a change, too.
    """
    head = _head(document)
    if any(_VOTERS.search(key) for key in head):
        return True
    if not any(_PRESS.search(key) for key in head):
        return False
    confirmed = any(_CONFIRMED.search(key) for key in head)
    return not (confirmed and headline_tells(document, MOVES | PUNISHES))


def is_elsewhere(document: Document) -> bool:
    """Whether the head knows of no change, no decision and nobody who decides.

    Such an article is about something else: what it tells further down is recalled.
    """
    decides = any(_DECIDES.search(key) for key in _head(document))
    return not (decides or headline_tells(document, MOVES | PUNISHES))


def knows_of_punishment(document: Document) -> bool:
    """Whether the head has a word of punishments, or of those who give them.

    Where it has none, a punishment told further down is recalled.
    """
    return any(_PUNISHED.search(key) for key in _head(document))


def _head(document: Document) -> list[str]:
    headline = (document.headline,) if document.headline else ()
    return [one.key for one in (*headline, *document.sentences[:HEAD_SENTENCES])]


def headline_tells(document: Document, kinds: frozenset[str]) -> bool:
    """Whether the headline has a verb of some kinds; true where there is none."""
    headline = document.headline
    if headline is None:
        return True
    if kinds >= MOVES and _NEW.search(headline.key):
        return True
    return any(
        one.letter in kinds and not one.data.get("noun") for one in marks(headline)
    )
