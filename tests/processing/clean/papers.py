"""Articles and sections of invented papers, as the systems of newspapers make them."""

from __future__ import annotations

from tests.processing.clean.newsstand import (
    AUTHOR,
    LEAD,
    PARAGRAPHS,
    TEASERS,
    TITLE,
    Shape,
    comments,
    described,
    html,
    listing,
    teasers,
    text,
)


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


PAPERS = {
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
}
