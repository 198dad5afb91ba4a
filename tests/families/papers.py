"""Papers made from the families' own data: addresses by shape, markup by selectors."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from crawlers.catalogue import Source
from crawlers.catalogue.families import families

TITLE = "Tỉnh ủy Sông Thao cho ý kiến về công tác cán bộ lần thứ {number}"
LEAD = (
    "Sáng 14/10, Ban Thường vụ Tỉnh ủy Sông Thao họp phiên thường kỳ, cho ý kiến về "
    "các nhiệm vụ trọng tâm của quý IV."
)
PARAGRAPHS = (
    "Đồng chí Trần Văn Mẫu, Bí thư Tỉnh ủy, chủ trì phiên họp; cùng dự có các đồng chí "
    "trong Thường trực Tỉnh ủy và lãnh đạo các ban đảng.",
    "Ban Thường vụ thống nhất chủ trương lập hai tổ công tác để tháo gỡ vướng mắc về "
    "giải phóng mặt bằng ở ba xã ven sông, báo cáo kết quả trước cuối tháng.",
    "Kết luận phiên họp, đồng chí Bí thư yêu cầu từng cấp ủy rà soát lại chỉ tiêu và "
    "giao việc rõ người, rõ thời hạn, rõ sản phẩm.",
)
STAMP = "14/10/2025 16:05"


@dataclass(frozen=True)
class Shape:
    """How a family's addresses look; see shapes.yaml."""

    family: str
    article: str
    key: str
    list: str
    others: tuple[str, ...] = ()
    folds: bool = True

    def path(self, number: int, slug: str = "hoi-nghi-tinh-uy-mo-rong") -> str:
        """The address of article ``number``."""
        return self.article.format(**_numbers(number, slug))

    def key_of(self, number: int, slug: str = "hoi-nghi-tinh-uy-mo-rong") -> str:
        """What all addresses of that article share."""
        return self.key.format(**_numbers(number, slug))


def _numbers(number: int, slug: str) -> dict[str, object]:
    # Seven hex digits with a letter among them, and a code whose case matters.
    return {
        "slug": f"{slug}-{number % 10}",
        "number": 1_000_000 + number,
        "hex": f"{0xABC0000 + number:07x}",
        "code": f"Ab{number:07d}",
        "month": "202510",
        "stamp": f"251014{number % 240000:06d}{number % 900 + 100}",
    }


@cache
def shapes() -> dict[str, Shape]:
    """The shapes by family."""
    data = yaml.safe_load(Path(__file__).with_name("shapes.yaml").read_text("utf-8"))
    return {
        name: Shape(name, **{**one, "others": tuple(one["others"])})
        for name, one in data.items()
    }


def paper(family: str, base: str, **fields: object) -> Source:
    """A source of a family at ``base``."""
    shape = shapes()[family]
    given = {
        "id": f"bao-{family}",
        "name": family,
        "kind": "newspaper",
        "base_url": base,
        "family": family,
        "discovery": [{"kind": "listing", "url": base + shape.list, "pages": 1}],
        **fields,
    }
    return Source.model_validate(given)


def article_page(family: str, number: int) -> str:
    """An article in the markup that the family's selectors describe."""
    own = families().families[family].selectors
    lead = _placed(own.lead, LEAD) if own.lead else ""
    # Where the platform marks no lead, it is the first paragraph of the text.
    texts = PARAGRAPHS if own.lead else (LEAD, *PARAGRAPHS)
    parts = "".join(f"<p>{text}</p>" for text in texts)
    title = html.escape(TITLE.format(number=number))
    return (
        f'<html lang="vi"><head><meta charset="utf-8"><title>{title} - Sông Thao'
        '</title></head><body><ul><li><a href="/">Trang chủ</a></li><li>'
        f"<a href='{shapes()[family].list}'>Chính trị</a></li></ul><div>"
        f"{_placed(own.title or 'h1', title)}"
        f"{_placed(own.date or 'span.time', STAMP)}"
        f"{lead}{_placed(own.body or 'div.noi-dung', parts)}"
        "</div><div><p>Giấy phép số 12/GP-BTTTT.</p></div></body></html>"
    )


def list_page(family: str, numbers: range) -> str:
    """A section page: articles, and what only looks like them."""
    shape = shapes()[family]
    links = [*(shape.path(number) for number in numbers), *shape.others]
    items = "".join(
        f'<h3><a href="{html.escape(link)}">Tin {n}</a></h3><p>Tóm tắt tin.</p>'
        for n, link in enumerate(links)
    )
    return f"<html><body><h1>Chính trị</h1>{items}</body></html>"


def _placed(selectors: str, inner: str) -> str:
    """``inner`` in elements that the first of a list of simple selectors describes."""
    for simple in reversed(selectors.split(",", maxsplit=1)[0].split()):
        tag = re.match(r"[a-z]\w*", simple)
        names = " ".join(re.findall(r"\.([\w-]+)", simple))
        id_ = re.search(r"#([\w-]+)", simple)
        attributes = f' class="{names}"' if names else ""
        attributes += f' id="{id_[1]}"' if id_ else ""
        name = tag[0] if tag else "div"
        inner = f"<{name}{attributes}>{inner}</{name}>"
    return inner
