"""Where a webhook may go: addresses checked as written and again when resolved."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterable
from time import monotonic
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpcore

from crawlers.web import is_private_address, is_private_literal
from processing.text.safe import plain, safe_link

WAYS = "write it as https://host.example.org/path"


class PrivateAddressError(Exception):
    """The name leads to a private address, where no webhook may go."""


def check_address(text: str) -> str:
    """Return the address of a webhook as it is kept.

    Raises:
        ValueError: saying what is wrong with it and how to write it.
    """
    # Checked first: an address refused may hold a secret, so it is not repeated.
    if "@" in text.partition("://")[2].partition("/")[0]:
        raise ValueError(f"an address of a webhook has no user or password: {WAYS}")
    link = safe_link(text.strip())
    if link is None or not link.isascii():
        raise ValueError(f"this is no address of a webhook: {WAYS}")
    parts = urlsplit(link)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def refusal(url: str) -> str | None:
    """Why a webhook may not go to ``url`` unless private ones may; None if it may."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        return "it is not encrypted (http)"
    if is_private_literal(parts.hostname or ""):
        return f"{plain(parts.hostname)} is a private address"
    return None


def shown_address(url: str) -> str:
    """Name an address by scheme and host; its path may be a secret."""
    parts = urlsplit(url)
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    host = plain(parts.netloc.rpartition("@")[2])
    return f"{parts.scheme}://{host}/…{digest}"


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to addresses that were judged, and gives everything up in time.

    The name is resolved here and the very address judged is connected to: a name that
    changes its answer (DNS rebinding) gains nothing. ``deadline`` is a moment of the
    monotonic clock after which every wait on the connection fails, however often the
    other side sends a byte.
    """

    def __init__(self, deadline: float, *, may_be_private: bool) -> None:
        self._deadline = deadline
        self._may_be_private = may_be_private
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host`` that answers.

        Raises:
            PrivateAddressError: it has a private address, and may not.
            httpcore.ConnectError, httpcore.ConnectTimeout: nobody answers.
        """
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._network.connect_tcp(
                    address, port, left(self._deadline, timeout), local_address
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Bounded(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host}: {error.strerror}") from error
        addresses = [str(entry[4][0]) for entry in found]
        private = [one for one in addresses if is_private_address(one)]
        if private and not self._may_be_private:
            raise PrivateAddressError(f"{host} leads to the private {private[0]}")
        return addresses


class _Bounded(httpcore.NetworkStream):
    """A stream that waits no longer than its deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        wait = left(self._deadline, timeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, wait)
        return _Bounded(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def left(deadline: float, timeout: float | None) -> float:
    """The seconds to wait for one answer: never beyond the deadline, never none."""
    remaining = max(deadline - monotonic(), 0.001)
    return remaining if timeout is None else min(timeout, remaining)
