"""Asking a site over HTTP, as a client that takes any status for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, as UTF-8."""
        return self.body.decode()


def ask(url: str, method: str = "GET", **headers: str) -> Reply:
    """Ask for ``url``; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(url, method=method, headers=named)
    try:
        with urlopen(request, timeout=10) as reply:
            return Reply(reply.status, dict(reply.headers), reply.read())
    except HTTPError as error:
        with error:
            return Reply(error.code, dict(error.headers), error.read())
