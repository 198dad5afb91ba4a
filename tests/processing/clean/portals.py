"""The same as portals and systems for everybody make them."""

from __future__ import annotations

from html import escape

from tests.processing.clean.newsstand import (
    AUTHOR,
    CAPTION,
    HEADING,
    LEAD,
    PARAGRAPHS,
    TITLE,
    Shape,
    described,
    html,
    listing,
    teasers,
    text,
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


PORTALS = {
    "aspnet": _aspnet(),
    "nukeviet": _nukeviet(),
    "joomla": _joomla(),
    "liferay": _liferay(),
    "sharepoint": _sharepoint(),
    "vccorp": _vccorp(),
    "visit-header": _visit_header(),
    "wordpress": _wordpress(),
}
