"""Hand one mail over to the server, with every failure named."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr
from threading import Timer
from time import monotonic

from processing.alert.channel import BrokenError, RefusedError, Watcher, ignore
from processing.alert.mailserver import MailServerError, Server

# A server that drips a byte now and then never times out: the whole hand-over ends.
DEADLINE_SECONDS = 240.0
# "Service not available, closing transmission channel."
CLOSING = 421
NO_AUTHENTICATION = 530
# "Relaying denied", "listed as spam": said of us, not of a recipient who is not there.
_POLICY = re.compile(r"[45]\.7\.\d")


class Postman:
    """A connection to the server, opened when needed and again after a break."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None

    def close(self) -> None:
        """Take leave of the server; a mail already accepted stays accepted."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (smtplib.SMTPException, OSError):
                smtp.close()

    def send(
        self, message: EmailMessage, recipient: str, watcher: Watcher = ignore
    ) -> None:
        """Hand over one mail to one recipient; returns once the server took it.

        ``watcher`` is told ``connected`` and ``addressed`` (the server takes this
        recipient, the mail itself has not been handed over).

        Raises:
            MailServerError: no usable connection; nothing was sent.
            RefusedError: the server said no to the sender, recipient or mail.
            BrokenError: the connection was lost or timed out on the way.
        """
        started = monotonic()
        smtp = self._smtp = self._smtp or self._connect()
        if monotonic() - started > DEADLINE_SECONDS:
            self._drop()
            raise MailServerError(f"mail server {self.server.address} is too slow")
        watcher("connected")
        sender = parseaddr(str(message["From"]))[1]
        watch = Timer(DEADLINE_SECONDS, _cut, [smtp])
        watch.daemon = True
        watch.start()
        try:
            _hand_over(smtp, sender, recipient, message.as_bytes(), watcher)
        except (MailServerError, RefusedError, BrokenError):
            self._drop()
            raise
        finally:
            watch.cancel()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        try:
            smtp = self._open()
        except (smtplib.SMTPException, OSError) as error:
            reason = explain(error)
            raise MailServerError(
                f"mail server {server.address} cannot be reached: {reason}"
            ) from error
        try:
            self._secure(smtp)
            if server.user is not None:
                smtp.login(server.user, server.password or "")
        except smtplib.SMTPAuthenticationError as error:
            smtp.close()
            raise MailServerError(
                f"mail server {server.address} refuses the credentials in SMTP_URL:"
                f" {explain(error)}"
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            raise MailServerError(
                f"mail server {server.address} cannot be used: {explain(error)}"
            ) from error
        except MailServerError:
            smtp.close()
            raise
        return smtp

    def _open(self) -> smtplib.SMTP:
        host, port, wait = self.server.host, self.server.port, self.server.timeout
        if self.server.is_tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=wait, context=context)
        return smtplib.SMTP(host, port, timeout=wait)

    def _secure(self, smtp: smtplib.SMTP) -> None:
        """Begin TLS where wanted; never send a password to another machine bare."""
        server = self.server
        smtp.ehlo_or_helo_if_needed()
        if server.is_tls or server.starttls == "no":
            return
        offered = smtp.has_extn("starttls")
        if server.starttls == "yes" and not offered:
            raise MailServerError(
                f"mail server {server.address} offers no STARTTLS:"
                " use smtps:// or another port"
            )
        if server.user is not None and not offered and not server.is_local:
            raise MailServerError(
                f"mail server {server.address} offers no encryption for the password:"
                " use smtps://, or ?starttls=no to send it all the same"
            )
        if offered and (server.starttls == "yes" or not server.is_local):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()


def _cut(smtp: smtplib.SMTP) -> None:
    """End a hand-over from outside: whoever waits for an answer gets an error."""
    if smtp.sock is not None:
        with suppress(OSError):
            smtp.sock.shutdown(socket.SHUT_RDWR)


def _hand_over(
    smtp: smtplib.SMTP, sender: str, recipient: str, body: bytes, watcher: Watcher
) -> None:
    is_unsure = False
    try:
        _expect_sender(smtp.mail(sender), sender)
        _expect(smtp.rcpt(recipient), recipient)
        watcher("addressed")
        is_unsure = True
        _expect(smtp.data(body), "the mail")
    except smtplib.SMTPDataError as error:
        _expect((error.smtp_code, error.smtp_error), "the mail")
    except (smtplib.SMTPException, OSError) as error:
        raise BrokenError(explain(error), is_unsure=is_unsure) from error


def _expect_sender(answer: tuple[int, bytes], sender: str) -> None:
    # No recipient is to blame for this one: the installation is, or a full server.
    try:
        _expect(answer, f"the sender {sender}")
    except RefusedError as error:
        remedy = "the server takes no mail for now"
        if answer[0] >= 500:
            remedy = "check DANGBO_MAIL_FROM and SMTP_URL"
        raise MailServerError(f"{error}: {remedy}") from None


def _expect(answer: tuple[int, bytes | str], what: str) -> None:
    code, text = answer
    if 200 <= code < 300:
        return
    said = f"the server refuses {what}: {code} {_decode(text)}"
    if code == CLOSING:
        raise BrokenError(said, is_unsure=False)
    if code == NO_AUTHENTICATION:
        raise MailServerError(f"{said}: SMTP_URL needs user and password")
    is_policy = _POLICY.match(_decode(text)) is not None
    raise RefusedError(said, is_permanent=code >= 500 and not is_policy)


def explain(error: Exception) -> str:
    """Say in a few words what the network or the server answered."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not trusted ({error.verify_message}):"
            " set SSL_CERT_FILE to that of its authority"
        )
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "no answer in time"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decode(error.smtp_error)}"
    return _decode(str(error)) or type(error).__name__


def _decode(text: bytes | str) -> str:
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return re.sub(r"\s+", " ", text).strip()[:300]
