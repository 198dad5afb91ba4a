"""The generated newspaper on loopback: rendered once, served by its own process."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from demo.generator import GeneratedSite, generate
from demo.web import Answer

HOST = "127.0.0.1"
SEED = 20251110


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: GeneratedSite
    base: str
    kept: dict[str, Answer]

    def do_GET(self) -> None:
        answer = self.kept.get(self.path) or self.site.answer(self.path, self.base)
        self.kept[self.path] = answer
        unchanged = answer.etag and self.headers.get("If-None-Match") == answer.etag
        self.send_response(304 if unchanged else answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        body = b"" if unchanged else answer.body
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve `PAGES` pages on `PORT`, every page made before the first request."""
    pages, port = int(sys.argv[1]), int(sys.argv[2])
    # news-please drops hosts that carry a port, so the address must not show it.
    base = f"http://{HOST}" + ("" if port == 80 else f":{port}")
    site = generate(pages, SEED)
    paths = [site.article(number).path for number in range(pages)]
    _Handler.site, _Handler.base = site, base
    _Handler.kept = {path: site.answer(path, base) for path in paths}
    ThreadingHTTPServer((HOST, port), _Handler).serve_forever()


@contextmanager
def served(pages: int, port: int) -> Iterator[str]:
    """The address of a site of ``pages`` articles while it is being served."""
    base = f"http://{HOST}" + ("" if port == 80 else f":{port}")
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.site", str(pages), str(port)]
    )
    try:
        _wait(f"{base}/robots.txt", process)
        yield base
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("the site could not be served: is its port free?")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the site did not come up")


if __name__ == "__main__":
    main()
