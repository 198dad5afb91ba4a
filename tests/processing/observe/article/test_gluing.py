"""Words that a lost line break has joined are read, and quoted as they were printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.model import Article
from processing.observe import read
from processing.observe.article.gluing import apart
from processing.observe.language.lexicon_file import load


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Phó Bí thưTỉnh ủy Hà Nam", "Phó Bí thư Tỉnh ủy Hà Nam"),
        ("UBND tỉnhHà Nam nhiệm kỳ2004-2011", "UBND tỉnh Hà Nam nhiệm kỳ 2004-2011"),
        ("ôngTrần Văn An, Bí thư Tỉnhủy", "ông Trần Văn An, Bí thư Tỉnh ủy"),
        ("bà An đượcđiều độnglàm Bí thư", "bà An được điều động làm Bí thư"),
        ("ôngLê Quốc Phansẽ đượcphân công", "ông Lê Quốc Phan sẽ được phân công"),
    ],
)
def test_taken_apart(printed: str, meant: str) -> None:
    assert apart(printed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "VnExpress, YouTube và iPhone",
        "TỈNH ỦY NINH BÌNH",
        "ông Y Thanh Hà Niê Kđăm được bầu",
        "Krông Pắk, Pleiku và Hokkaido được biết đến",
    ],
)
def test_brands_and_capitals_stay(text: str) -> None:
    assert apart(text).text == text


def test_every_example_of_the_lexicon_is_glued_as_it_says() -> None:
    # a glued capital elsewhere in the text: the others are sought only beside one
    wrong = [
        line
        for lines in load("gluing").values()
        for line in lines
        if len(apart(f"{line['example']} và ôngTrần An").gaps) != 2
    ]
    assert wrong == []


GLUED = (
    "Ngày 5/3/2010, HĐND tỉnhHà Nam bầu ôngTrần Văn Tâm, Phó Bí thưTỉnh ủy,"
    " giữ chức Chủ tịch UBND tỉnh."
)


def test_read_and_quoted_as_printed() -> None:
    found = {one.kind: one for one in read(Article(text=f"Tin vắn.\n{GLUED}"))}
    change = found["leadership_change"]
    assert change.province == "ha-nam"
    assert change.evidence.quote == GLUED


def test_brands_beside_joined_words_stay() -> None:
    text = apart("Ông An đượcbầu; Vingroup, Facebook, Niê Kđăm, Hokkaido").text
    assert text == "Ông An được bầu; Vingroup, Facebook, Niê Kđăm, Hokkaido"


@given(st.lists(st.sampled_from(["tỉnh", "thư", "Hà", "kỳ", "20", " ", "ủy", "\n"])))
def test_only_spaces_are_added_and_every_offset_leads_back(words: list[str]) -> None:
    text = "".join(words)
    mended = apart(text)
    for at, char in enumerate(mended.text):
        if at not in mended.gaps:
            assert text[mended.back(at)] == char
    assert mended.text.replace(" ", "") == text.replace(" ", "")
