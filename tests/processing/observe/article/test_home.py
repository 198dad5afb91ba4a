"""Whose paper an address is."""

from __future__ import annotations

import pytest

from processing.model import Article
from processing.observe import read
from processing.observe.article.places import home_of_url


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://baonamdinh.vn/chinh-tri/tin-1.html", "nam-dinh"),
        ("https://www.baonamdinh.vn/", "nam-dinh"),
        ("https://bao-la.test/", None),
        ("http://[bad", None),
        ("http://]/", None),
        ("//", None),
        ("", None),
        (None, None),
    ],
)
def test_home_of_an_address(url: str | None, home: str | None) -> None:
    """A known host is at home; what is no address belongs to nobody."""
    assert home_of_url(url) == home


def test_bad_address_does_not_stop_the_reading() -> None:
    """An article with a broken address is read all the same."""
    text = "Sáng 25/9/2020, Đại hội đại biểu Đảng bộ tỉnh Nam Định lần thứ XX khai mạc."
    assert read(Article(text=text, url="http://[bad"))
