"""What a signed link does: nothing when it is looked at, its errand when it is posted.

Link scanners and previews follow every link of a mail with GET, so GET shows a page
with a button. POST acts at once: by that button, or by the mail program of the reader
(RFC 8058). Both may be repeated.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dangbo.web.guard import drain
from dangbo.web.pages import page
from processing.alert import subscriptions as book
from processing.alert.gather import stories
from processing.alert.links import FOLLOW, UNSUBSCRIBE, Links, numbers_of
from processing.alert.words import load_words
from processing.model import Kind
from processing.text.safe import plain

log = logging.getLogger(__name__)

DEFAULT_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Result:
    """What to show: labels below ``page`` in the languages, and what fills them."""

    label: str
    language: str
    values: dict[str, str]
    status: int = 200
    has_button: bool = False


GONE = Result("gone", DEFAULT_LANGUAGE, {}, status=404)


class Errand(ABC):
    """An endpoint: checks the link, then shows the page or acts."""

    action: str

    def __init__(self, engine: Engine, links: Links) -> None:
        self.engine = engine
        self.links = links

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        is_post = request.method == "POST"
        if is_post:
            await drain(request)
        token = str(request.path_params["token"])
        result = await run_in_threadpool(self._result, token, is_post=is_post)
        words = load_words(result.language)
        return page(
            result.label, result.values, words, result.status, result.has_button
        )

    def _result(self, token: str, *, is_post: bool) -> Result:
        numbers = numbers_of(token)
        mine = self.subscriptions(numbers)
        owners = book.owners(self.engine, mine) if mine else set()
        if len(owners) != 1:
            return GONE
        [recipient] = owners
        if not self.links.is_genuine(self.action, token, recipient):
            return GONE
        return self.act(numbers) if is_post else self.ask(numbers)

    @abstractmethod
    def subscriptions(self, numbers: Sequence[int]) -> Sequence[int]:
        """Which of the link's numbers are those of subscriptions."""

    @abstractmethod
    def ask(self, numbers: Sequence[int]) -> Result:
        """Return what to show before anything is done."""

    @abstractmethod
    def act(self, numbers: Sequence[int]) -> Result:
        """Do it, and return what to show."""


class Unsubscribe(Errand):
    """Ends the subscriptions behind one mail."""

    action = UNSUBSCRIBE

    def subscriptions(self, numbers: Sequence[int]) -> Sequence[int]:
        """All of them."""
        return numbers

    def ask(self, numbers: Sequence[int]) -> Result:
        """Offer to end those that are active."""
        active = book.active(self.engine, numbers)
        if not active:
            return self._done(numbers)
        ids = {"ids": ", ".join(str(one.id) for one in active)}
        return Result("unsubscribe", active[0].language, ids, has_button=True)

    def act(self, numbers: Sequence[int]) -> Result:
        """End them; a second time there is nothing left to end."""
        active = book.active(self.engine, numbers)
        ended = book.end(self.engine, numbers)
        log.info("%d subscriptions ended by link: %s", ended, numbers)
        return self._done(numbers, active[0].language if active else DEFAULT_LANGUAGE)

    def _done(self, numbers: Sequence[int], language: str = DEFAULT_LANGUAGE) -> Result:
        ids = {"ids": ", ".join(map(str, numbers))}
        return Result("unsubscribed", language, ids)


class Follow(Errand):
    """Subscribes a follower of somebody to the successor as well."""

    action = FOLLOW

    def subscriptions(self, numbers: Sequence[int]) -> Sequence[int]:
        """The first; the second is an event."""
        return numbers[:1] if len(numbers) == 2 else ()

    def ask(self, numbers: Sequence[int]) -> Result:
        """Offer the successor by name."""
        found = self._found(numbers)
        if found is None:
            return GONE
        mine, successor = found
        person = {"person": plain(successor)}
        return Result("follow", mine.language, person, has_button=True)

    def act(self, numbers: Sequence[int]) -> Result:
        """Make the subscription; the same one twice is one."""
        found = self._found(numbers)
        if found is None:
            return GONE
        mine, successor = found
        wish = book.Wish(
            recipient=mine.recipient,
            kinds=[Kind.LEADERSHIP_CHANGE.value],
            persons=[plain(successor)],
            min_confidence=mine.min_confidence,
            frequency=mine.frequency,
            language=mine.language,
            note=mine.note,
        )
        made = book.subscribe(self.engine, wish)
        log.info("subscription %d made by link from %d", made, mine.id)
        return Result("followed", mine.language, {"person": plain(successor)})

    def _found(self, numbers: Sequence[int]) -> tuple[book.Subscription, str] | None:
        """The active subscription of the link and who succeeds by its event."""
        mine = book.active(self.engine, numbers[:1])
        with self.engine.connect() as connection:
            told = stories(connection, [numbers[1]])
        successor = told[0].successor if told else None
        return (mine[0], successor) if mine and successor else None
