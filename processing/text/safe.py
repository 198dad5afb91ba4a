"""Make text and links taken from pages harmless before anybody is shown them."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

LINK_LIMIT = 2000
# What may stay as it is in the path and query of an address; "%" is already encoded.
URL_SAFE = "/%:@!$&()*+,;=-._~?"
# By these signs messengers call people together, and write links.
_TAMED = str.maketrans({"@": "＠", "<": "‹", ">": "›"})


def plain(text: object, limit: int = 300) -> str:
    """Return ``text`` as one line without anything invisible, at most ``limit`` long.

    Line breaks and other control characters become spaces (no header or paragraph
    can be forged), bidirectional and zero-width characters vanish (nothing reads
    other than it is written). Longer text ends with an ellipsis.
    """
    normal = unicodedata.normalize("NFC", str(text))
    line = " ".join("".join(map(_visible, normal)).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    return "" if category.startswith("C") else char


def safe_link(url: str | None) -> str | None:
    """Return ``url`` fit for a link, or ``None`` if it must not be one.

    Only http and https addresses with a host and without credentials are linked;
    the host is given in its ASCII form, so that look-alike letters show.
    """
    if not url or len(url) > LINK_LIMIT or any(_is_odd(char) for char in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    address = f"[{host}]" if ":" in host else host
    path, query = quote(parts.path, URL_SAFE), quote(parts.query, URL_SAFE)
    return urlunsplit((parts.scheme, address + port, path, query, ""))


def _is_odd(char: str) -> bool:
    return char in '\\"<>' or unicodedata.category(char)[0] in "CZ"


def tame(text: str) -> str:
    """Return ``text`` without the signs by which messengers call people or link.

    Text of pages must not ring everybody's bell (``@everyone``, ``<!channel>``).
    """
    return text.translate(_TAMED)
