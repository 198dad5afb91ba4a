"""Pages of invented papers in the shapes of the platform families, with all that
stands around the news on them: menus, tickers, clocks, teasers, comment boxes.
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


def _epi() -> Shape:
    meta = described() + (
        '<meta property="article:published_time" content="2025-10-14T16:05:33+0700">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","datePublished":"2025-10-14T16:05:33+0700","author":{"name":""}}</script>'
    )
    main = (
        f'<div class="article"><h1 class="article__title cms-title">{TITLE}</h1>'
        '<div class="article__meta"><time class="time">14/10/2025 16:05</time>'
        '<div class="social social-share"><a>Chia sẻ Facebook</a></div></div>'
        f'<div class="article__sapo cms-desc">{LEAD}</div>'
        '<div class="article__body zce-content-body cms-body" itemprop="articleBody">'
        + text(wrap="div", after=f'<div class="t1"><span>{AUTHOR}</span></div>')
        + '</div><div class="article__tag"><a>#Sông Thao</a></div></div>'
    )
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-post123456.html",
        html(main, head=meta, tail=teasers(box="timeline") + comments()),
        "https://songthao.test/chinh-tri/",
        listing("Chính trị"),
        origin="json_ld",
    )


def _onecms() -> Shape:
    header = (
        "<div class='sc-longform-header'><span class='sc-longform-header-cate'>Chính "
        f"trị</span><h1 class='sc-longform-header-title block-sc-title'>{TITLE}</h1>"
        "<div class='sc-longform-header-meta'><span class='sc-longform-header-author'>"
        f"{AUTHOR}</span><span class='sc-text'>•</span><span "
        "class='sc-longform-header-date'>14/10/2025 16:05</span></div>"
        f"<p class='sc-longform-header-sapo'>{LEAD}</p></div>"
    )
    related = (
        '<div class="c-box"><div class="c-news-related">' + teasers() + "</div></div>"
    )
    main = (
        '<div class="c-news-detail"><div class="b-maincontent"><div itemprop="'
        'articleBody"><article class="entry">' + text(before=header)
        + f"</article></div>{related}</div></div>"
    )  # fmt: skip
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-10230827.html",
        html(main, head=described(), tail=comments()),
        "https://songthao.test/chinh-tri",
        listing("Chính trị", rows=teasers(box="b-grid")),
    )


def _ymd() -> Shape:
    rows = "".join(
        '<div class="post-box"><figure><a href="/a/202510/b-3f71fbf/"></a></figure>'
        f'<div class="info"><div class="info-time"><time class="time">{at}</time></div>'
        f'<div class="info-name"><h3 class="name"><a href="/a/202510/b-3f71fb{n}/">{t}'
        f'</a></h3></div><div class="info-desc"><p class="description">{s}</p></div>'
        "</div></div>"
        for n, (t, s, at) in enumerate(TEASERS)
    )
    main = (
        f'<h1 class="title">{TITLE}</h1><div class="date">16:05, Thứ Ba, 14/10/2025 '
        '(GMT+7)</div><ul class="social"><li>Thích</li></ul>'
        f'<div class="article_content"><div class="content" id="content"><p><strong>'
        f"{LEAD}</strong></p>"
        + text(after=f'<p style="text-align:right"><strong>{AUTHOR}</strong></p>')
        + "</div></div>"
    )
    media = (
        '<section><h1 class="text"><a href="/multimedia">Multimedia</a></h1></section>'
    )
    return Shape(
        "https://songthao.test/chinh-tri/202510/tinh-uy-song-thao-3f71fbf/",
        html(main, head=described(), tail=rows + media),
        "https://songthao.test/chinh-tri/",
        listing("Chính trị", rows=rows),
    )


def _ymd_main() -> Shape:
    main = (
        '<aside class="aside-menu"><h1 class="title">Sông Thao online</h1><p>Giấy phép '
        "số 12/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 21/10/2021</p></aside>"
        '<main><html><head></head><body><section><div class="detail-header"><nav><ol '
        'class="breadcrumb"><li>Trang chủ</li></ol></nav><div class="group-time"><time '
        'class="time">16:05, 14/10/2025</time></div></div><div class="detail-main-title'
        f'"><h1 class="title">{TITLE}</h1></div><div class="content-reply"><p class="'
        f'reply">{LEAD}</p></div><div id="content" class="content-detail"><div class="'
        f'td-post-content"><p><b><span>{LEAD}<o:p></o:p></span></b></p>'
        + text(after=f'<p align="right"><b><span>{AUTHOR}<o:p></o:p></span></b></p>')
        + '</div></div><div class="after-author"><p class="author"> Bút danh </p></div>'
        '<div class="tags-box"><h3>Từ khóa:</h3></div></section></body></html>'
        '<section class="comment"><form><h2>Ý kiến của bạn</h2></form></section></main>'
    )
    related = '<h1 class="text"><a href="#">Tin liên quan</a></h1>' + teasers(box="row")
    return Shape(
        "https://songthao.test/chinh-tri/202510/tinh-uy-song-thao-7c71fbe/",
        html(main, head=described(), tail=related),
        "https://songthao.test/xay-dung-dang/",
        listing("Xây dựng Đảng", rows=related),
    )


def _channel() -> Shape:
    main = (
        '<table class="layout"><tr><td><div class="tieude">'
        f"{TITLE}</div><div>Cập nhật lúc16:05, Thứ Ba, 14/10/2025 (GMT+7)</div>"
        f'<p>.</p><p class="Lead"><b>{LEAD}</b></p><p>,</p>' + text(wrap="p")
        + f'<p align="right"><b>Tin, ảnh: {AUTHOR}</b></p></td></tr></table>'
    )  # fmt: skip
    return Shape(
        "http://songthao.test/channel/5083/202510/tinh-uy-song-thao-2534418/",
        html(main, tail="<h3>Ý kiến bạn đọc</h3>" + teasers("Các tin khác")),
        "http://songthao.test/channel/5083/",
        listing("Xây dựng Đảng"),
    )


def _afam() -> Shape:
    json_ld = (
        '<script type="application/ld+json">{"@type":"NewsArticle","name":"' + TITLE
        + '","datePublished":"2025-10-14"}</script>'
    )  # fmt: skip
    main = (
        f'<div class="box1"><div class="detail-title"><h1>{TITLE}</h1></div>'
        '<div class="detail-date-share"><div class="pubdate fleft">14/10/2025 - 16:05'
        '</div><table><tr><td>Chia sẻ</td></tr></table></div><div class="detail-desc">'
        f'<div class="content-fck"><div class="content-fck-font-size"><p>{LEAD}</p>'
        '</div></div></div><div id="newscontents"><div class="content-fck slider">'
        '<div class="content-fck-font-size">'
        + text(after=f'<p class="author ignore">{AUTHOR}</p>')
        + '</div></div></div><div class="detail-tag"><a>Tỉnh ủy</a></div></div>'
    )
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-a367201.html",
        html(main, head=described() + json_ld, tail=teasers(box="detail-related")),
        "https://songthao.test/thoi-su/?p=2&d=",
        listing("Thời sự"),
    )


def _hname() -> Shape:
    main = (
        f'<h1 class="name">{TITLE}</h1><div class="info"><span>Thứ 3, 14/10/2025 | '
        f'16:05</span></div><div id="content-detail"><p><strong>{LEAD}</strong></p>'
        + text(after=f"<p><strong>{AUTHOR}</strong></p>") + "</div>"
        + '<div class="block-news-list"><h4>Cùng chuyên mục</h4></div>'
    )  # fmt: skip
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-3257076.html",
        html(main, head=described(), tail=teasers(box="news")),
        "https://songthao.test/Chinh-tri",
        listing("Chính trị"),
    )


def _hname_summary() -> Shape:
    """The time of the visit close above; a summary cut from the text; a document."""
    cut = f"{LEAD}    {PARAGRAPHS[0][:70]}"
    main = (
        '<div class="head-main"><ol class="breadcrumb"><li>Y tế</li></ol><div class="'
        'title-time">Thứ 7, 01/11/2025 07:30 [(GMT +7)]</div></div><div class="content-'
        f'article"><h1 class="name">{TITLE}</h1><div class="date font5">Thứ 3, 14/10/'
        "2025 | 16:05:00 [GMT +7] <span><span>A</span>&nbsp; <span>A</span></div><div "
        'class="social"><a href="https://news.google.com/x">Theo dõi SÔNG THAO trên</a>'
        f'</div><div class="detail" id="content-detail"><div class="sapo">{cut}</div>'
        f'<!DOCTYPE html><html><body><p class="sapo">{LEAD}</p>{text()}<div class="'
        f'author"><strong>{AUTHOR}/Báo Sông Thao</strong></div></body></html></div>'
        '<section class="box-comments"><h3>Ý kiến (<span></span>)</h3></section></div>'
    )
    card = "".join(
        f'<article class="card"><a href="/a-{n}.html"></a><h3><a href="/a-{n}.html"'
        f'>{t}</a></h3><div class="card-desc"><a href="/a-{n}.html">{s}</a></div>'
        f"<time>{at}</time></article>"
        for n, (t, s, at) in enumerate(TEASERS)
    )
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-nhiem-vu-88701.html",
        html(main, head=described(), tail=f"<h2>Cùng chuyên mục</h2>{card}"),
        "https://songthao.test/chinh-tri",
        listing("Chính trị", rows=card),
        author=f"{AUTHOR}/Báo Sông Thao",
    )


def _dnn() -> Shape:
    """A running clock in the header; the stamp above the headline beside a link."""
    clock = (
        '<header><div onload="now()"><span id="date">Thứ bảy, 01/11/2025</span><span '
        'id="time">07:31:15</span><span>GMT +7</span></div></header>'
    )
    main = (
        f'{clock}<div class="article-detail"><span class="post-subinfo"><a href="#">'
        'Chia sẻ</a><span>Thứ ba, 14/10/2025 - 16:05</span><a href="https://news.google'
        '.com/x" title="Theo dõi">Theo dõi Báo Sông Thao trên Google News</a></span>'
        f'<h1 class="post-title"> {TITLE} </h1><div class="post-summary"><p class="logo'
        f'">{LEAD}</p></div><div class="post-content"><div itemprop="articleBody">'
        f"{text()}<p><strong>{AUTHOR}</strong></p><p><em>* Mời bạn đọc vào chuyên mục "
        "</em><a href='/y-te'><em>Chính trị</em></a><em> xem các tin, bài liên quan. "
        "</em></p></div></div></div>"
    )
    return Shape(
        "https://songthao.test/chinh-tri/tin-tuc/tinh-uy-song-thao-trien-khai-813419",
        html(main, head=described(), tail=teasers(box="list-newslive")),
        "https://songthao.test/chinh-tri/tin-tuc",
        listing("Tin tức"),
    )


def _whole_column() -> Shape:
    """The whole column is marked as the text, lists and comments included."""
    main = (
        '<div itemprop="articleBody" class="page-chi-tiet-tin"><div class="breadcrums">'
        '<a href="/video">Sông Thao TV</a></div><article class="article-detail v4"><h1 '
        f'class="title">{TITLE}</h1><div class="art-info"><span class="authors">'
        f'{AUTHOR}</span> <span class="time"> Thứ ba, 14/10/2025 16:05 (GMT+7) </span>'
        f'</div><div class="chappeau"><p>{LEAD}</p></div>{text()}<ul><li>In</li>'
        "</ul></article><div class='cmt'>Bạn cần đăng nhập để gửi bình luận.</div>"
        f"{teasers(box='p-lst')}</div>"
    )
    return Shape(
        "https://songthao.test/thoi-su/tinh-uy-song-thao-trien-khai-1328243.ldo",
        html(main, head=described()),
        "https://songthao.test/thoi-su",
        listing("Thời sự"),
    )


def _bbg() -> Shape:
    main = (
        f'<h1 class="news-details__title">{TITLE}</h1><p class="news-date">14/10/2025 '
        f'- 16:05</p><div class="news_detail_sapo"><p>{LEAD}</p></div>'
        f'<div class="news-details__content link_content">{text()}</div>'
        f'<p class="news-author">{AUTHOR}</p>'
    )
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-postid412345.bbg",
        html(main, head=described(), tail=teasers(box="news-related__list")),
        "https://songthao.test/chinh-tri-nhan-su-moi",
        listing("Nhân sự mới"),
    )


def _htm() -> Shape:
    main = (
        f'<div class="detail"><h1>{TITLE}</h1><p class="mnv-date">Thứ ba - 14/10/2025 '
        f'16:05</p><p class="sapo">{LEAD}</p><div id="content">{text()}'
        f'<p class="text-right">Bài, ảnh: {AUTHOR}</p></div></div>'
    )
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-trien-khai-242722.htm",
        html(main, head=described(), tail=comments() + teasers("Tin liên quan")),
        "https://songthao.test/chinh-tri/",
        listing("Chính trị"),
    )


def _csr() -> Shape:
    main = (
        f'<div class="detail-news"><h1>{TITLE}</h1><div><span>{AUTHOR}</span> <span>'
        f"16:05 - 14/10/2025</span></div><p><em>{LEAD}</em></p>"
        f'<div class="editor-content">{text()}</div></div>'
    )
    return Shape(
        "https://songthao.test/tin-bai/xay-dung-dang/tinh-uy-song-thao-trien-khai",
        html(main, head=described(), tail=teasers()),
        "https://songthao.test/chuyen-muc/xay-dung-dang",
        listing("Xây dựng Đảng"),
    )


def _aspnet() -> Shape:
    main = (
        '<form id="aspnetForm"><table><tr><td>'
        f'<span id="ctl00_lblTitle" class="TieuDe">{TITLE}</span></td></tr><tr><td>'
        '<span id="ctl00_lblPostedDate">10/14/2025 4:05:00 PM</span></td></tr><tr><td>'
        f'<span id="ctl00_lblSapo" class="TomTat">{LEAD}</span></td></tr><tr><td>'
        f'<div id="ctl00_NoiDung">{"<br><br>".join(PARAGRAPHS[:2])}<br><br><b>{HEADING}'
        f"</b><br><br>{'<br><br>'.join(PARAGRAPHS[2:])}<br><br><i>{CAPTION}</i></div>"
        "</td></tr></table></form>"
    )
    return Shape(
        "http://songthao.test/NewsDetail.aspx?ItemID=26564&menu=9",
        html(main, tail=teasers("Các tin khác")),
        "http://songthao.test/NewsList.aspx?menu=9&page=2",
        listing("Tin tức"),
        author=None,
    )


def _nukeviet() -> Shape:
    main = (
        '<div class="news_column"><h1 class="title margin-bottom-lg">' + TITLE
        + '</h1><span class="h5">Thứ ba - 14/10/2025 16:05</span>'
        f'<div class="hometext m-bottom" itemprop="description">{LEAD}</div>'
        f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{text()}</div>'
        f'<p class="h5 text-right"><strong>Tác giả: </strong>{AUTHOR}</p>'
        '<div class="news_column panel"><form>Tổng số điểm của bài viết là: 0 trong 0 '
        "đánh giá</form></div></div>"
    )  # fmt: skip
    return Shape(
        "https://songthao.test/index.php/vi/news/tin-tuc/tinh-uy-song-thao-5123.html",
        html(main, head=described(), tail=teasers("Những tin cũ hơn")),
        "https://songthao.test/vi/news/tin-tuc/page-8",
        listing("Tin tức"),
    )


def _joomla() -> Shape:
    main = (
        f'<div class="item-page"><h2>{TITLE}</h2><dl class="article-info"><dd class="'
        'published">Ngày đăng: 14 Tháng 10 2025, 16:05</dd><dd class="hits">Lượt xem: '
        f'329</dd></dl><p><strong>{LEAD}</strong></p>{text()}<p style="text-align: '
        f'right;"><b>{AUTHOR}</b></p></div>'
    )
    return Shape(
        "http://songthao.test/chinh-tri/xay-dung-dang/310783-tinh-uy-song-thao.html",
        html(main, tail=teasers("Các tin khác")),
        "http://songthao.test/chinh-tri/xay-dung-dang",
        listing("Xây dựng Đảng"),
    )


def _liferay() -> Shape:
    main = (
        '<div class="portlet-body"><div class="asset-full-content"><h1 class="header-'
        f'title">{TITLE}</h1><div class="journal-content-article"><p class="date">14/10'
        f'/2025 16:05</p><p class="trichyeu">{LEAD}</p>{text()}<p><b>{AUTHOR}</b></p>'
        "</div></div></div>"
    )
    return Shape(
        "https://tinhuy.songthao.test/web/guest/tin-tuc/-/asset_publisher/Ab1/content/"
        "tinh-uy-song-thao-trien-khai-nhiem-vu?inheritRedirect=false",
        html(main),
        "https://tinhuy.songthao.test/web/guest/tin-tuc?p_p_id=101_INSTANCE_x",
        listing("Tin tức - Sự kiện"),
    )


def _sharepoint() -> Shape:
    main = (
        f'<div class="ms-webpart"><h2 class="title">{TITLE}</h2><span class="ngaydang">'
        '(Ngày đăng: 14/10/2025 16:05)</span><div class="tomtat">' + LEAD
        + f'</div><div class="ExternalClassA1B2 ms-rtestate-field">{text(wrap="div")}'
        f'<div style="text-align:right">{AUTHOR}</div></div></div>'
    )  # fmt: skip
    return Shape(
        "https://songthao.test/Pages/chi-tiet-tin-tuc.aspx?ItemID=26564&l=Tin&lv=9",
        html(main),
        "https://songthao.test/Pages/tin-tuc.aspx?lv=9",
        listing("Tin hoạt động"),
    )


def _vccorp() -> Shape:
    json_ld = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + escape(TITLE) + '","datePublished":"2025-10-14T16:05:00&#x2B;07:00",'
        '"author":{"@type":"Person","name":"' + AUTHOR + '"},}</script>'
    )  # fmt: skip
    box = (
        '<div class="VCSortableInPreviewMode" type="RelatedNewsBox"><div class="kbwscwl'
        f'-relatedbox"><span>Tham khảo thêm</span>{teasers()}</div></div>'
    )
    main = (
        f'<div class="detail-mcontent"><h1 class="detail-title" data-role="title">'
        f'{TITLE}</h1><div class="detail-time"><div data-role="publishdate">14/10/2025 '
        f'<span>16:05</span></div></div><h2 class="detail-sapo" data-role="sapo">{LEAD}'
        '</h2><div class="detail-content afcbc-body" data-role="content">'
        + text(after=box) + "</div></div>"
    )  # fmt: skip
    return Shape(
        "https://songthao.test/tinh-uy-song-thao-102251014145503191.htm",
        html(main, head=described() + json_ld, tail=teasers("Mới - nóng")),
        "https://songthao.test/chinh-tri.htm",
        listing("Chính trị"),
        origin="json_ld",
    )


def _visit_header() -> Shape:
    main = (
        "<div class='headdate'>Thứ sáu, 31/10/2025 [GMT+7]</div>"
        f'<div class="blc-post"><h1>{TITLE}</h1><p>Thứ ba, 14/10/2025 - 16:05\'</p>'
        f"<p><b>{LEAD}</b></p>{text()}<p><b>{AUTHOR}</b></p></div>"
    )
    return Shape(
        "https://songthao.test/xay-dung-dang/tinh-uy-song-thao-trien-khai-nhiem-vu-quy",
        html(main),
        "https://songthao.test/xay-dung-dang/",
        listing("Xây dựng Đảng"),
    )


def _wordpress() -> Shape:
    main = (
        f'<article class="post"><h1 class="entry-title">{TITLE}</h1><div class="entry-'
        'meta"><time class="entry-date" datetime="2025-10-14T16:05:00+07:00">14 Tháng '
        f'Mười, 2025</time> by <span class="author">{AUTHOR}</span></div><div class="'
        f'entry-content"><p>{LEAD}</p>{text()}<h4>Chia sẻ:</h4><ul><li>Facebook</li>'
        "</ul></div></article>"
    )
    head = described() + (
        '<meta property="article:published_time" content="2025-10-14T09:05:00+00:00">'
    )
    return Shape(
        "https://songthao.test/2025/10/14/tinh-uy-song-thao-trien-khai-nhiem-vu/",
        html(main, head=head, tail="<h3>Trả lời</h3><p>Email của bạn sẽ không được "
             "hiển thị công khai.</p>"),
        "https://songthao.test/category/chinh-tri/",
        listing("Chính trị"),
        origin="meta",
    )  # fmt: skip


SHAPES = {
    "epi": _epi(),
    "onecms": _onecms(),
    "ymd": _ymd(),
    "ymd-main": _ymd_main(),
    "channel": _channel(),
    "afam": _afam(),
    "hname": _hname(),
    "hname-summary": _hname_summary(),
    "dnn": _dnn(),
    "whole-column": _whole_column(),
    "bbg": _bbg(),
    "htm": _htm(),
    "csr": _csr(),
    "aspnet": _aspnet(),
    "nukeviet": _nukeviet(),
    "joomla": _joomla(),
    "liferay": _liferay(),
    "sharepoint": _sharepoint(),
    "vccorp": _vccorp(),
    "visit-header": _visit_header(),
    "wordpress": _wordpress(),
}
