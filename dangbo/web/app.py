"""The application of `dangbo serve`: its routes, put together.

More to serve is one more route in ``make_app``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from dangbo.web.errands import Follow, Unsubscribe
from dangbo.web.feeds import Feeds
from dangbo.web.guard import SafeHeaders
from processing.alert.feeds.publisher import FEEDS, Publisher
from processing.alert.links import FOLLOW, UNSUBSCRIBE, Links

METHODS = ["GET", "POST"]


def make_app(engine: Engine, links: Links) -> Starlette:
    """Return the application: its paths lie below that of the public address.

    ``/health`` alone is at the root, for whoever watches over the process.
    """
    public = urlsplit(links.base)
    publisher = Publisher(public.hostname or "localhost", links.base)
    routes: list[BaseRoute] = [
        Route(f"/{UNSUBSCRIBE}/{{token}}", Unsubscribe(engine, links), methods=METHODS),
        Route(f"/{FOLLOW}/{{token}}", Follow(engine, links), methods=METHODS),
        Route(f"/{FEEDS}/{{path:path}}", Feeds(engine, publisher), methods=["GET"]),
    ]
    return Starlette(
        routes=[Route("/health", _healthy), Mount(public.path, routes=routes)],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={OperationalError: _later},
    )


def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _later(_: Request, __: Exception) -> Response:
    text = "The database is away; nothing was changed. Please try again later.\n"
    return PlainTextResponse(text, 503, {"Retry-After": "60"})
