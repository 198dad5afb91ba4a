"""What makes a real page heavy: menus, styles, scripts and lists of links."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random

from markupsafe import escape

from demo.article import GeneratedArticle

# About as many as the pages of large provincial papers carry.
MENU_LINKS = 420
SIDE_LINKS = 200
STYLE_RULES = 180
SCRIPTS = 8
SCRIPT_LINES = 40
Links = Sequence[tuple[str, str]]


class Furniture:
    """The parts that all pages of a generated site share, made once."""

    def __init__(self, seed: int) -> None:
        self._random = Random(hashlib.sha256(f"furniture {seed}".encode()).digest())
        self._head = f"<style>{self._style()}</style>{self._scripts(SCRIPTS // 2)}"
        self._menu = self._links("menu__item", MENU_LINKS, "chuyen-muc")
        self._side = self._cards(SIDE_LINKS)
        self._tail = self._scripts(SCRIPTS - SCRIPTS // 2)

    def page(self, article: GeneratedArticle, related: Links) -> bytes:
        """An article with everything around it."""
        stamp = article.published_at
        meta = (
            f'<meta property="article:published_time" content="{stamp.isoformat()}">'
            f'<meta property="og:title" content="{escape(article.title)}">'
            '<meta property="og:type" content="article">'
        )
        body = "".join(f"<p>{escape(text)}</p>" for text in article.paragraphs)
        main = (
            f'<h1 class="article__title">{escape(article.title)}</h1>'
            f'<time class="time">{stamp:%d/%m/%Y %H:%M}</time>'
            f'<div class="article__author">{escape(article.author)}</div>'
            f'<div class="article__sapo">{escape(article.lead)}</div>'
            f'<div class="article__body" itemprop="articleBody">{body}</div>'
            f'<div class="related"><h3>Tin liên quan</h3>{_list(related)}</div>'
            '<div class="comments"><p>Bình luận (0)</p><textarea></textarea></div>'
        )
        return self._whole(article.title, meta, main)

    def list(self, links: Links, more: int | None) -> bytes:
        """A page of the list of articles; ``more`` is the number of the next."""
        following = (
            f'<a rel="next" href="/tin-tuc/?trang={more}">Sau</a>' if more else ""
        )
        return self._whole("Tin tức", "", f"<h1>Tin tức</h1>{_list(links)}{following}")

    def _whole(self, title: str, meta: str, main: str) -> bytes:
        return (
            '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
            f"<title>{escape(title)}</title>{meta}{self._head}</head><body>"
            f'<header><nav class="menu">{self._menu}</nav></header>'
            f'<main class="main">{main}</main><aside>{self._side}</aside>'
            "<footer><p>Trang sinh tự động để đo tốc độ; mọi nội dung đều là giả. "
            f"This is an invented sample page.</p></footer>{self._tail}</body></html>"
        ).encode()

    def _style(self) -> str:
        return "".join(
            f".c{n}-{self._token(4)}>a:hover,.b{n} .t{n}{{margin:{n % 9}px {n % 7}px;"
            f"background:#{self._token(6)};display:block;line-height:1.{n % 9}}}\n"
            for n in range(STYLE_RULES)
        )

    def _scripts(self, count: int) -> str:
        return "".join(f"<script>{self._script()}</script>" for _ in range(count))

    def _script(self) -> str:
        return "".join(
            f'window["k{self._token(6)}"]=function(a,b){{return a["{self._token(8)}"]'
            f'&&b<{n}?a:"{self._token(16)}"}};\n'
            for n in range(SCRIPT_LINES)
        )

    def _links(self, name: str, count: int, folder: str) -> str:
        items = (
            f'<li class="{name}"><a href="/{folder}/muc-{n}/" title="Mục {n}">'
            f'<i class="icon"></i><span>Chuyên mục {n}</span></a></li>'
            for n in range(count)
        )
        return f"<ul>{''.join(items)}</ul>"

    def _cards(self, count: int) -> str:
        return "".join(
            f'<article class="story"><figure><a href="/su-kien/so-{n}/"><img src="/anh/'
            f'{self._token(24)}.jpg" data-src="/anh/{self._token(24)}.jpg" alt=""></a>'
            f'</figure><h3><a class="cms-link" href="/su-kien/so-{n}/">Điểm tin số {n} '
            f'trong tuần qua các vùng miền</a></h3><div class="summary"><p>Tóm tắt '
            f"những câu chuyện đáng chú ý số {n}, chọn lọc từ cơ sở.</p></div>"
            f'<ul class="meta"><li><span>{n % 24} giờ trước</span></li><li><a href="'
            f'/chuyen-muc/muc-{n}/">Mục {n}</a></li><li><b>{n % 9}</b></li></ul>'
            "</article>"
            for n in range(count)
        )

    def _token(self, length: int) -> str:
        return f"{self._random.getrandbits(length * 4):0{length}x}"


def _list(links: Links) -> str:
    items = (
        f'<li><a href="{escape(path)}">{escape(title)}</a></li>'
        for title, path in links
    )
    return f"<ul>{''.join(items)}</ul>"
