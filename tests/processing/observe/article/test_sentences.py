"""Where sentences end, and where they do not."""

from __future__ import annotations

import textwrap

import pytest

from processing.observe.article.sentences import spans


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư Thành ủy TP. Hồ Chí Minh dự hội nghị.",
        "Ông là Ủy viên T.Ư Đảng, Bí thư Tỉnh ủy.",
        "Dự có đ/c. Nguyễn Văn A, Bí thư Tỉnh ủy.",
        "Năng suất đạt 6.2 tấn và 1.500 ha được gieo.",
        "Dự có ông K. Brơng, Chủ tịch UBND tỉnh.",
        "Phó Chủ tịch UBND TP.HCM. Võ Văn Hòa cho biết việc này.",
        "Sáng 3/5, tân Bí thư Tỉnh ủy Phú Yên. Trần Bá Thu phát biểu.",
        "Dự có Ls. Trần Bá Thu và đ.c. Lê Văn Hòa, Bí thư Tỉnh ủy.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert _cut(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Hòa được bầu làm Chủ tịch UBND TP.HCM. Lê Văn Hòa sinh năm 1970.",
        "Phó Chủ tịch UBND TP.HCM. Ảnh: Hữu Lộc",
        "Bí thư Tỉnh ủy Phú Yên. Ông Trần Bá Thu phát biểu.",
        "Kỳ họp bầu Phó Chủ tịch UBND TP. Theo đó, ông Trần Bá Thu trúng cử.",
    ],
)
def test_a_title_ends_a_sentence_unless_a_name_goes_on(text: str) -> None:
    assert len(_cut(text)) == 2


def test_cuts_at_the_end_and_after_quotes() -> None:
    text = "Ông nói: “Làm tốt hơn.” Bà đồng ý! Hội nghị bế mạc."
    assert _cut(text) == ["Ông nói: “Làm tốt hơn.”", "Bà đồng ý!", "Hội nghị bế mạc."]


def test_lines_end_sentences_and_furniture_is_left_out() -> None:
    text = "Đại hội khai mạc\nPhó Bí thư dự.\n>> Xem bài cũ\nTin liên quan\nBí thư mới"
    assert _cut(text) == ["Đại hội khai mạc", "Phó Bí thư dự."]


def test_hard_broken_lines_are_one_sentence() -> None:
    text = "Sáng nay, ông A được\nbầu giữ chức vụ\nmới tại hội nghị."
    assert len(_cut(text)) == 1


@pytest.mark.parametrize("width", [48, 60, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lines_filled_up_to_a_width_are_joined(width: int, between: str) -> None:
    paragraphs = [
        "Sáng 30/6, kỳ họp thứ nhất đã bầu ông Trần Văn Mẫu giữ chức Chủ tịch UBND tỉnh"
        " nhiệm kỳ mới, bà Lê Thị Thử giữ chức Phó Chủ tịch UBND tỉnh.",
        "Phát biểu nhận nhiệm vụ, ông Trần Văn Mẫu hứa đem hết sức mình phục vụ nhân"
        " dân, cùng Ban Chấp hành Đảng bộ tỉnh thực hiện thắng lợi nghị quyết.",
        "Kỳ họp bế mạc cùng ngày.",
    ]
    broken = between.join(textwrap.fill(one, width) for one in paragraphs)
    assert [" ".join(one.split()) for one in _cut(broken)] == paragraphs


def test_short_lines_of_a_list_are_not_joined() -> None:
    lines = ["Trần Văn Mẫu", "Lê Thị Thử", "Bùi Văn Hai", "Cao Thị Bốn"]
    assert _cut("\n".join(lines)) == lines


def test_labels_one_below_the_other_are_no_column() -> None:
    lines = [
        "Chia sẻ",
        "Ông Trần Văn Mẫu làm Bí thư Tỉnh ủy Hà Nam",
        "Phó Bí thư Tỉnh ủy Trần Văn Mẫu được điều động.",
    ]
    assert _cut("\n".join(lines) + "\n\nTheo đó, ông nhận nhiệm vụ mới.")[:3] == lines
