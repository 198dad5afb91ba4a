"""How a redirect to a foreign host is told in a problem, and read back from it."""

from __future__ import annotations

import re

from crawlers.web import PORTS

REDIRECTS = "redirects to "
FOREIGN = "is not among the hosts of the source"
_LED = re.compile(
    rf"(?:[^/]*: )?{REDIRECTS}.*: (?P<host>[^\s/]+):(?P<port>\d+) {FOREIGN}"
)


def host_led_to(reason: str) -> str | None:
    """The foreign host, with its port if unusual, that a redirect refused so led to."""
    led = _LED.fullmatch(reason)
    if led is None:
        return None
    host, port = led["host"], int(led["port"])
    return host if port in PORTS.values() else f"{host}:{port}"
