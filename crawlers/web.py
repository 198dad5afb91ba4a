"""Facts about addresses on the web: host and port, and what is private."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def host_port(url: str) -> tuple[str, int]:
    """Host (lower case, without a final dot) and port that ``url`` leads to.

    Raises:
        ValueError: if the address has no host, or a port that is no number.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if not host:
        raise ValueError(f"no host in {url!r}")
    port = parts.port if parts.port is not None else PORTS.get(parts.scheme, 0)
    return host, port


def is_private_address(address: str) -> bool:
    """Whether an IP address lies outside the public internet.

    Loopback, private, link-local (with the metadata services of clouds), multicast,
    reserved and unspecified addresses, also when wrapped into an IPv6 address.
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner:
            return is_private_address(str(inner))
        # NAT64 carries an IPv4 address in its last four bytes.
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_private_address(str(ipaddress.IPv4Address(ip.packed[-4:])))
    return not ip.is_global or ip.is_multicast


def is_private_literal(host: str) -> bool:
    """Whether a host *as written* is private: an address, or a name of this machine.

    Spellings that a system resolver would take for an address though they are not
    dotted decimals (``127.1``, ``0x7f000001``, ``2130706433``) count as private.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return is_private_address(name)
    except ValueError:
        pass
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    last = name.rsplit(".", 1)[-1]
    return last.isdigit() or last.startswith("0x")
