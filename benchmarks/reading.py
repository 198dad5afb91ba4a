"""What reading an article costs, beside cleaning the page it came on.

``python -m benchmarks.reading [PAGES]``: reads and cleans the same made-up articles,
in processor time, and prints milliseconds for 3,000 characters and their ratio. One in
ten articles reports a change in office, two name officials, the others neither. Since
cleaning here cuts the furniture of a page before trafilatura sees it, what trafilatura
takes for the same pages as they come is printed, too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import trafilatura

from processing.clean import extract
from processing.model import Article, CleanArticle
from processing.observe import read

CHARACTERS = 3000
DAY = date(2023, 8, 12)
_META = '<meta property="article:published_time" content="2023-08-12T09:00:00+07:00">'
URL = "https://bao-vi-du.test/tin-{}.html"

_PLAIN = (
    "Vụ hè thu năm nay, nông dân các xã ven biển xuống giống hơn 42.000 ha lúa, đạt 98%"
    " kế hoạch. Theo ngành chuyên môn, thời tiết thuận lợi nên sâu bệnh giảm rõ rệt so"
    " với cùng kỳ, năng suất ước đạt 6,2 tấn/ha. Nhiều hợp tác xã đã ký hợp đồng bao"
    " tiêu với doanh nghiệp, giá thu mua ổn định từ đầu tháng 7 đến nay."
)
_OFFICIAL = (
    "Sáng 12/8, đồng chí Lê Văn Mẫu, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy Nghệ An"
    " đã đến thăm, tặng quà các gia đình chính sách. Cùng đi có đồng chí Trần Thị Ví,"
    " Phó Chủ tịch UBND tỉnh và lãnh đạo các sở, ngành, địa phương."
)
_CHANGE = (
    "Sáng 12/8/2023, tại hội nghị Ban Chấp hành Đảng bộ tỉnh Nghệ An, đồng chí Trần"
    " Thị Ví, Phó Chủ tịch UBND tỉnh, được bầu giữ chức Phó Bí thư Tỉnh ủy nhiệm kỳ"
    " 2020 - 2025 với số phiếu tuyệt đối, thay ông Lê Văn Mẫu nghỉ hưu."
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor milliseconds for 3,000 characters of article text."""

    cleaning: float
    reading: float
    trafilatura: float


def texts(count: int) -> list[str]:
    """Made-up articles of about 3,000 characters, in the mix named above."""
    made = []
    for number in range(count):
        first = {0: _CHANGE, 3: _OFFICIAL, 7: _OFFICIAL}.get(number % 10, _PLAIN)
        paragraphs = [first]
        while sum(map(len, paragraphs)) < CHARACTERS:
            paragraphs.append(f"{_PLAIN} Đây là đoạn thứ {len(paragraphs)}.")
        made.append("\n".join(paragraphs))
    return made


def page(text: str, number: int) -> bytes:
    """The page of an article, with the furniture that real pages carry."""
    links = "".join(
        f'<li class="story"><a href="/muc-{n}/tin-{n}.html" title="Tin tức {n}"><img'
        f' class="thumb" src="/anh/{n}-300x200.jpg" alt="Ảnh {n}" loading="lazy"></a>'
        f'<h3><a href="/muc-{n}/tin-{n}.html">Tin tức {n} trong ngày</a></h3><p'
        f' class="sapo">Tóm tắt của tin tức số {n}, vài dòng như trên trang thật.</p>'
        f'<span class="time">12/08/2023 0{n % 10}:15</span></li>'
        for n in range(120)
    )
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin số'
        f" {number} của ngày</title>{_META}</head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>Tin số {number} của ngày</h1>{body}</article><footer><ul>"
        f"{links}</ul></footer></body></html>"
    ).encode()


def measure(count: int) -> Cost:
    """Clean and read ``count`` articles, after one round to warm up.

    Raises:
        SystemExit: a page was not taken for an article.
    """
    given = texts(count)
    pages = [(page(text, n), URL.format(n)) for n, text in enumerate(given)]
    cleaned = [extract(*one) for one in pages]
    if not all(isinstance(one, CleanArticle) for one in cleaned):
        raise SystemExit("a page of the benchmark was not read as an article")
    articles = [Article(text=text, home="nghe-an", published_at=DAY) for text in given]
    for article in articles:
        read(article)
    share = sum(map(len, given)) / CHARACTERS
    return Cost(
        _milliseconds(lambda: [extract(*one) for one in pages]) / share,
        _milliseconds(lambda: [read(one) for one in articles]) / share,
        _milliseconds(lambda: [_alone(*one) for one in pages]) / share,
    )


def _alone(page: bytes, url: str) -> object:
    return trafilatura.bare_extraction(page, url=url, with_metadata=True)


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def main(arguments: Sequence[str]) -> None:
    """Print the costs."""
    cost = measure(int(arguments[0]) if arguments else 100)
    print(f"for {CHARACTERS:,} characters: reading {cost.reading:.3f} ms", end="")
    for what, took in (
        ("cleaning", cost.cleaning),
        ("trafilatura alone", cost.trafilatura),
    ):
        print(f", {cost.reading / took:.1%} of {what} ({took:.2f} ms)", end="")
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
