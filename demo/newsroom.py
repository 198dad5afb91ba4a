"""The sample newsroom as real web servers, one port a site, on loopback.

``python -m demo.newsroom --day 2025-09-26`` serves it for a browser.
"""

from __future__ import annotations

import argparse
import datetime as dt
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from demo import catalogue
from demo.errors import DemoError
from demo.server import Answering, Noting, SiteServer
from demo.site import Site, load_sites
from demo.story import news_days
from demo.web import answer


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

    Its ports are open while it is entered as a context. ``requests`` lists what was
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
        self._servers: dict[str, SiteServer] = {}

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
        return {name: server.base for name, server in self._servers.items()}

    def __enter__(self) -> Self:
        with ExitStack() as opened:  # should one port be taken, none stays open
            for name, site in load_sites().items():
                port = self._given.get(name, 0)
                server = SiteServer(self._answering(site), port, self._noting(name))
                self._servers[name] = opened.enter_context(server)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._servers.clear()
        self._opened.close()

    def write_catalogue(self, folder: Path) -> Path:
        """Write the catalogue of these sites, at their ports; returns ``folder``.

        Raises:
            DemoError: if nothing is being served.
        """
        if not self._servers:
            raise DemoError("start the newsroom first: its ports are not open")
        return catalogue.write(folder, self.bases)

    def _answering(self, site: Site) -> Answering:
        return lambda target, base: answer(site, self.day, target, base)

    def _noting(self, name: str) -> Noting:
        return lambda target, status, agent: self.requests.append(
            Request(name, target, status, agent)
        )


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
            name_now = load_sites()[name].home_on(newsroom.day).name
            print(f"  {base}/  {name_now}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
