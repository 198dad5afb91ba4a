"""The five articles the project began with, dressed as the pages they came from.

The texts are read from the evaluation material and never kept here; around them
stand the menus, clocks and related lists of the shapes their papers had.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

MENU = """<nav><ul><li><a href="/">Trang chủ</a></li>
<li><a href="/thoi-su/">Thời sự</a></li><li><a href="/kinh-te/">Kinh tế</a></li>
<li><a href="/van-hoa/">Văn hóa</a></li></ul></nav>"""
RELATED = """<aside class="related"><h3>Tin cùng chuyên mục</h3><ul>
<li><a href="/thoi-su/202001/hai-huyen-gat-xong-lua-mua-2511111/">Hai huyện gặt xong
lúa mùa</a></li><li><a href="/thoi-su/202001/mo-lop-day-boi-he-2511112/">Mở lớp dạy
bơi cho học sinh dịp hè</a></li></ul></aside>"""
FOOT = "<footer><p>Giấy phép số 12/GP-STTTT. Hotline: 0900 000 000</p></footer>"


@dataclass(frozen=True, slots=True)
class Seed:
    """One seed: which site it stands on, its path, its stamp."""

    id: str
    site: str
    path: str
    stamp: str | None
    iso: str | None = None


SEEDS = (
    Seed(
        "000",
        "baonamdinh",
        "/channel/5084/202012/ban-tvtu-to-chuc-hoi-nghi-quan-triet-2541790/",
        "Cập nhật lúc 19:05, Thứ Năm, 31/12/2020 (GMT+7)",
    ),
    Seed(
        "001",
        "tinhuynamdinh",
        "/news/tin-hoat-dong/thuong-truc-ban-bi-thu-lam-viec-1873.html",
        "17:20 28/12/2021",
    ),
    Seed("002", "baoninhthuan", "/news/118930p24c32/hoi-nghi-ban-chap-hanh.htm", None),
    Seed(
        "003",
        "thongtanxa",
        "/nam-dinh-quan-triet-nhiem-vu-trong-tam-post729875.html",
        "30/07/2021 18:02 (GMT+7)",
        "2021-07-30T18:02:00+07:00",
    ),
    Seed(
        "004",
        "baohaugiang",
        "/chinh-tri/tranh-thu-moi-thoi-co-thuan-loi-123456.html",
        None,  # its text carries the stamp of the page it was taken from
    ),
)


def page(seed: Seed, folder: Path) -> str:
    """The whole HTML page of a seed, made from its text file in ``folder``."""
    file = next(folder.glob(f"{seed.id}_*.txt"))
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    title, *body = [line for line in lines if line]
    if title == "You are here":  # the breadcrumb of the page it was taken from
        title, *body = body
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in body)
    stamp = f'<div class="date">{seed.stamp}</div>' if seed.stamp else ""
    meta = (
        f'<meta property="article:published_time" content="{seed.iso}">'
        if seed.iso
        else ""
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{escape(title)} | Báo điện tử</title>{meta}
<meta property="og:title" content="{escape(title)}"></head>
<body><div id="today">Thứ Bảy, 21/11/2026</div>{MENU}
<div class="breadcrumb">You are here</div>
<main><article class="content-detail"><h1>{escape(title)}</h1>{stamp}
<div id="content">{paragraphs}</div></article>{RELATED}</main>
<div class="comments">Ý KIẾN BẠN ĐỌC</div>{FOOT}</body></html>"""


ORDINARY = {
    "baonamdinh": "/channel/5085/202012/hop-tac-xa-mo-rong-vung-rau-2541700/",
    "tinhuynamdinh": "/news/tin-hoat-dong/hop-tac-xa-mo-rong-vung-rau-1700.html",
    "baoninhthuan": "/news/118000p24c32/hop-tac-xa-mo-rong-vung-rau.htm",
    "thongtanxa": "/hop-tac-xa-mo-rong-vung-rau-post700001.html",
    "baohaugiang": "/chinh-tri/hop-tac-xa-mo-rong-vung-rau-120000.html",
}


def ordinary(site: str) -> str:
    """An article of our own that reports nothing, so that no site is ever empty."""
    body = "".join(
        f"<p>{sentence}</p>"
        for sentence in (
            "Sau hai vụ thử nghiệm, hợp tác xã ở xã ven sông mở rộng vùng trồng rau "
            "an toàn thêm mười hai héc-ta, đưa tổng diện tích lên gần ba mươi héc-ta.",
            "Bà con cho biết giá thu mua ổn định hơn năm trước, nhất là với cà chua "
            "và su hào, nhờ hợp đồng ký trực tiếp với các bếp ăn ở thành phố.",
            f"Vụ tới, tổ hợp tác dự kiến dựng thêm nhà lưới và kho lạnh. ({site})",
        )
    )
    title = "Hợp tác xã mở rộng vùng rau an toàn"
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{title}</title>
<meta property="article:published_time" content="2020-12-30T08:00:00+07:00"></head>
<body>{MENU}<main><article><h1>{title}</h1><div id="content">{body}</div></article>
</main>{FOOT}</body></html>"""


def listing(paths: list[str]) -> str:
    """A section page that links to these articles."""
    links = "".join(f'<h2><a href="{path}">Bài viết</a></h2>' for path in paths)
    return f"<!DOCTYPE html><html><body>{MENU}<main>{links}</main>{FOOT}</body></html>"
