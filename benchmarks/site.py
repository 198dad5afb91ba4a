"""The generated newspaper on loopback: rendered once, served by its own process."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from demo.generator import GeneratedSite, generate
from demo.web import Answer

HOST = "127.0.0.1"
SEED = 20251110


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: GeneratedSite
    kept: dict[str, Answer]

    def do_GET(self) -> None:
        # news-please drops hosts that carry a port: at port 80 the address shows none.
        base = f"http://{self.headers['Host']}"
        answer = self.kept.get(self.path)
        if answer is None:
            answer = self.kept.setdefault(self.path, self.site.answer(self.path, base))
            if base.encode() in answer.body:
                del self.kept[self.path]  # it is another one at another port
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
    """Serve `PAGES` pages on each `PORT`, all made before the first request."""
    pages, *ports = map(int, sys.argv[1:])
    site = generate(pages, SEED)
    paths = [site.article(number).path for number in range(pages)]
    _Handler.site = site
    _Handler.kept = {path: site.answer(path, "") for path in paths}
    servers = [ThreadingHTTPServer((HOST, port), _Handler) for port in ports]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()


@contextmanager
def served(pages: int, port: int) -> Iterator[str]:
    """The address of a site of ``pages`` articles while it is being served."""
    with served_at(pages, [port]) as (base,):
        yield base


@contextmanager
def served_at(pages: int, ports: Sequence[int]) -> Iterator[list[str]]:
    """The addresses of as many sites as ports while they are being served."""
    bases = [f"http://{HOST}" + ("" if port == 80 else f":{port}") for port in ports]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.site", str(pages), *map(str, ports)]
    )
    try:
        for base in bases:
            _wait(f"{base}/robots.txt", process)
        yield bases
    finally:
        process.kill()
        process.wait()


def free_ports(number: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in sockets]


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
