"""What an article says does not depend on how it is said: names, words, layout.

Each article of ``said_otherwise.yaml`` is printed in many ways and must be read alike.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.processing.observe.reading import Case, load, observe

CASES = {case["id"]: case for case in load("said_otherwise.yaml")}
NAMES = ("Trần Văn Mẫu", "Lê Thị Thử")
BEARS = r"\bgiữ chức\b"
Way = Callable[[str], str]


def _words(old: str, new: str) -> Way:
    return lambda text: re.sub(old, new, text)


def _filled(width: int) -> Way:
    """Broken hard at a width, each paragraph for itself."""
    return lambda text: "\n\n".join(
        textwrap.fill(one, width) for one in text.split("\n")
    )


def _between(line: str) -> Way:
    """With a line that is none of the article's below its first paragraph."""
    return lambda text: text.replace("\n", f"\n{line}\n", 1)


WAYS: dict[str, Way] = {
    "council in full": _words("HĐND", "Hội đồng nhân dân"),
    "committee in full": _words("UBND", "Ủy ban Nhân dân"),
    "committees in short": lambda text: text.replace("Ban Chấp hành", "BCH").replace(
        "Ủy ban Kiểm tra", "UBKT"
    ),
    "centre as TW": _words("Trung ương", "TW"),
    "centre as T.Ư": _words("Trung ương", "T.Ư"),
    "director as GĐ": _words("Giám đốc", "GĐ"),
    "comrade": _words(r"\b(?:ông|bà) ", "đồng chí "),
    "comrade in short": _words(r"\b(?:ông|bà|đồng chí) ", "đ/c "),
    "later tone": lambda text: text.replace("ủy", "uỷ").replace("Ủy", "Uỷ"),
    "short i": _words("Kỳ|kỳ", "kì"),
    "letters apart": lambda text: unicodedata.normalize("NFD", text),
    "titles in small letters": lambda text: re.sub(
        r"\b(Phó )?(Bí thư|Chủ tịch|Chủ nhiệm)\b", lambda one: one[0].lower(), text
    ),
    "titles behind a dash": _words(r"\b(Mẫu|Thử), (?=Phó|Chủ|Ủy|Giám)", r"\1 - "),
    "bears the office": _words(BEARS, "giữ chức vụ"),
    "bears the position": _words(BEARS, "đảm nhận cương vị"),
    "shoulders the office": _words(BEARS, "đảm đương chức vụ"),
    "bears it": _words(BEARS, "đảm nhiệm"),
    "is it": _words(BEARS, "làm"),
    "holds it": _words(BEARS, "giữ"),
    "the duty of": _words(BEARS, "giữ nhiệm vụ"),
    "day with a dash": _words(r"(\d+)/(\d+)", r"\1-\2"),
    "day in words": _words(r"(Sáng|Chiều) (\d+)/(\d+)", r"\1 ngày \2 tháng \3"),
    "this morning": _words(r"(Sáng|Chiều) (\d+/\d+)", r"\1 nay (\2)"),
    "from a paper": "(Báo Ánh Sáng) - {}".format,
    "from a site": "TPO - {}".format,
    "button above": "Chia sẻ\n{}".format,
    "author below the lead": _between("Minh Trí"),
    "picture below the lead": _between("Quang cảnh hội nghị. Ảnh: Minh Trí"),
    "picture in brackets": _between("Các đại biểu dự hội nghị (Ảnh: Báo tỉnh)"),
    "another article": _between("Đọc thêm: Giá lúa hôm nay tăng mạnh"),
    "author at the end": "{}\nMinh Trí - Thu Hà".format,
    "one paragraph": _words(r"(?<=\.)\n", " "),
    "a line each sentence": _words(r"(?<=[a-zà-ỹ]\.) ", "\n"),
    "wide paragraphs": _words("\n", "\n\n"),
    "narrow column": _filled(60),
    "wide column": _filled(96),
    "two spaces": _words(" ", "  "),
    "space before commas": _words(", ", " , "),
}


def _seen(case: Case) -> set[tuple[object, ...]]:
    """What was read of a case, in the fields that its list compares."""
    fields = ("kind", "province", "occurred_on", "person", "position", "direction")
    return {
        tuple(one.get(name) for name in (*fields, "phase")) for one in observe(case)
    }


def _wanted(case: Case, names: tuple[str, str]) -> set[tuple[object, ...]]:
    persons = dict(zip(("NAME", "OTHER"), names, strict=True))
    fields = ("kind", "province", "occurred_on", "person", "position", "direction")
    return {
        tuple(persons.get(one.get(name), one.get(name)) for name in (*fields, "phase"))
        for one in case["read"]
    }


def _printed(case: Case, way: Way, names: tuple[str, str]) -> Case:
    text = case["text"]
    for word, name in zip(("NAME", "OTHER"), names, strict=True):
        text = text.replace(word, name)
    return {**case, "text": way(text)}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("id_", CASES)
def test_other_words_and_layout_are_read_alike(id_: str, way: str) -> None:
    case = CASES[id_]
    assert _seen(_printed(case, WAYS[way], NAMES)) == _wanted(case, NAMES)


@pytest.mark.parametrize("id_", CASES)
def test_headline_in_capitals_is_read_alike(id_: str) -> None:
    case = {**CASES[id_], "title": CASES[id_]["title"].upper()}
    assert _seen(_printed(case, str, NAMES)) == _wanted(case, NAMES)


_FAMILIES = st.sampled_from(
    ["Nguyễn", "Lê", "Hoàng", "Viên", "Đinh", "Tô", "Cầm", "Lò", "Thào", "Hà"]
)
_MIDDLES = st.sampled_from(
    ["Văn", "Thị", "Hữu", "Xuân", "Thị Kim", "A", "Bá Quang", ""]
)
_GIVEN = st.sampled_from(
    ["Thử", "Thường", "Yên", "Út", "Công", "Chức", "Sáng", "Thành", "An", "Kiên"]
)
_KINH = st.builds(
    lambda *parts: " ".join(filter(None, parts)), _FAMILIES, _MIDDLES, _GIVEN
)
_OTHERS = st.sampled_from(
    [
        *("Y Thanh Mẫu Niê Kđăm", "K' Mẫu", "K’Brơi", "H' Lim Êban", "Giàng A Mẫu"),
        *("Hà Sơn Mẫu", "Rơ Chăm Mẫu", "Ksor H’Lâm", "A Mẫu", "Siu Mẫu", "Điểu K'Ré"),
    ]
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(CASES)),
    st.lists(_KINH | _OTHERS, min_size=2, max_size=2, unique=True),
)
def test_whatever_the_persons_are_called(id_: str, names: list[str]) -> None:
    case, pair = CASES[id_], (names[0], names[1])
    assert _seen(_printed(case, str, pair)) == _wanted(case, pair)
