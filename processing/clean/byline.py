"""Who wrote it: declared persons, marked bylines, or the last line of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from processing.clean.declared import Declared
from processing.clean.headline import candidates
from processing.clean.page import Element, Page, text_length, text_of
from processing.clean.stamps import find_stamps
from processing.text import fold, fold_ascii
from processing.text.credits import agencies

LONGEST = 90
_PREFIX = re.compile(
    r"(?i)^(?:(?:tin|bài|ảnh|tin và ảnh|bài và ảnh|video|clip|đồ họa|thực hiện|tác giả|"
    r"người viết|t/h|th|nguồn tin|by|author|written by|pv|nhóm pv|nhóm phóng viên)"
    r"(?:\s*(?:,|-|–|và|&|/)\s*(?:tin|bài|ảnh|video|clip|đồ họa))*\s*:\s*)+"
)
_SUFFIX = re.compile(
    r"(?i)\s*(?:\((?:t/h|th|tổng hợp|thực hiện|lược ghi|ghi|dịch|biên soạn)\)|"
    r"(?:lược ghi|tổng hợp|thực hiện|thuật|lược dịch)|\(theo [^()]{2,40}\))\s*$"
)
# A range such as à-ỹ will not do for lower case: the blocks hold both in turn.
_CODES = (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))
_UPPER = "".join(chr(code) for code in _CODES if chr(code).isupper())
_WORD = rf"(?:[{_UPPER}][\w’'.-]*|[^\W\d_]\.)"
_NAME = re.compile(rf"^{_WORD}(?:\s+{_WORD}){{0,5}}$")
_JOINED = re.compile(rf"\s+[-–]\s+|\s*[,;&]\s*|\s+và\s+|\s*-\s*(?=[{_UPPER}])")
_ACCORDING = re.compile(r"(?i)^(?:\(?theo|nguồn:?)\s+\S.{1,50}$")
_AGENCY = re.compile(rf"^\(?{agencies()}(?:\s*/\s*[\w+]+)?\)?$")
# Names of houses, not of persons.
_HOUSE = re.compile(
    r"^(?:bút danh|tác giả|phóng viên|cộng tác viên|ctv|pv|btv|root|user\d*)$|"
    r"\b(?:báo|điện tử|online|tạp chí|cổng|trang|ban biên tập|admin|administrator|"
    r"editor|news|tòa soạn|quản trị|webmaster|host|superuser|super user)\b|"
    r"\.(?:vn|com|net|org)\b"
)
# What else stands beside a stamp, and sections that are written like names.
_STAMP_WORDS = re.compile(
    r"(?i)\b(?:thứ\s+\w+|chủ\s+nhật|ngày|lúc|cập nhật|đăng|gmt\s?\+?\s?7?|lượt xem.*)"
    r"[,:]*"
)
_SECTIONS = frozenset(
    [
        "thoi su",
        "chinh tri",
        "xa hoi",
        "kinh te",
        "van hoa",
        "the thao",
        "phap luat",
        "giao duc",
        "the gioi",
        "xay dung dang",
        "quoc phong",
        "an ninh",
        "doi song",
        "ban doc",
        "tin tuc",
        "trong tinh",
        "trong nuoc",
        "quoc te",
        "su kien",
        "thong bao",
        "van ban",
        "goc nhin",
    ]
)
# Above a name, the signature of a document rather than of a reporter.
_SIGNATURE = re.compile(
    r"^(?:t/?m\.?|k/?t\.?|thay mặt|bí thư|phó bí thư|chủ tịch|phó chủ tịch|t/?l\.?|"
    r"tổng bí thư|thủ tướng|chánh văn phòng|trưởng ban|giám đốc)\b"
)
_NO_NAME = re.compile(r"^(?:hết|kính mời|xin|nơi nhận|ảnh minh họa|còn nữa)\b")


def find_author(
    page: Page,
    declared: Declared,
    selector: str | None,
    *,
    region: Iterable[Element],
    lines: Sequence[str],
) -> tuple[str | None, int | None]:
    """The author as printed, and the index of the line that is the byline, if any.

    ``region`` is the part of the page where a marked byline may stand. A byline line
    is one of the last three of the text, and is to be left out of it.
    """
    line, at = closing_byline(lines)
    if selector:
        for element in page.select(selector):
            if name := _person(text_of(element), declared):
                return name, at
    told = _person(declared.author or "", declared)
    # In lower case it is the name of an account.
    if told is not None and told != told.lower():
        return told, at
    name = _marked(page, declared, dict.fromkeys(region), line)
    return (name, at) if name else (told or _meta_author(page, declared), None)


def _marked(
    page: Page,
    declared: Declared,
    region: dict[Element, None],
    closing: str | None,
) -> str | None:
    """A byline box of a known system, the closing line, or a labelled line."""
    for element in candidates(page, "author", None):
        if element in region and (name := _person(_first_line(element), declared)):
            return name
    if closing is not None:
        return closing
    return next(filter(None, map(_labelled, region)), None)


def _meta_author(page: Page, declared: Declared) -> str | None:
    meta = page.metas.get("author") or page.metas.get("article:author")
    if not meta or meta.startswith("http"):
        return None
    return _person(meta, declared)


def _labelled(element: Element) -> str | None:
    """The name in a line that says whose it is, or stands beside the stamp."""
    if len(element) > 6 or not any(char.isalpha() for char in element.text or "x"):
        return None
    if text_length(element) > LONGEST:
        return None
    line = text_of(element)
    if _PREFIX.match(line):
        return _byline(line)
    stamps = find_stamps(line)
    if not stamps:
        return None
    rest = line[: stamps[0].start] + " " + line[stamps[0].end :]
    rest = _STAMP_WORDS.sub(" ", rest)
    name = " ".join(rest.split()).strip(" -–|,;•·()")
    if " " not in name or fold_ascii(name) in _SECTIONS:
        return None
    return _byline(name)


def closing_byline(lines: Sequence[str]) -> tuple[str | None, int | None]:
    """The byline among the last lines of a text, and its index."""
    for at in range(len(lines) - 1, max(len(lines) - 4, 0), -1):
        line = lines[at]
        above = fold(lines[at - 1])
        if _SIGNATURE.match(above) and len(above) < 80 and not above.endswith("."):
            return None, None
        if name := _byline(line):
            is_list = name == line and _byline(lines[at - 1]) not in (None, name)
            return (None, None) if is_list else (name, at)
        if len(line) > LONGEST:
            break
    return None, None


def _byline(line: str) -> str | None:
    """The name in a line that is nothing but a byline."""
    if len(line) > LONGEST or find_stamps(line):
        return None
    if _is_credit(line):
        return line.strip("()")
    bare = _PREFIX.sub("", line)
    bare = _SUFFIX.sub("", bare).strip(" ()")
    marked = bare != line.strip(" ()")
    names = [part for part in _JOINED.split(bare) if part]
    if not names or not all(_NAME.match(name) for name in names):
        return None
    if _NO_NAME.match(fold(bare)):
        return None
    return bare if marked or _looks_like_names(names, line) else None


def _is_credit(line: str) -> bool:
    """Whether a line credits an agency, another paper, or somebody of one."""
    if _ACCORDING.match(line):
        return not line.endswith((".", ":"))
    whose, _, house = line.partition("/")
    if not house or not _NAME.match(whose.strip()):
        return bool(_AGENCY.match(fold(line)))
    return bool(_NAME.match(house.strip()) or _HOUSE.search(fold(house)))


def _looks_like_names(names: list[str], line: str) -> bool:
    """Whether an unmarked line is names: not a heading, not a place or a house."""
    if line.endswith((":", "?", "!", "…")) or len(names) > 4:
        return False
    if line.endswith(".") and not re.search(r"\b\w\.$", line):
        return False
    if _HOUSE.search(fold(line)):
        return False
    words = max(len(name.split()) for name in names)
    return words <= 5 and len(line) <= 60


def _person(text: str, declared: Declared) -> str | None:
    """A marked or declared author as printed; None for the house itself."""
    bare = _SUFFIX.sub("", _PREFIX.sub("", text.strip())).strip(" -–|,;()")
    if not 1 < len(bare) <= LONGEST or find_stamps(bare):
        return None
    if "/" in bare and _is_credit(bare):
        return bare
    key = fold(bare)
    houses = {fold(name) for name in declared.site_names}
    if key in houses or _HOUSE.search(key) or not re.search(r"[^\W\d_]", bare):
        return None
    return bare


def _first_line(element: Element) -> str:
    """The name in a byline box, without the day and the links below it."""
    inner = [text_of(child) for child in element.iter("a", "span", "strong", "b")]
    whole = text_of(element)
    names = [text for text in inner if _byline(text)]
    return whole if _byline(whole) or not names else names[0]
