"""Pages put into a real archive and into the table, as a crawl leaves them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert

from crawlers.archive import Archive
from crawlers.archive.warc.writer import WarcWriter
from crawlers.catalogue import Catalogue, Source
from processing.store import tables

AS_OF = datetime(2025, 10, 16, 22, 30, tzinfo=UTC)
SENTENCES = (
    "Sáng 15/10, tại Trung tâm hội nghị tỉnh, Tỉnh ủy tổ chức hội nghị lần thứ {n}.",
    "Các đại biểu nghe báo cáo tình hình kinh tế, xã hội và công tác xây dựng Đảng.",
    "Phát biểu kết luận, đồng chí chủ trì yêu cầu các cấp ủy làm rõ trách nhiệm.",
    "Hội nghị thống nhất cao các chỉ tiêu, nhiệm vụ của những tháng còn lại.",
)


def article_page(n: int, *, extra: str = "", published: str | None = None) -> str:
    """A plain article page; ``extra`` is one more sentence, ``published`` its stamp."""
    paragraphs = [s.format(n=n) for s in (*SENTENCES, *([extra] if extra else []))]
    stamp = published or "15/10/2025 - 18:2" + str(n % 10)
    return (
        "<html lang=vi><head><meta charset=utf-8>"
        f"<title>Hội nghị Tỉnh ủy lần thứ {n} - Báo Thử Nghiệm</title></head><body>"
        f"<h1 class=title>Hội nghị Tỉnh ủy lần thứ {n}</h1>"
        f"<span class=date>{stamp}</span><div class=content-fck>"
        + "".join(f"<p>{sentence}</p>" for sentence in paragraphs)
        + "</div></body></html>"
    )


def source(source_id: str = "bao-thu") -> Source:
    """A local source whose articles end in -a<id>.html."""
    return Source.model_validate(
        {
            "id": source_id,
            "name": source_id,
            "kind": "newspaper",
            "base_url": f"http://{source_id}.test",
            "family": "afam",
            "local": True,
            "discovery": [{"kind": "listing", "url": f"http://{source_id}.test/"}],
        }
    )


@dataclass
class Newsroom:
    """A database and an archive that pages can be fetched into."""

    engine: Engine
    folder: Path
    sources: tuple[Source, ...] = field(default_factory=lambda: (source(),))
    runs: int = 0
    pages: int = 0

    def __post_init__(self) -> None:
        self.archive = Archive(str(self.folder))
        self.catalogue = Catalogue(sources=self.sources)
        rows = [
            {"id": s.id, "name": s.name, "kind": s.kind, "base_url": s.base_url,
             "is_official": False}
            for s in self.sources
        ]  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(insert(tables.source), rows)

    def run(self) -> int:
        """Open a run with its sources' statistics; returns its number."""
        self.runs += 1
        with self.engine.begin() as connection:
            run = {"key": f"run-{self.runs}", "kind": "daily", "as_of": AS_OF}
            made = insert(tables.run).values(run).returning(tables.run.c.id)
            run_id = connection.scalar(made)
            assert run_id is not None
            rows = [
                {"run_id": run_id, "source_id": s.id, "status": "succeeded",
                 "skipped": {"too many": 1}}
                for s in self.sources
            ]  # fmt: skip
            connection.execute(insert(tables.source_run), rows)
        return run_id

    def fetch(
        self,
        run_id: int,
        path: str,
        html: str | bytes,
        *,
        source_id: str = "bao-thu",
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
    ) -> int:
        """Archive one answer and enter it as a page; returns the page's number."""
        self.pages += 1
        at = AS_OF + timedelta(seconds=self.pages)
        url = f"http://{source_id}.test{path}"
        body = html.encode() if isinstance(html, str) else html
        writer = WarcWriter(self.archive, source_id, f"run-{run_id}-{self.pages}")
        headers = [("Content-Type", content_type)]
        stored = writer.write(url, f"{status} X", headers, body, at=at)
        writer.close()
        key = path.rsplit("-a", 1)[-1].removesuffix(".html")
        row = {
            "run_id": run_id, "source_id": source_id, "url": url,
            "article_key": f"{source_id}:{key}", "kind": "article", "status": status,
            "fetched_at": at, "content_type": content_type, "digest": stored.digest,
            "warc_path": stored.path, "warc_offset": stored.offset,
        }  # fmt: skip
        with self.engine.begin() as connection:
            made = insert(tables.page).values(row).returning(tables.page.c.id)
            page_id = connection.scalar(made)
            assert page_id is not None
        return page_id
