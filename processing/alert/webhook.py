"""The channel of webhooks: signed JSON, posted to an address that was subscribed.

Signature and headers are those of https://www.standardwebhooks.com; docs/outlets.md
describes the body.
"""

from __future__ import annotations

import hmac
import json
import ssl
from base64 import b64encode
from contextlib import nullcontext
from datetime import UTC, datetime
from time import monotonic

import httpcore

from processing.alert.channel import (
    ChannelKind,
    DownError,
    Letter,
    RefusedError,
    Watcher,
    ignore,
)
from processing.alert.payload import payload
from processing.alert.webaddress import (
    GuardedNetwork,
    PrivateAddressError,
    check_address,
    refusal,
    shown_address,
)
from processing.settings import Settings

# The whole of one hand-over, from looking up the name to the answer.
DEADLINE_SECONDS = 30.0
# What all receivers that fail may cost one run; the others wait for the next.
PATIENCE_SECONDS = 300.0
Headers = dict[bytes | str, bytes | str]
AGENT = "Dangbo webhooks"
UNSIGNED = "DANGBO_SECRET is not set, which signs webhooks: see .env.example"
# Nothing was sent yet when these are raised.
_UNREACHED = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout)
_CUT_OFF = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


class Poster:
    """Posts letters, each over a connection of its own.

    Raises:
        DownError: there is no DANGBO_SECRET to sign with.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.secret is None:
            raise DownError(UNSIGNED)
        self._secret = settings.secret.get_secret_value()
        self._may_be_private = settings.webhooks_to_private
        self._tls = ssl.create_default_context()
        self._wasted = 0.0

    def send(self, letter: Letter, watcher: Watcher = ignore) -> None:
        """Sign and post one letter; see ``Channel.send``."""
        if self._wasted > PATIENCE_SECONDS:
            raise DownError("too many receivers of webhooks fail slowly")
        body = json.dumps(payload(letter.facts, letter.language), ensure_ascii=False)
        headers = self._headers(letter, body)
        watcher("written")
        self._refuse_private(letter.recipient)
        started = monotonic()
        try:
            self._post(letter.recipient, headers, body.encode())
        except RefusedError:
            self._wasted += monotonic() - started
            raise

    def _headers(self, letter: Letter, body: str) -> Headers:
        from standardwebhooks.webhooks import Webhook  # noqa: PLC0415 - for who needs it

        identity = letter.message_id.strip("<>")
        # The moment of this attempt by the real clock: receivers take nothing older
        # than a few minutes, whatever day the run speaks for.
        now = datetime.now(UTC)
        key = signing_key(self._secret, letter.recipient)
        return {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": AGENT,
            "webhook-id": identity,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(key).sign(identity, now, body),
        }

    def _refuse_private(self, url: str) -> None:
        reason = None if self._may_be_private else refusal(url)
        if reason is not None:
            raise RefusedError(
                f"{reason}: DANGBO_WEBHOOKS_TO_PRIVATE would allow it",
                is_permanent=True,
            )

    def _post(self, url: str, headers: Headers, body: bytes) -> None:
        deadline = monotonic() + DEADLINE_SECONDS
        network = GuardedNetwork(deadline, may_be_private=self._may_be_private)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self._tls, network_backend=network
                ) as pool,
                pool.stream("POST", url, headers=headers, content=body) as response,
            ):
                # The answer's body is of no interest: it is not read.
                status = response.status
        except PrivateAddressError as error:
            raise RefusedError(str(error), is_permanent=True) from error
        except _UNREACHED as error:
            reason = f"cannot be reached: {_said(error)}"
            raise RefusedError(reason, is_permanent=False) from error
        except _CUT_OFF as error:
            reason = f"gave no answer: {_said(error)}"
            raise RefusedError(reason, is_permanent=False, is_unsure=True) from error
        _judge(status)


def _judge(status: int) -> None:
    """Be content with 2xx alone."""
    if 200 <= status < 300:
        return
    if status == 410:
        reason = "answers 410 (gone): its subscriptions have been ended"
        raise RefusedError(reason, is_permanent=True, is_gone=True)
    if 300 <= status < 400:
        reason = f"answers {status}, a redirect: subscribe the address it leads to"
        raise RefusedError(reason, is_permanent=True)
    # Whoever answers 5xx may have kept it all the same.
    raise RefusedError(f"answers {status}", is_permanent=False, is_unsure=status >= 500)


def _said(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return "no answer in time"
    return " ".join(str(error).split())[:200] or type(error).__name__


def signing_key(secret: str, url: str) -> str:
    """The key of one receiver, made of the installation's secret and its address.

    So nothing has to be kept, and no receiver can sign for another.
    """
    digest = hmac.digest(secret.encode(), f"dangbo webhook {url}".encode(), "sha256")
    return f"whsec_{b64encode(digest).decode('ascii')}"


def _terms(url: str, settings: Settings) -> str:
    if settings.secret is None:
        raise ValueError(UNSIGNED)
    reason = None if settings.webhooks_to_private else refusal(url)
    if reason is not None:
        raise ValueError(f"{reason}: set DANGBO_WEBHOOKS_TO_PRIVATE=true to allow it")
    return f"signing key: {signing_key(settings.secret.get_secret_value(), url)}"


WEBHOOK = ChannelKind(
    "webhook",
    takes=lambda recipient: recipient.lower().startswith(("https://", "http://")),
    check=check_address,
    # Nothing is left open between two letters.
    open=lambda settings: nullcontext(Poster(settings)),
    show=shown_address,
    terms=_terms,
)
