"""Addresses of articles: one key for all addresses of one article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from crawlers.catalogue.families import families
from crawlers.catalogue.source import Source
from crawlers.web import PORTS, host_port

# Nothing that a newspaper prints is longer; Scrapy drops longer ones silently.
LONGEST_URL = 2000
# Characters that mean the same escaped and bare in a path.
SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"


def clean_url(url: str, base: str | None = None) -> str | None:
    """``url`` as it should be fetched, joined to ``base``; None if it is no web page.

    Fragment, tracking parameters and session ids go; what may change the content
    (case, the slash at the end, other parameters and their order) stays.
    """
    try:
        joined = urljoin(base or "", url.strip())
        parts = urlsplit(joined)
        host, port = host_port(joined)
    except ValueError:
        return None
    if parts.scheme not in PORTS or parts.username is not None:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port == PORTS[parts.scheme] else f"{host}:{port}"
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.I) or "/"
    path = quote(path, safe=SAFE_IN_PATH + "%")
    query = f"?{kept}" if (kept := _content_query(parts.query)) else ""
    cleaned = f"{parts.scheme}://{netloc}{path}{query}"
    return cleaned if len(cleaned) <= LONGEST_URL else None


def is_article_url(url: str, source: Source) -> bool:
    """Whether an address has the shape of an article of this source.

    Judged by shape alone, before anything is fetched; the host is looked at too.
    """
    try:
        if host_port(url) not in source.allowed:
            return False
    except ValueError:
        return False
    tail = _tail(url)
    refused = (
        *families().common.not_article_patterns,
        *source.rules.not_article_patterns,
    )
    # A pattern written for this very source is trusted more than common experience.
    if source.article_url is None and any(
        pattern.search(text) for pattern in refused for text in _readings(tail)
    ):
        return False
    return _article_match(tail, source) is not None


def article_key(url: str, source: Source) -> str:
    """The key all addresses of one article share: ``source:id`` or ``source:/path``.

    Scheme, www and mobile hosts, slash at the end, tracking parameters and the hosts
    of the source fold into one; where the family gives articles an id, only the id
    counts (with its case). A key is its own key.
    """
    if url.startswith(f"{source.id}:"):
        return url
    tail = _tail(url)
    if _is_own(url, source):
        match = _article_match(tail, source)
        if match is not None and match.groupdict().get("id"):
            return f"{source.id}:{match['id']}"
        return f"{source.id}:{_folded(tail)}"
    host, _ = host_port(url)
    return f"{source.id}:{_bare_host(host)}{_folded(tail)}"


def _article_match(tail: str, source: Source) -> re.Match[str] | None:
    """The first pattern of the source that fits path and query, or the path alone."""
    readings = _readings(tail)
    for pattern in source.article_patterns:
        for text in readings:
            if match := pattern.search(text):
                return match
    return None


def _readings(tail: str) -> tuple[str, str, str, str]:
    """As it is; without parameters nobody told us of; without a slash too many."""
    path, mark, query = tail.partition("?")
    return tail, path, path.rstrip("/"), path.rstrip("/") + mark + query


def _tail(url: str) -> str:
    """Path and query, unescaped where that changes nothing, tracking removed."""
    cleaned = clean_url(url) or url
    parts = urlsplit(cleaned)
    path = quote(unquote(parts.path), safe=SAFE_IN_PATH)
    path = re.sub(r"(?<=.)/amp/?$", "", path) or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _folded(tail: str) -> str:
    """Path and query of an article without an id: case, order and slash folded."""
    path, _, query = tail.partition("?")
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    path = path.rstrip("/").lower() or "/"
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _content_query(query: str) -> str:
    common = families().common
    pairs = (pair for pair in query.split("&") if pair)
    return "&".join(
        quote(pair, safe="=%+:@!$'()*,;/?-._~")
        for pair in pairs
        if not common.is_tracking(unquote(pair.partition("=")[0]))
    )


def _is_own(url: str, source: Source) -> bool:
    host, port = host_port(url)
    standard = {80, 443}
    return any(
        _bare_host(host) == _bare_host(own)
        and (port == own_port or {port, own_port} <= standard)
        for own, own_port in source.allowed
    )


def _bare_host(host: str) -> str:
    first, _, rest = host.partition(".")
    return rest if first in families().common.mirrors and "." in rest else host
