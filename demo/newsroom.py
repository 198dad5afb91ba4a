"""The sample newsroom as real web servers, one port a site, on loopback.

``python -m demo.newsroom --day 2025-09-26`` serves it for a browser.
"""

from __future__ import annotations

import argparse
import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from demo import catalogue
from demo.errors import DemoError
from demo.site import Site, load_sites
from demo.story import news_days
from demo.web import Answer, answer

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """One request that was answered."""

    site: str
    target: str
    status: int
    user_agent: str


class Newsroom:
    """All sites of the newsroom, as they were at the end of the news day ``day``.

    Args:
        day: one of `news_days` (a date, or its ISO form); may be set anew while
            serving.
        ports: the port of each site, by its id; a free one where it is left out.

    Use as a context manager, or call `start` and `stop`. ``requests`` lists what was
    asked for so far.
    """

    def __init__(
        self, day: dt.date | str, ports: Mapping[str, int] | None = None
    ) -> None:
        self.requests: list[Request] = []
        self.day = day
        given = dict(ports or {})
        if unknown := set(given) - set(load_sites()):
            raise DemoError(f"ports: no site {min(unknown)!r} in sites.yaml")
        self._given = given
        self._servers: dict[str, _SiteServer] = {}

    @property
    def day(self) -> dt.date:
        """The news day at whose end the web is shown."""
        return self._day

    @day.setter
    def day(self, day: dt.date | str) -> None:
        wanted = dt.date.fromisoformat(day) if isinstance(day, str) else day
        if wanted not in news_days():
            known = ", ".join(map(str, news_days()))
            raise DemoError(f"no news of {wanted}: one of {known}")
        self._day = wanted

    @property
    def days(self) -> tuple[dt.date, ...]:
        """All news days, in order."""
        return news_days()

    @property
    def ports(self) -> dict[str, int]:
        """The port of each site; empty while nothing is served."""
        return {name: server.server_port for name, server in self._servers.items()}

    @property
    def bases(self) -> dict[str, str]:
        """The address of each site, without a slash at its end."""
        return {name: f"http://{HOST}:{port}" for name, port in self.ports.items()}

    def start(self) -> Self:
        """Open the ports and answer requests in threads of their own."""
        for name, site in load_sites().items():
            server = _SiteServer(self, site, self._given.get(name, 0))
            self._servers[name] = server
            threading.Thread(
                target=server.serve_forever, name=f"newsroom-{name}", daemon=True
            ).start()
        return self

    def stop(self) -> None:
        """Close all ports."""
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        self._servers = {}

    def write_catalogue(self, folder: Path) -> Path:
        """Write the catalogue of these sites, at their ports; returns ``folder``.

        Raises:
            DemoError: if nothing is being served.
        """
        if not self._servers:
            raise DemoError("start the newsroom first: its ports are not open")
        return catalogue.write(folder, self.bases)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _SiteServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, newsroom: Newsroom, site: Site, port: int) -> None:
        self.newsroom, self.site = newsroom, site
        super().__init__((HOST, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _SiteServer

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        site, newsroom = self.server.site, self.server.newsroom
        base = f"http://{HOST}:{self.server.server_port}"
        found = answer(site, newsroom.day, self.path, base)
        status = 304 if self._is_known(found) else found.status
        agent = self.headers.get("User-Agent", "")
        newsroom.requests.append(Request(site.id, self.path, status, agent))
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
            return found.etag in [
                tag.strip().removeprefix("W/") for tag in tags.split(",")
            ]
        since = self.headers.get("If-Modified-Since")
        if not since or not found.modified_at:
            return False
        try:
            return found.modified_at <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Newsroom.requests` keeps the record."""


def main() -> None:
    """Serve one news day until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", default=str(news_days()[-1]), help="a news day")
    parser.add_argument("--first-port", type=int, default=8101)
    given = parser.parse_args()
    ports = {name: given.first_port + n for n, name in enumerate(load_sites())}
    with Newsroom(given.day, ports) as newsroom:
        print(f"The newsroom at the end of {newsroom.day} (Ctrl-C ends it):")
        for name, base in newsroom.bases.items():
            print(f"  {base}/  {load_sites()[name].home_on(newsroom.day).name}")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
