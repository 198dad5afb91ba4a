"""A web site on loopback whose every answer is declared: the tests' newspaper.

    with Site() as site:
        site.page("/", "<a href=/x-a1.html>x</a>")
        site.add("/feed", Answer(body=b"<rss>", headers={"Content-Type": "text/xml"}))
        site.add("/slow", Answer(body=b"...", drip=0.1))
        crawl(site.url)
        assert site.seen("/feed") == 1

What is not declared answers 404. Requests are kept in order in ``site.requests``.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True)
class Answer:
    """How a path answers.

    delay: seconds before the answer. drip: seconds between bytes of the body.
    cut: bytes after which the connection is reset (with the length still promised).
    length: a Content-Length other than the true one. chunked: no length, in chunks.
    etag: sent, and honoured with 304 when asked for. last_modified: likewise.
    grown: bytes of body in all, made while they are sent. wire: what goes over the
    wire, piece by piece, instead of an HTTP answer; then the connection ends.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    length: int | None = None
    chunked: bool = False
    etag: str | None = None
    last_modified: str | None = None
    grown: int = 0
    wire: Callable[[], Iterable[bytes]] | None = None


PIECE = b"x" * 0x10000
Behaviour = Answer | Callable[[Asked], Answer]


def redirect(to: str, status: int = 302) -> Answer:
    """An answer that sends the client elsewhere."""
    return Answer(status=status, headers={"Location": to})


class Site:
    """A threaded server on a free port of 127.0.0.1; use as a context manager."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.answers: dict[str, Behaviour] = {}
        self.requests: list[Asked] = []
        self.sent = 0
        self._server = ThreadingHTTPServer((host, port), _handler(self))
        self._server.daemon_threads = True
        self._scheme = "https" if tls else "http"
        if tls is not None:
            # The handshake happens in the thread of the request, not of the server.
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address without a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def add(self, path: str, behaviour: Behaviour) -> None:
        """Declare how a path (with its query) answers."""
        self.answers[path] = behaviour

    def page(self, path: str, html: str, **answer: object) -> None:
        """Declare an HTML page."""
        headers = {"Content-Type": "text/html; charset=utf-8"}
        self.add(path, Answer(html.encode(), headers=headers, **answer))  # type: ignore[arg-type]

    def xml(self, path: str, text: str, **answer: object) -> None:
        """Declare an XML document."""
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        self.add(path, Answer(text.encode(), headers=headers, **answer))  # type: ignore[arg-type]

    def seen(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.requests)

    def forget(self) -> None:
        """Begin counting anew."""
        self.requests.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers.items()), time.monotonic())
            site.requests.append(asked)
            behaviour = site.answers.get(self.path, Answer(b"not here", status=404))
            answer = behaviour if isinstance(behaviour, Answer) else behaviour(asked)
            time.sleep(answer.delay)
            try:
                self._give(answer, asked)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _give(self, answer: Answer, asked: Asked) -> None:
            if answer.wire is not None:
                self._speak(answer.wire(), answer)
                return
            unchanged = answer.status == 200 and _is_unchanged(answer, asked)
            body = b"" if unchanged else answer.body
            self.send_response(304 if unchanged else answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.etag:
                self.send_header("ETag", answer.etag)
            if answer.last_modified:
                self.send_header("Last-Modified", answer.last_modified)
            if answer.chunked:
                self.send_header("Transfer-Encoding", "chunked")
            if answer.chunked and not answer.grown:
                body = (
                    b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
                    if body
                    else b"0\r\n\r\n"
                )
            elif not unchanged and not answer.chunked:
                true = max(len(body), answer.grown)
                length = true if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self._send(body, answer)

        def _speak(self, pieces: Iterable[bytes], answer: Answer) -> None:
            """Send what is no HTTP, or too much of it."""
            self.close_connection = True
            for piece in pieces:
                self.wfile.write(piece)
                site.sent += len(piece)
            if answer.cut is not None:
                self._reset()

        def _grow(self, answer: Answer) -> None:
            """A body that is never in memory as a whole."""
            piece = PIECE if not answer.chunked else b"10000\r\n" + PIECE + b"\r\n"
            for _ in range(answer.grown // len(PIECE)):
                self.wfile.write(piece)
                site.sent += len(PIECE)

        def _send(self, body: bytes, answer: Answer) -> None:
            if answer.grown:
                self._grow(answer)
                return
            if answer.cut is not None:
                self.wfile.write(body[: answer.cut])
                self.wfile.flush()
                self._reset()
            elif answer.drip:
                for index in range(len(body)):
                    self.wfile.write(body[index : index + 1])
                    self.wfile.flush()
                    time.sleep(answer.drip)
            else:
                self.wfile.write(body)
            if answer.length is not None and answer.length > len(body):
                self.close_connection = True

        def _reset(self) -> None:
            """Close so that the other side sees a reset, not an end."""
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                """The client went away, or refused our certificate."""

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler


def _is_unchanged(answer: Answer, asked: Asked) -> bool:
    if answer.etag and asked.headers.get("If-None-Match") == answer.etag:
        return True
    since = asked.headers.get("If-Modified-Since")
    return bool(answer.last_modified) and since == answer.last_modified
