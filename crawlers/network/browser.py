"""A browser without a network: it runs the scripts of a page, and we fetch for it.

scrapy-playwright would let Chromium resolve names and open connections by itself,
past the guard, robots.txt, the pauses and the bounds on sizes. Here every request of
a page is handed to us, answered by the crawler's own downloader or refused; what a
page would open beside that finds no name resolved and no proxy listening.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Page, Playwright, Route

EXTRA = (
    "needs the extra `browser`: "
    "pip install --require-hashes -r requirements/browser.txt"
)
NO_CHROMIUM = (
    "needs Chromium: apt-get install chromium, or name the program in CHROMIUM"
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# What a list of news is built of; pictures, fonts, styles and films are not.
WANTED = ("script", "xhr", "fetch")
# No list of news needs more.
MOST_PARTS = 40
LARGEST_PAGE = 10 * 1024 * 1024
# A page that goes on asking is taken as it is after this share of its time.
PATIENCE = 0.6
CLOSING_SECONDS = 10.0
ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--js-flags=--max-old-space-size=512",
)
# The port of the discard service, where nobody listens.
NOWHERE = "http://127.0.0.1:9"


class BrowserError(Exception):
    """A page could not be rendered; says why and, where there is one, the remedy."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to a request of a page."""

    status: int
    content_type: str
    body: bytes


# The answer to a page that goes elsewhere, opens a frame, or loads itself anew with
# the cookie it has set: no content, so that the browser stays where it is.
STAY = Part(204, "text/html", b"")
# An address a page asks for, and its Accept header -> the answer; None: refused.
Fetch = Callable[[str, str], Awaitable[Part | None]]


class Browser:
    """Chromium, started with the first page and used for all that follow."""

    def __init__(self, user_agent: str, seconds: float) -> None:
        self._user_agent = user_agent
        self._seconds = seconds
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._starting = asyncio.Lock()

    async def rendered(self, url: str, html: bytes, fetch: Fetch) -> bytes:
        """The page ``html`` of ``url`` after its scripts have run; both in UTF-8.

        Raises:
            BrowserError: if there is no browser, or the page is not done in time or
                larger than any list of news.
        """
        from playwright.async_api import Error  # noqa: PLC0415

        chromium = await self._started()
        visit = _Visit(url, html, fetch, self._seconds * PATIENCE)
        try:
            async with asyncio.timeout(self._seconds):
                context = await chromium.new_context(
                    user_agent=self._user_agent,
                    service_workers="block",
                    accept_downloads=False,
                )
                text = await visit.text(context)
                await context.close()
        except TimeoutError as error:
            await self._kill()
            words = f"its scripts did not end within {self._seconds:g} seconds"
            raise BrowserError(words) from error
        except Error as error:
            await self._kill()
            raise BrowserError(
                f"could not be rendered: {_first_line(error)}"
            ) from error
        return text.encode("utf-8", errors="replace")

    async def close(self) -> None:
        """End the browser."""
        await self._kill()
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None

    async def _started(self) -> Chromium:
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415

        async with self._starting:
            if self._chromium is not None:
                return self._chromium
            program = find_chromium()
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            try:
                self._chromium = await self._playwright.chromium.launch(
                    executable_path=program,
                    args=list(ARGUMENTS),
                    proxy={"server": NOWHERE, "bypass": "<-loopback>"},
                    # Chromium refuses its sandbox to root.
                    chromium_sandbox=os.geteuid() != 0,
                )
            except Error as error:
                words = f"{program} did not start: {_first_line(error)}"
                raise BrowserError(words) from error
            return self._chromium

    async def _kill(self) -> None:
        """End Chromium, with pages that hang; the next page starts another."""
        chromium, self._chromium = self._chromium, None
        if chromium is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(chromium.close(), CLOSING_SECONDS)


class _Visit:
    """One page in the browser, and what it has asked for so far."""

    def __init__(self, url: str, html: bytes, fetch: Fetch, patience: float) -> None:
        self._url = url
        self._html = html
        self._fetch = fetch
        self._patience = patience
        self._is_served = False
        self._parts = 0

    async def text(self, context: BrowserContext) -> str:
        """The page as its scripts left it."""
        await context.route("**/*", self._answer)
        await context.route_web_socket("**/*", lambda socket: socket.close())
        page = await context.new_page()
        await page.goto(self._url, wait_until="commit", timeout=0)
        return await _settled(page, self._patience)

    async def _answer(self, route: Route) -> None:
        """Answer one request of the page, or refuse it."""
        is_again = self._is_served and route.request.is_navigation_request()
        part = STAY if is_again else await self._part(route)
        if part is None:
            await route.abort()
            return
        headers = {
            "content-type": part.content_type,
            # Which hosts may be asked is for the guard to say.
            "access-control-allow-origin": "*",
        }
        await route.fulfill(status=part.status, headers=headers, body=part.body)

    async def _part(self, route: Route) -> Part | None:
        request = route.request
        if request.is_navigation_request():
            self._is_served = True
            return Part(200, "text/html; charset=utf-8", self._html)
        self._parts += 1
        is_wanted = request.resource_type in WANTED and request.method == "GET"
        if not is_wanted or self._parts > MOST_PARTS:
            return None
        return await self._fetch(request.url, request.headers.get("accept", "*/*"))


async def _settled(page: Page, patience: float) -> str:
    """The text of a page that asks for nothing any more, or will not stop asking."""
    from playwright.async_api import TimeoutError as StillAsking  # noqa: PLC0415

    with contextlib.suppress(StillAsking):
        await page.wait_for_load_state("networkidle", timeout=1000 * patience)
    size = await page.evaluate("document.documentElement.outerHTML.length")
    if size > LARGEST_PAGE:
        raise BrowserError(f"grew to {size} characters, more than is allowed")
    text: str = await page.content()
    return text


def find_chromium() -> str:
    """The program to run: what CHROMIUM names, or the first that is there.

    Raises:
        BrowserError: if there is none.
    """
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    program = next((path for path in found if path), None)
    if program is None:
        raise BrowserError(NO_CHROMIUM)
    return program


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
