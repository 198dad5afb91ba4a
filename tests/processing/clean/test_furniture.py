"""Furniture: each rule by its example, and whole pages full of it."""

from __future__ import annotations

import pytest

from processing.clean import extract
from processing.clean.byline import closing_byline
from processing.clean.furniture import Rule, is_line, is_tail, rules, tidy
from processing.model import CleanArticle
from processing.text import fold_ascii
from tests.processing.clean import newsstand as stand

LINES, TAILS, PIECES = rules("lines"), rules("tails"), rules("pieces")
URL = "http://songthao.test/chinh-tri/hoi-nghi-lan-thu-bay-119365.html"


def name(rule: Rule) -> str:
    return rule.example


@pytest.mark.parametrize("rule", LINES + TAILS, ids=name)
def test_a_rule_for_lines_fits_its_example(rule: Rule) -> None:
    assert rule.pattern.fullmatch(fold_ascii(rule.example))
    assert is_line(rule.example) or is_tail(rule.example)
    assert tidy([stand.PARAGRAPHS[0], rule.example], "x") == [stand.PARAGRAPHS[0]]


@pytest.mark.parametrize(
    "rule", rules("boxes") + rules("feet") + rules("clocks"), ids=name
)
def test_a_rule_for_boxes_fits_its_example(rule: Rule) -> None:
    assert rule.pattern.search(rule.example)


@pytest.mark.parametrize("rule", PIECES, ids=name)
def test_a_piece_is_cut_from_its_example(rule: Rule) -> None:
    assert rule.pattern.sub("", rule.example) != rule.example


@pytest.mark.parametrize(
    "line",
    [
        *stand.PARAGRAPHS,
        stand.HEADING,
        stand.CAPTION,
        "Về xây dựng Đảng",
        "- Ông Nguyễn Văn A: Bí thư Tỉnh ủy",
        "Nghị quyết số 05-NQ/TU",
        "1. Chính trị, tư tưởng",
        "Tin tưởng vào thắng lợi",
        "Xem xét kỷ luật hai tổ chức đảng",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert tidy([line, stand.PARAGRAPHS[0]], "x")[0] == line


def test_a_tail_in_mid_text_costs_itself_alone() -> None:
    lines = [stand.PARAGRAPHS[0], "Tin liên quan", stand.PARAGRAPHS[1]]
    assert tidy(lines, "x") == [stand.PARAGRAPHS[0], stand.PARAGRAPHS[1]]


def test_all_after_a_tail_goes_with_it() -> None:
    lines = [stand.PARAGRAPHS[0], "Các tin khác", "Nước sông dâng nhanh trong đêm"]
    assert tidy(lines, "x") == [stand.PARAGRAPHS[0]]


def cleaned(inner: str, title: str) -> CleanArticle:
    html = f"<html><head><title>{title}</title></head><body>{inner}</body></html>"
    made = extract(html.encode(), URL)
    assert isinstance(made, CleanArticle), made
    return made


def paragraphs(*lines: str) -> str:
    return "<div class=content>" + "".join(f"<p>{x}</p>" for x in lines) + "</div>"


def test_furniture_that_stands_in_the_body_vanishes() -> None:
    title = "Hội nghị Ban Chấp hành lần thứ bảy."
    inner = paragraphs(
        "You are here", title, "Thứ Ba, 14/10/2025 | 16:05 GMT+7", *stand.PARAGRAPHS,
        "&nbsp;", "T/h: An BìnhÝ KIẾN BẠN ĐỌC", "Thời tiết", "LIÊN KẾT WEBSITE",
    )  # fmt: skip
    made = cleaned(f"<h1>{title}</h1>{inner}", title)
    assert made.text.split("\n") == list(stand.PARAGRAPHS)
    assert made.author == "An Bình"
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"


def test_the_doubled_headline_tags_and_comment_form_vanish() -> None:
    title = "Sông Thao quán triệt nhiệm vụ trọng tâm"
    inner = paragraphs(
        title, title, "14/10/2025 - 16:05", stand.LEAD, *stand.PARAGRAPHS,
        f"{title} ảnh 1", "TRẦN MẪU lược ghi", "Viết bình luận mới",
        "Tin cùng chuyên mục", "Các tin khác", "Xem thêm >>", "Tags:", "TOP",
    )  # fmt: skip
    made = cleaned(inner, title)
    assert made.title == title
    assert made.text.split("\n") == [stand.LEAD, *stand.PARAGRAPHS]
    assert made.author == "TRẦN MẪU"


def test_the_signature_of_a_document_is_no_byline() -> None:
    lines = (*stand.PARAGRAPHS, "T/M TỈNH ỦY", "BÍ THƯ", "Trần Văn Mẫu")
    made = cleaned(f"<h1>{stand.TITLE}</h1><i>14/10/2025 16:05</i>{paragraphs(*lines)}",
                   stand.TITLE)  # fmt: skip
    assert made.author is None
    assert made.text.endswith("BÍ THƯ\nTrần Văn Mẫu")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Thanh Đồng", "Thanh Đồng"),
        ("Đinh Ước - Ánh Ơn", "Đinh Ước - Ánh Ơn"),
        ("Tin, ảnh: Ý Nhi", "Ý Nhi"),
        ("Bài và ảnh: TRẦN MẪU", "TRẦN MẪU"),
        ("N.Như", "N.Như"),
        ("P.Y", "P.Y"),
        ("Hồ Thảo – Công Nghĩa", "Hồ Thảo – Công Nghĩa"),
        ("Theo TTXVN", "Theo TTXVN"),
        ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+"),
        ("Tạ Nguyên/Báo Tin tức", "Tạ Nguyên/Báo Tin tức"),
        ("VGP/Lê Sơn", "VGP/Lê Sơn"),
        ("Mai Lâm (Theo SCMP)", "Mai Lâm"),
        ("Đảng ủy xã Ea Súp", None),
        ("xã hội hóa", None),
        ("Tỉnh ủy Đắk Lắk.", None),
        ("Nhiệm vụ trọng tâm:", None),
    ],
)
def test_the_last_line_is_a_byline_if_it_is_names(
    line: str, author: str | None
) -> None:
    found, _ = closing_byline([*stand.PARAGRAPHS, line])
    assert found == author


def test_the_last_of_a_list_of_names_is_no_byline() -> None:
    lines = [*stand.PARAGRAPHS, "Trần Văn Mẫu", "Lê Thị Mơ", "Đinh Văn Thử"]
    assert closing_byline(lines) == (None, None)
