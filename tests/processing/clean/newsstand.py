"""What the pages of the invented papers are made of: an article, and all that stands
around the news on them: menus, tickers, clocks, teasers, comment boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

TITLE = "Tỉnh ủy Sông Thao triển khai nhiệm vụ quý IV"
LEAD = (
    "Sáng 14/10, Ban Thường vụ Tỉnh ủy Sông Thao họp phiên thường kỳ, cho ý kiến về "
    "các nhiệm vụ trọng tâm của quý IV và công tác cán bộ."
)
PARAGRAPHS = (
    "Đồng chí Trần Văn Mẫu, Bí thư Tỉnh ủy, chủ trì phiên họp; cùng dự có các đồng chí "
    "trong Thường trực Tỉnh ủy và lãnh đạo các ban đảng.",
    "Theo báo cáo trình bày ngày 02/03/2019 và được bổ sung sau đó, thu ngân sách chín "
    "tháng đạt 81% dự toán, tăng so với cùng kỳ năm trước.",
    "Ban Thường vụ thống nhất chủ trương lập hai tổ công tác để tháo gỡ vướng mắc về "
    "giải phóng mặt bằng ở ba xã ven sông.",
    "Kết luận phiên họp, đồng chí Bí thư Tỉnh ủy yêu cầu từng cấp ủy rà soát lại chỉ "
    "tiêu, báo cáo kết quả trước ngày 25/11.",
)
HEADING = "Tập trung gỡ vướng mặt bằng"
CAPTION = "Quang cảnh phiên họp. Ảnh: Minh Đức"
AUTHOR = "Lê Thu Hà"
MOMENT = "2025-10-14T16:05"
FURNITURE = (
    "Nước sông dâng nhanh trong đêm",
    "Người dân hai xã ven sông được đưa đến nơi an toàn",
    "Chợ phiên vùng cao đông khách",
    "Giấy phép số 12/GP-BTTTT",
    "Tổng Biên tập",
    "Trở thành người đầu tiên bình luận",
    "Đọc nhiều",
    "Trang chủ",
    "31°C",
    "Hôm nay là",
    "Đăng nhập",
    "Sông Thao online",
)
TEASERS = (
    ("Nước sông dâng nhanh trong đêm",
     "Người dân hai xã ven sông được đưa đến nơi an toàn trước nửa đêm, không có "
     "thiệt hại về người, theo Ban Chỉ huy phòng thủ dân sự tỉnh.", "13/10/2025 22:40"),
    ("Chợ phiên vùng cao đông khách",
     "Cuối tuần qua, hơn ba nghìn lượt khách đã đến chợ phiên, nhiều gian hàng bán hết "
     "từ sớm và phải lấy thêm hàng từ các bản lân cận.", "13/10/2025 09:15"),
    ("Thêm hai tuyến xe buýt nối các xã mới",
     "Từ đầu tháng tới, hai tuyến xe buýt mới sẽ nối trung tâm hành chính với các xã "
     "vừa sáp nhập, giá vé được trợ giá trong sáu tháng đầu.", "12/10/2025 17:30"),
    ("Học sinh vùng lũ trở lại trường",
     "Sau bốn ngày nghỉ, gần hai nghìn học sinh đã trở lại lớp; sách vở được các tổ "
     "chức và người dân trong tỉnh quyên góp bổ sung.", "12/10/2025 08:00"),
    ("Vụ mùa được giá, nông dân phấn khởi",
     "Giá lúa tại ruộng tăng so với vụ trước, nhiều hợp tác xã đã ký được hợp đồng bao "
     "tiêu cả vụ với doanh nghiệp chế biến.", "11/10/2025 15:20"),
    ("Khai trương thư viện số của tỉnh",
     "Thư viện có hơn mười nghìn đầu sách điện tử, mở cửa miễn phí cho mọi người dân "
     "có tài khoản định danh trên địa bàn tỉnh.", "11/10/2025 10:05"),
)  # fmt: skip
SECTIONS = ("Thời sự", "Chính trị", "Xây dựng Đảng", "Kinh tế", "Xã hội", "Văn hóa")


@dataclass(frozen=True)
class Shape:
    """One kind of site: the address and the page of an article, and of a section."""

    url: str
    article: str
    section_url: str
    section: str
    author: str | None = AUTHOR
    precision: str = "minute"
    origin: str = "stamp"
    moment: str = MOMENT


def menu() -> str:
    links = "".join(
        f'<li><a href="/muc-{n}/">{name}</a></li>' for n, name in enumerate(SECTIONS)
    )
    return (
        '<div class="top-header"><span id="current-date">Hôm nay là Thứ Bảy, '
        '01/11/2025 07:30</span> <span class="weather">Sông Thao: 31°C</span>'
        '<a href="/login">Đăng nhập</a></div>'
        f'<div class="main-menu"><ul><li><a href="/">Trang chủ</a></li>{links}</ul>'
        '<div class="mega"><a href="/x-1.html">Nước sông dâng nhanh trong đêm</a></div>'
        "</div><div class='marquee'><a href='/x-2.html'>Chợ phiên vùng cao đông khách"
        "</a> <i>13/10/2025 09:15</i></div>"
    )


def footer() -> str:
    return (
        '<div class="site-footer"><p>Sông Thao online - Cơ quan của Đảng bộ tỉnh. Giấy '
        "phép số 12/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 02/12/2021.</p>"
        "<p>Tổng Biên tập: Phạm Quốc Mẫu. Trụ sở: số 5 đường Bờ Sông, phường Trung Tâm"
        ", tỉnh Sông Thao. Ghi rõ nguồn khi phát hành lại thông tin từ trang này.</p>"
        "</div>"
    )


def comments() -> str:
    return (
        '<div class="box-comment"><h3>Bình luận (0)</h3><p>Trở thành người đầu tiên '
        "bình luận cho bài viết này. Ý kiến của bạn sẽ được biên tập trước khi đăng."
        "</p><input type=password><button>Gửi bình luận</button></div>"
    )


def teasers(heading: str = "Tin cùng chuyên mục", box: str = "list-news") -> str:
    items = "".join(
        f'<div class="item"><a href="/bai-{n}-{7000 + n}.html"><img alt="{t}"></a>'
        f'<h3><a href="/bai-{n}-{7000 + n}.html">{t}</a></h3>'
        f'<span class="time">{at}</span><p>{summary}</p></div>'
        for n, (t, summary, at) in enumerate(TEASERS)
    )
    return f'<div class="{box}"><h2>{heading}</h2>{items}</div>'


def sidebar() -> str:
    items = "".join(f'<li><a href="/b-{n}.html">{t}</a></li>' for n, (t, _, _) in
                    enumerate(TEASERS))  # fmt: skip
    return f'<div class="col-right"><h4>Đọc nhiều</h4><ul>{items}</ul></div>'


def html(main: str, *, head: str = "", title: str = TITLE, tail: str = "") -> str:
    """A whole page around ``main``."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - Sông Thao online</title>"
        '<meta property="og:site_name" content="Sông Thao online">'
        f"{head}<script>var x = '<div>rác</div>';</script></head><body>{menu()}"
        f'<div class="wrap"><div class="row"><div class="col-left">{main}{tail}</div>'
        f"{sidebar()}</div></div>{footer()}</body></html>"
    )


def described() -> str:
    return (
        f'<meta property="og:title" content="{TITLE}">'
        f'<meta name="description" content="{LEAD[:90]}...">'
        '<meta property="og:type" content="article">'
    )


def text(*, before: str = "", after: str = "", wrap: str = "p") -> str:
    one, two, three, four = (f"<{wrap}>{p}</{wrap}>" for p in PARAGRAPHS)
    figure = f'<figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    return f"{before}{one}{figure}{two}<h3>{HEADING}</h3>{three}{four}{after}"


def listing(heading: str, *, rows: str | None = None) -> str:
    """A section page; its ``og:type`` misleads, as on real ones."""
    body = f'<h1 class="cate-name">{heading}</h1>{rows or teasers(heading)}'
    head = '<meta property="og:type" content="article">'
    pages = (
        '<div class="paging"><a href="?p=2">2</a> <a href="?p=3">Trang sau</a></div>'
    )
    return html(body + pages, head=head, title=heading)
