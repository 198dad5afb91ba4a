"""Single values of the catalogue: addresses, hosts and time zones, each checked."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not a web address: {url!r} (write https://host/path)")
    if parts.username or parts.password:
        raise ValueError(f"holds a user name or password: {parts.hostname}; remove it")
    if re.search(r"\s", url):
        raise ValueError(f"holds a space: {url!r} (write %20)")
    try:
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"port out of range: {url!r}") from error
    return url


def _host(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9.-]+(:\d{1,5})?", text):
        raise ValueError(f"not a host or host:port in lower case: {text!r}")
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no such time zone: {name!r} (Asia/Ho_Chi_Minh?)") from error
    return name


Url = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]
TimeZone = Annotated[str, AfterValidator(_zone)]
