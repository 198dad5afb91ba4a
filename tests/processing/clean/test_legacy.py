"""Vietnamese from before Unicode comes out as it was meant, or not at all."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.clean import NotAnArticle, extract
from processing.clean.legacy import Font, font_of, fonts, is_syllable, modern
from processing.model import CleanArticle
from tests.processing.clean import newsstand as stand
from tests.processing.clean.shapes import SHAPES

SHAPE = SHAPES["htm"]
FONTS = {font.name: font for font in fonts()}
PARTS = (
    "Hội nghị đánh giá kết quả thực hiện nghị quyết của Đảng bộ tỉnh",
    "ưu tiên phát triển nông nghiệp ở những vùng khó khăn nhất",
    "đồng chí Bí thư Tỉnh ủy chủ trì, phát biểu kết luận",
    "thường trực các huyện ủy giữ vững kỷ luật, kỷ cương",
    "mỗi chi bộ một việc làm mới, thiết thực, cụ thể",
    "Ủy ban nhân dân phối hợp với Mặt trận Tổ quốc",
)
ABROAD = (
    "Le général a été reçu à Genève; le député français, déjà blessé là-bas",
    "Die Gespräche über Öl wären fällig: fünf Städte hätten schöne Straßen",
    "São Paulo não é só futebol: há música, política, televisão, educação e saúde",
)


def coded(text: str, font: Font) -> str:
    """``text`` as it was typed in a font; what the font lacks stays."""
    codes: dict[str, str] = {}
    for code, letter in font.letters.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(char, char) for char in normalize("NFC", text))


def lowered(text: str, font: Font) -> str:
    """Capitals with tones as TCVN3 had them: small, but for its seven letters."""
    known = set(font.letters.values())
    return "".join(c if c.isascii() or c in known else c.lower() for c in text)


def page(text: str) -> str:
    title, body = text.partition(".")[0], text.replace("\n", "</p><p>")
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; '
        f'charset=windows-1252"><title>{title}</title></head><body><h1>{title}'
        f"</h1><i>14/10/2025 08:00</i><div><p>{body}</p></div></body></html>"
    )


@pytest.mark.parametrize("name", sorted(FONTS))
def test_every_letter_of_vietnamese_has_its_code(name: str) -> None:
    marks = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    letters = {normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in marks}
    letters = {letter for letter in letters if not letter.isascii()} | {"đ"}
    assert len(letters) == 67
    assert letters <= set(FONTS[name].letters.values())


@pytest.mark.parametrize(
    ("name", "code", "meant"),
    [
        (
            "TCVN3",
            "Héi nghÞ ®¸nh gi¸ kÕt qu¶ thùc hiÖn nghÞ quyÕt cña §¶ng bé tØnh; h­íng "
            "dÉn, b\xbcng, s½n, nghÌo, vÏ, tr×nh, c\xf2ng, n÷a, mÑ, giþ",
            "Hội nghị đánh giá kết quả thực hiện nghị quyết của Đảng bộ tỉnh; hướng "
            "dẫn, bẳng, sẵn, nghèo, vẽ, trình, cũng, nữa, mẹ, giỵ",
        ),
        (
            "VNI",
            "Hoäi nghò ñaùnh giaù keát quaû thöïc hieän cuûa Ñaûng boä; Aùp döïng, "
            "HÖÔÙNG DAÃN, saün saøng, moãi, kyõ, myû, kî, nghóa",
            "Hội nghị đánh giá kết quả thực hiện của Đảng bộ; Áp dựng, "
            "HƯỚNG DẪN, sẵn sàng, mỗi, kỹ, mỷ, kỵ, nghĩa",
        ),
    ],
)
def test_the_tables_are_those_of_the_fonts(name: str, code: str, meant: str) -> None:
    assert font_of(code) is FONTS[name]
    assert FONTS[name].read(code) == meant


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FONTS)), st.permutations(PARTS), st.integers(2, 6))
def test_what_was_written_in_a_font_is_read_back(
    name: str, parts: list[str], number: int
) -> None:
    font = FONTS[name]
    text = lowered(". ".join(parts[:number]), font)
    code = coded(text, font)
    assert font_of(code) is font
    assert font.read(code) == text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(FONTS)), st.data())
def test_the_tables_can_be_read_backwards(name: str, data: st.DataObject) -> None:
    font = FONTS[name]
    letters = sorted(set(font.letters.values())) + list("bcdghklmnpqrstvx .,")
    text = data.draw(st.text(st.sampled_from(letters), max_size=40))
    assert font.read(coded(text, font)) == text


@pytest.mark.parametrize("name", sorted(FONTS))
@pytest.mark.parametrize("way", ["latin-1", "utf-8", "entities"])
def test_a_page_in_an_old_font_becomes_an_article(name: str, way: str) -> None:
    font = FONTS[name]
    text = lowered("\n".join(f"{part}. {PARTS[0]}." for part in PARTS), font)
    html = page(coded(text, font))
    raw = (
        html.encode("ascii", "xmlcharrefreplace")
        if way == "entities"
        else html.encode(way)
    )
    made = extract(raw, SHAPE.url)
    assert isinstance(made, CleanArticle), made
    assert made.text.split("\n")[-1] == text.split("\n")[-1]
    assert made.title == text.partition(".")[0]


@pytest.mark.parametrize("name", sorted(FONTS))
@pytest.mark.parametrize("whole", [True, False])
def test_an_old_font_within_unicode_is_refused(name: str, whole: bool) -> None:
    font = FONTS[name]
    odd = coded(f"{PARTS[0]}. {PARTS[1]}. {PARTS[2]}.", font)
    text = f"{odd}\n" * 4 if whole else f"{PARTS[3]}. {PARTS[0]}.\n{odd}\n{PARTS[1]}."
    html = page(text).replace("<body>", f"<body><div>{PARTS[0]} {PARTS[5]}</div>")
    made = extract(html.encode(), SHAPE.url)
    assert isinstance(made, NotAnArticle), made
    assert name in made.reason


@pytest.mark.parametrize("text", [*PARTS, *ABROAD, "là cò và cá, à, thì mà là", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert modern(page(f"{text}. {text}")) == page(f"{text}. {text}")


def test_no_syllable_of_our_own_texts_is_taken_for_rubble() -> None:
    words = " ".join([stand.TITLE, stand.LEAD, *stand.PARAGRAPHS, *PARTS]).split()
    letters = ["".join(filter(str.isalpha, word)) for word in words]
    wrong = [w for w in letters if not w.isascii() and not is_syllable(w)]
    assert wrong == []
