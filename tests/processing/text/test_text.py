"""The text door: what it repairs, what it equates, and finding the way back."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.text import fold, fold_ascii, normalise, normalise_with_offsets

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpq"
    "rstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
words = st.text(VIETNAMESE + VIETNAMESE.upper() + "ÐðfjwzFJWZ ,.-–0123456789 \n")
messy = st.text(
    VIETNAMESE
    + "ÐðĐ\u0301\u0300\u0323\u0302\u031b\u200b\ufeff\u00a0\u00ad\r\n\t –-’'\u1100\u1161"
)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Nam Ðịnh, HÐND, ðồng chí", "Nam Định, HĐND, đồng chí"),
        (normalize("NFD", "Tỉnh ủy Đắk Lắk"), "Tỉnh ủy Đắk Lắk"),
        ("Ban\u00a0Chấp  hành\u200b Đảng bộ", "Ban Chấp hành Đảng bộ"),
        ("một \r\n hai\u2028ba\r\n\r\n \r\nbốn", "một\nhai\nba\n\nbốn"),
        ("\ufeff a\x00b \n", "ab"),
        ("khuyê\u0301n kho\u0323e", "khuyến khọe"),
        ("\ud835", "\ufffd"),
    ],
)
def test_normalise_repairs(given_text: str, wanted: str) -> None:
    assert normalise(given_text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỉnh uỷ Hoà Bình khoá XX", "TỈNH ỦY HÒA BÌNH KHÓA XX"),
        ("Nguyễn Thị Thuý, sức khoẻ", "nguyễn thị thúy, sức khỏe"),
        ("Niê K’Đăm", "Niê KĐăm"),
        ("nhiệm kỳ 2020 – 2025", "Nhiệm kỳ 2020-2025"),
        ("kinh tế -xã hội", "kinh tế - xã hội"),
        ("Ðại hội\nđại biểu", "Đại hội đại biểu"),
        ("tòan quốc, hòan thành", "toàn quốc, hoàn thành"),
        ("qúy I", "quý I"),
        ("“một số” việc", '"một số" việc'),
    ],
)
def test_fold_equates(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "word", ["quý", "quỳnh", "quỵ", "huỳnh", "toàn", "ngoài", "khuỷu", "xoáy", "quà"]
)
def test_fold_leaves_fixed_syllables(word: str) -> None:
    assert fold(word) == word


def test_fold_keeps_apart_what_differs() -> None:
    different = ["Lâm Đồng", "Lâm Đông", "Hòa", "Hóa", "Thủy", "Thúy", "quý", "quy"]
    assert len({fold(name) for name in different}) == len(different)


def test_fold_ascii_loses_all_marks() -> None:
    assert fold_ascii("Tỉnh uỷ ĐẮK LẮK, K’Bang") == "tinh uy dak lak, kbang"
    assert fold_ascii(VIETNAMESE).isascii()


@given(st.text())
def test_normalise_is_idempotent_and_nfc(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once == normalize("NFC", once)


@pytest.mark.parametrize("text", ["gồm:\n- một\n- hai", "- \n a -", "a -- b"])
def test_fold_of_lists_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(words)
def test_fold_is_idempotent_and_blind_to_decomposition_and_case(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(normalize("NFD", text)) == once
    assert fold(text.upper()) == once
    assert fold_ascii(fold_ascii(text)) == fold_ascii(text)


TONES = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]


@given(
    st.sampled_from(["h", "kh", "t", "th", "l", "x", ""]),
    st.sampled_from(["oa", "oe", "uy"]),
    st.sampled_from(TONES),
    st.sampled_from(["", " ", ".", " 5", "\n"]),
)
def test_fold_is_blind_to_tone_placement(
    onset: str, pair: str, tone: str, rest: str
) -> None:
    old = onset + pair[0] + tone + pair[1] + rest
    new = onset + pair + tone + rest
    assert fold(old) == fold(new) == normalize("NFC", old).strip()


@given(st.one_of(messy, st.text()))
def test_offsets_lead_back(text: str) -> None:
    traced = normalise_with_offsets(text)
    assert traced.text == normalise(text)
    assert len(traced.starts) == len(traced.ends) == len(traced.text)
    assert list(traced.starts) == sorted(traced.starts)
    for i in range(len(traced.text)):
        assert traced.starts[i] < traced.ends[i]


@given(messy, st.data())
def test_a_quote_of_the_normalised_text_is_found_in_the_original(
    text: str, data: st.DataObject
) -> None:
    traced = normalise_with_offsets(text)
    if not traced.text:
        return
    end = data.draw(st.integers(1, len(traced.text)))
    start = data.draw(st.integers(0, end - 1))
    quote = traced.quote(start, end)
    assert quote in text
    assert normalise(traced.text[start:end]) in normalise(quote)


def test_offsets_of_a_decomposed_sentence() -> None:
    text = "  " + normalize("NFD", "Đồng chí  Nguyễn Văn A,") + "\u200b Bí thư"
    traced = normalise_with_offsets(text)
    start = traced.text.index("Nguyễn")
    quote = traced.quote(start, start + len("Nguyễn Văn A"))
    assert quote == normalize("NFD", "Nguyễn Văn A")
    with pytest.raises(ValueError, match="no characters"):
        traced.span(3, 3)
