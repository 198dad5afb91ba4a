"""Feeds and calendars, made when they are asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from processing.alert.feeds.atom import atom, updated
from processing.alert.feeds.calendar import calendar
from processing.alert.feeds.entries import dates, news, of_kind
from processing.alert.feeds.publisher import Publisher
from processing.alert.feeds.scope import calendar_at, feed_at
from processing.alert.wish import LANGUAGES

# Readers ask every few minutes; events come once a day.
CACHE = "public, max-age=300"
ATOM, ICS = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """What is served, and when it last changed."""

    content: bytes
    media_type: str
    changed_at: datetime

    @property
    def headers(self) -> dict[str, str]:
        """By what a reader can ask whether it has changed."""
        digest = hashlib.sha256(self.content).hexdigest()[:32]
        changed = self.changed_at.astimezone(UTC).replace(microsecond=0)
        return {
            "ETag": f'"{digest}"',
            "Last-Modified": format_datetime(changed, usegmt=True),
            "Cache-Control": CACHE,
        }


class Feeds:
    """An endpoint: a path below feeds/ with the suffix of a feed or a calendar.

    ``?language=en`` asks for English.
    """

    def __init__(self, engine: Engine, publisher: Publisher) -> None:
        self._engine = engine
        self._publisher = publisher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        language = request.query_params.get("language", "vi")
        if language not in LANGUAGES:
            raise HTTPException(404)
        path = str(request.path_params["path"])
        document = await run_in_threadpool(self._document, path, language)
        if document is None:
            raise HTTPException(404)
        response = Response(
            document.content, 200, document.headers, document.media_type
        )
        if _is_known(request, document.headers):
            response = Response(None, 304, document.headers)
        await response(scope, receive, send)

    def _document(self, path: str, language: str) -> Document | None:
        if feed := feed_at(path):
            with self._engine.connect() as connection:
                entries = of_kind(news(connection, feed.province), feed.kind)
            content = atom(entries, feed, self._publisher, language)
            return Document(content, ATOM, updated(entries))
        if plan := calendar_at(path):
            with self._engine.connect() as connection:
                entries = dates(connection, plan.province)
            content = calendar(entries, plan, self._publisher, language)
            return Document(content, ICS, updated(entries))
        return None


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """Whether the reader has just this; a tag counts for more than a time."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return bool({headers["ETag"], "*"} & known)
    since = request.headers.get("If-Modified-Since")
    try:
        moment = parsedate_to_datetime(since) if since else None
        changed = parsedate_to_datetime(headers["Last-Modified"])
        return moment is not None and moment >= changed
    except (TypeError, ValueError):
        return False
