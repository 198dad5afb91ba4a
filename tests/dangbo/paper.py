"""Newspapers of one's own, the command `dangbo run` on them, and what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine, text

from demo.mailbox import Mailbox
from tests.crawlers.site import Site
from tests.dangbo.in_process import dangbo

OPERATOR = "operator@newsroom.example"
DATE = '<meta property="article:published_time" content="{}T07:30:00+07:00">'
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{title}</title>{date}</head><body><main><article><h1>{title}</h1>{body}
</article></main></body></html>"""
ORDINARY = (
    "Sau hai vụ thử nghiệm, tổ hợp tác số {n} ở xã ven sông mở rộng vùng trồng rau an "
    "toàn thêm {n} héc-ta, giao cho ba mươi hộ cùng chăm sóc.",
    "Bà con cho biết giá thu mua ổn định hơn năm trước, nhất là với cà chua và su hào, "
    "nhờ hợp đồng ký trực tiếp với {n} bếp ăn ở thành phố.",
    "Vụ tới, tổ hợp tác dự kiến dựng thêm nhà lưới và một kho lạnh nhỏ để giữ rau.",
)
RESOLUTION_TITLE = "Tỉnh ủy Bến Tre ban hành Nghị quyết số 14-NQ/TU"
RESOLUTION = (
    "Chiều 11-7, Bí thư Tỉnh ủy Bến Tre Lê Hoàng Tâm ký ban hành Nghị quyết số "
    "14-NQ/TU của Ban Chấp hành Đảng bộ tỉnh khóa XI về phát triển vùng kinh tế ven "
    "biển giai đoạn 2023-2030.",
    "Nghị quyết xác định ba huyện ven biển là không gian phát triển mới của tỉnh, lấy "
    "nghề biển và điện gió làm động lực.",
    "Các sở và các huyện xây dựng kế hoạch thực hiện trong quý này.",
)


def article(title: str, sentences: Sequence[str], day: str | None) -> str:
    """A page with one article, dated where ``day`` is given."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return PAGE.format(title=title, body=body, date=DATE.format(day) if day else "")


def ordinary(number: int, day: str | None, length: int = 1) -> str:
    """An article that reports nothing; each number says something else."""
    numbers = range(number, number + length)
    told = [sentence.format(n=n) for n in numbers for sentence in ORDINARY]
    return article(f"Tổ hợp tác số {number} mở rộng vùng rau an toàn", told, day)


def address(number: int) -> str:
    """Where article ``number`` stands."""
    return f"/to-hop-tac-mo-rong-vung-rau-a{number}.html"


def listing(paths: Sequence[str]) -> str:
    """A section page that links to these articles."""
    links = "".join(f'<h2><a href="{path}">Bài viết</a></h2>' for path in paths)
    return f"<!DOCTYPE html><html><body><main>{links}</main></body></html>"


def source(source_id: str, base: str, place: str, kind: str = "listing") -> Any:
    """An entry of the catalogue: a paper of Bến Tre found by one page."""
    return {
        "id": source_id,
        "name": source_id,
        "kind": "newspaper",
        "official": True,
        "home": [{"province": "ben-tre"}],
        "base_url": base,
        "family": "afam",
        "discovery": [{"kind": kind, "url": base + place}],
        "delay_seconds": 0,
        "local": True,
    }


def until(holds: Callable[[], bool]) -> None:
    """Wait for it, half a minute at most."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


@dataclass
class Newsroom:
    """One installation of Dangbo, and the site that it looks at."""

    folder: Path
    engine: Engine
    site: Site
    mailbox: Mailbox
    settings: dict[str, str] = field(default_factory=dict)

    def watches(self, *sources: Any) -> None:
        """Make these the catalogue."""
        catalogue = self.folder / "sources"
        catalogue.mkdir(exist_ok=True)
        said = yaml.safe_dump({"sources": list(sources)}, allow_unicode=True)
        (catalogue / "ben-tre.yaml").write_text(said, encoding="utf-8")

    def prints(self, place: str, numbers: Sequence[int], day: str) -> None:
        """Show ordinary articles on a section page, each answer a little late."""
        self.site.page(place, listing([address(n) for n in numbers]))
        for n in numbers:
            self.site.page(address(n), ordinary(n, day), delay=0.1)

    def prints_the_resolution(self, number: int) -> None:
        """Let article ``number`` be the one that says something."""
        page = article(RESOLUTION_TITLE, RESOLUTION, "2023-07-12")
        self.site.page(address(number), page, delay=0.1)

    def start(self, as_of: str, **settings: str) -> subprocess.Popen[str]:
        """Begin `dangbo run` as of that morning, a process in a session of its own.

        A setting given as "" is left out of the environment.
        """
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "dangbo.cli.main", "run", "--as-of", as_of],
            cwd=self.folder,
            env=self._environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DANGBO_", "DATABASE_URL", "SMTP_URL"))
        }
        given = {
            "DATABASE_URL": self.engine.url.render_as_string(hide_password=False),
            "DANGBO_DATA": str(self.folder / "data"),
            "DANGBO_SOURCES": str(self.folder / "sources"),
            "DANGBO_OPERATOR": OPERATOR,
            "DANGBO_WORKERS": "1",
            "SMTP_URL": self.mailbox.url,
        }
        return {**kept, **{k: v for k, v in (given | settings).items() if v}}

    def run(self, as_of: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the whole chain to its end."""
        return self.call("run", "--as-of", as_of, **settings)

    def call(
        self, *arguments: str, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        """Give the command `dangbo` with these arguments, in the folder."""
        return dangbo(arguments, self.folder, self._environment(settings))

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query."""
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]
