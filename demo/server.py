"""One site on one port of loopback: the wire under newsroom and generated site."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from demo.web import Answer

HOST = "127.0.0.1"
# Path and query, and the site's own address -> the answer.
Answering = Callable[[str, str], Answer]
# Path and query, status, user agent: told of every request.
Noting = Callable[[str, int, str], None]


class SiteServer(ThreadingHTTPServer):
    """Answers GET and HEAD in threads of its own, with validators (304).

    ``port`` 0 takes a free one. It answers while it is entered as a context.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, answering: Answering, port: int = 0, noting: Noting | None = None
    ) -> None:
        self.answering, self.noting = answering, noting
        super().__init__((HOST, port), _Handler)

    @property
    def base(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        port = "" if self.server_port == 80 else f":{self.server_port}"
        return f"http://{HOST}{port}"

    def __enter__(self) -> Self:
        threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body go in one packet each; waiting for acknowledgements in between
    # (Nagle) would cost 40 ms a page.
    disable_nagle_algorithm = True
    server: SiteServer

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        found = self.server.answering(self.path, self.server.base)
        status = 304 if self._is_known(found) else found.status
        if self.server.noting:
            self.server.noting(self.path, status, self.headers.get("User-Agent", ""))
        self.send_response(status)
        self._validators(found)
        if status != 304:
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if with_body and status != 304:
            self.wfile.write(found.body)

    def _validators(self, found: Answer) -> None:
        if found.etag:
            self.send_header("ETag", found.etag)
        if found.modified_at:
            moment = found.modified_at.astimezone(dt.UTC)
            self.send_header("Last-Modified", format_datetime(moment, usegmt=True))

    def _is_known(self, found: Answer) -> bool:
        """Whether the client holds this very answer already (RFC 9110, 13)."""
        if found.status != 200:
            return False
        if tags := self.headers.get("If-None-Match"):
            held = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return found.etag in held
        since = self.headers.get("If-Modified-Since")
        if not since or not found.modified_at:
            return False
        try:
            return found.modified_at <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever wants a record passes ``noting``."""
