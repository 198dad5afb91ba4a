"""Changes in office and holders of offices, read from small articles of our own."""

from __future__ import annotations

import unicodedata

import pytest

from processing.model import Article, Kind
from processing.observe import read
from tests.processing.observe.reading import Case, check, parameters


@pytest.mark.parametrize("case", parameters("people/*.yaml"))
def test_reads_exactly(case: Case) -> None:
    check(case, {Kind.LEADERSHIP_CHANGE})


def test_no_trigger_no_reading() -> None:
    article = Article(text="Nông dân xuống giống hơn 42.000 ha lúa hè thu.")
    assert read(article) == []


def test_quotes_are_cut_from_the_text_as_given() -> None:
    text = (
        "Tin\u00a0vắn:\r\n\r\n\u200bSáng 11/3,\u00a0HĐND tỉnh Nam Định bầu ông Trần"
        " Văn Mẫu giữ chức Chủ tịch UBND tỉnh.\r\nTrời đẹp."
    )
    found = read(Article(text=text))
    assert found
    for one in found:
        evidence = one.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert "Trần Văn Mẫu" in evidence.quote
        assert "Trời đẹp" not in evidence.quote


def test_headline_alone_is_quoted_from_the_title() -> None:
    article = Article(
        text="Tin đang được cập nhật cùng bí thư.",
        title="Ông Trần Văn Mẫu được bầu làm Bí thư Tỉnh ủy Nam Định",
    )
    found = [one for one in read(article) if one.kind is Kind.LEADERSHIP_CHANGE]
    assert [one.evidence.where for one in found] == ["title"]


def test_decomposed_letters_read_the_same() -> None:
    text = "Sáng 11/3/2019, HĐND tỉnh Nam Định bầu ông Trần Văn Mẫu làm Chủ tịch tỉnh."
    plain = read(Article(text=text))
    apart = read(Article(text=unicodedata.normalize("NFD", text)))
    assert [one.fields for one in plain] == [one.fields for one in apart]
    assert plain
