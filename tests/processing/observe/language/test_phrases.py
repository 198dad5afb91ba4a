"""The lexicon of congresses, reviews and resolutions: every line has its example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.observe.language import phrases
from processing.observe.language.key import key_of
from processing.observe.language.lexicon_file import LexiconError, load
from processing.observe.language.numbers import number
from processing.observe.language.phrase_language import PIECE, anchors, compile_phrases
from processing.observe.language.phrases import kept, may_hold, pattern
from processing.text import fold

NAMES = (
    *("background", "bodies", "congress", "dates", "holding", "midterm", "occasion"),
    *("offices", "resolution", "scope", "sentences", "slates", "statements", "years"),
)


def _lines() -> Iterator[tuple[str, str, dict[str, str]]]:
    for name in NAMES:
        for section, lines in load(name).items():
            yield from ((name, section, line) for line in lines)


SECTIONS = sorted({(name, section) for name, section, _ in _lines()})


def compiled(say: str) -> re.Pattern[str]:
    return compile_phrases([{"say": say}])


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_each_example_holds_its_phrase(name: str, section: str) -> None:
    """A phrase is found in its own example."""
    lines = load(name)[section]
    missing = [
        (f"lexicon/{name}.yaml", line["say"])
        for line in lines
        if not compile_phrases([line]).search(key_of(line["example"]))
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("say", "found", "not_found"),
    [
        ("bế mạc", "Đại hội BẾ  MẠC hôm nay", "bế mạch"),
        ("phiên [họp] trù bị", "phiên trù bị", "phiên họp bàn trù bị"),
        ("(bầu|bầu ra) ... bch", "bầu ra 51 đồng chí vào BCH", "bầu ra; BCH"),
        ("sau <số> ngày", "sau 2,5 ngày", "sau nhiều ngày"),
        ("kết luận .. kỳ họp", "kết luận về kỳ họp", "kết luận về giá, kỳ họp"),
        ("tỉnh ủy", "Tỉnh uỷ họp", "tỉnh uy"),
        ("kế hoạch ~ năm <năm>", "kế hoạch vốn của năm 2015", "kế hoạch 5 năm 2015"),
        ("kế hoạch ~~ năm", "kế hoạch 5 ngày, 3 đêm của năm", "kế hoạch; năm"),
        ("bầu ~9 bch", "bầu ra một bch", "bầu ra một lượt bch"),
        ("tết <can chi>", "Tết Giáp Thìn", "Tết Giáp Tỵ"),
        ("bầu ngày <ngày>", "bầu ngày 9/10/2015", "bầu ngày 9/10"),
        ("từ <lúc>", "từ tháng 9/2015", "từ tháng 9"),
        ("năm <năm>", "năm 2015.", "năm 2015-2016"),
        ("năm học <kỳ>", "năm học 2015 - 2016", "năm học 2015"),
        ("quý (i|ii) / <năm>", "Quý II/2015", "quý II năm 2015"),
        ("khóa <thứ>", "khóa XII", "khóa mới"),
        ("[<ngoặc>] khóa mới", "(khóa mới", "khoa mới"),
    ],
)
def test_the_pattern_language(say: str, found: str, not_found: str) -> None:
    """Words, choices, options, gaps and numbers mean what `phrase_language` says."""
    assert compiled(say).search(key_of(found))
    assert not compiled(say).search(key_of(not_found))


def test_words_beside_a_phrase_make_it_something_else() -> None:
    """A phrase is none where a word that it excludes stands right before or behind."""
    line = {"say": "cử tri", "unless_after": ["đại"], "unless_before": ["đoàn"]}
    held = compile_phrases([line])
    assert held.search("tiếp xúc cử tri đoàn kết") is None
    assert held.search("các đại cử tri") is None
    assert held.search("tiếp xúc cử tri đoạn này")


@pytest.mark.parametrize("section", load("years"))
def test_the_examples_name_the_years_that_stand_beside_them(section: str) -> None:
    """What a phrase of the years keeps is the year, or the number, that it names."""
    lines = load("years")[section]
    told = [_named(section, line["example"]) for line in lines]
    assert told == [line.get("year", line.get("number")) for line in lines]


def _named(section: str, example: str) -> int | None:
    found = pattern("years", section).search(key_of(example))
    return number(kept(found)) if found and found.lastindex else None


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_the_cheap_question_never_hides_a_phrase(name: str, section: str) -> None:
    """What is asked first lets every text through that holds the phrase."""
    hidden = [
        line["say"]
        for line in load(name)[section]
        for key in [key_of(line["example"])]
        if not any(word in key for word in anchors(line["say"]) or ("",))
        or not may_hold(name, section, key)
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("say", "words"),
    [
        ("phiên [họp] trù bị", ("phiên",)),
        ("(bầu ra|chọn) [được]", ("bầu", "chọn")),
        ("bầu ... (bch|ban chấp hành)", ("bầu",)),
        ("[rất] (tốt (đẹp|lành)|hay)", ("tốt", "hay")),
        ("[a] ...", ()),
        ("((bầu|cử) ra|chọn)", ("ra", "chọn")),
        ("(bầu|[được] chọn|<số>)", ()),
        ("~ quý <thứ> / <năm>", ("quý",)),
    ],
)
def test_anchors_are_words_that_must_be_there(say: str, words: tuple[str, ...]) -> None:
    """A word outside brackets, else one for each choice, else none."""
    assert anchors(say) == words


def _spoken(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[Any]:
    """Phrases made of phrases, each beside a text that it says."""
    several = st.lists(inner, min_size=1, max_size=3)
    row = several.map(lambda parts: tuple(map(" ".join, zip(*parts, strict=True))))
    one_of = st.tuples(several, st.integers(0, 2)).map(
        lambda drawn: (
            f"({'|'.join(say for say, _ in drawn[0])})",
            drawn[0][drawn[1] % len(drawn[0])][1],
        )
    )
    option = st.tuples(inner, st.booleans()).map(
        lambda drawn: (f"[{drawn[0][0]}]", drawn[0][1] if drawn[1] else "")
    )
    return row | one_of | option


WORD = st.text("aăbc", min_size=1, max_size=3).map(lambda word: (word, word))
PLAIN = WORD | st.sampled_from([("<số>", "12"), ("...", "xx yy"), ("...", "")])


@given(st.recursive(PLAIN, _spoken, max_leaves=8))
def test_no_nesting_hides_what_a_phrase_says(spoken: tuple[str, str]) -> None:
    """Whatever a phrase says, and the pattern finds, holds one of its anchors."""
    say, said = spoken
    key = key_of(said)
    assert compiled(say).search(key + " ")
    words = anchors(say)
    assert not words or any(word in key for word in words)


@given(st.lists(st.recursive(PLAIN, _spoken, max_leaves=6), min_size=1, max_size=3))
def test_the_quick_way_finds_what_the_plain_way_finds(
    spoken: list[tuple[str, str]],
) -> None:
    """Phrases sought by their first letters are found where they always were."""
    lines = [{"say": say} for say, _ in spoken]
    quick = compile_phrases(lines)
    plain = compile_phrases([*lines, {"say": "<năm>"}])  # which begins with no letter
    text = " b".join(key_of(said) for _, said in spoken) + " "
    found = [one.span() for one in quick.finditer(text)]
    assert found == [one.span() for one in plain.finditer(text)]


STANDS_FOR = {"<số>": "12", "<năm>": "2015", "<kỳ>": "2015-2020", "<thứ>": "12"}
STANDS_FOR |= {"<tên>": "nam", "<ngoặc>": "(", "...": "", "..": "", "~": "", "~~": ""}
STANDS_FOR |= {"<lúc>": "năm 2015", "<ngày>": "9/10/2015", "<can chi>": "bính ngọ"}
STANDS_FOR |= {"<giữ>": "giữ chức", "~20": "", "~~40": "", "~~110": ""}


def _all_said(pieces: Iterator[str]) -> list[str]:
    """Whatever the pieces of a phrase say, up to the next closing bracket."""
    choices, said = [], [""]
    for piece in pieces:
        if piece in (")", "]"):
            break
        if piece == "|":
            choices, said = choices + said, [""]
            continue
        goes_on = [STANDS_FOR.get(piece, piece)]
        if piece in ("(", "["):
            goes_on = _all_said(pieces) + [""] * (piece == "[")
        said = [f"{one} {more}".strip() for one in said for more in goes_on]
    return choices + said


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_no_phrase_hides_a_longer_one(name: str, section: str) -> None:
    """Where a short phrase and a longer one stand at one place, the longer is found."""
    found = pattern(name, section)
    says = (line["say"] for line in load(name)[section])
    said = (one for say in says for one in _all_said(iter(PIECE.findall(fold(say)))))
    hidden = [one for one in said if not found.fullmatch(key_of(one) + " ")]
    assert hidden == []


@pytest.mark.parametrize(
    ("says", "text"),
    [
        (["bầu", "bầu ra"], "bầu ra "),
        (["bầu (khóa|khóa mới)"], "bầu khóa mới "),
        (["[ra] mắt", "(ra|mắt) ... (bch|bch mới)"], "ra mắt bch mới "),
    ],
)
def test_of_several_the_longest_is_found(says: list[str], text: str) -> None:
    """Whatever is written first, in lines and in brackets."""
    found = compile_phrases([{"say": say} for say in says]).match(text)
    assert found and found[0] == text


@pytest.mark.parametrize("say", ["(bầu|chọn", "", "bầu]"])
def test_a_malformed_phrase_is_named(say: str) -> None:
    """Unbalanced brackets and empty phrases are told, not read as something else."""
    with pytest.raises(LexiconError):
        compiled(say)


def test_a_section_that_is_missing_is_named() -> None:
    """A reader that asks for an unknown section gets file and section."""
    with pytest.raises(LexiconError, match=r"lexicon/congress\.yaml.*nothing"):
        phrases.pattern("congress", "nothing")
