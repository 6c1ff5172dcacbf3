"""Mail by SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from alerts import email
from alerts.alert import Delivery, SendError
from alerts.outlets import Outlets
from alerts.plain import one_line
from config.schema import EmailChannel

TIMEOUT = 20
"""Seconds for each step of the conversation."""
_PORTS = {"smtp": 587, "smtps": 465}
_AUTHENTICATION_FAILED = 535


def send(delivery: Delivery, channel: EmailChannel, outlets: Outlets, now: datetime) -> None:
    """Hands the mail to the server of `outlets.smtp_url`; SendError says why it could not.

    A reply of 5xx is permanent, of 4xx temporary (RFC 5321 4.2.1), and so is whatever is wrong
    with the connection or the password, which is ours and not the message's.
    """
    url = _server(outlets.smtp_url)
    mail = email.write(delivery, channel, now)
    try:
        with _connected(url) as server:
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(url, *next(iter(error.recipients.values()))) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(url, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise SendError(f"{url.hostname}: {error}", permanent=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise SendError(f"{url.hostname}: {error or type(error).__name__}") from error


def _server(url: str | None) -> SplitResult:
    """The URL's parts; no error shows the URL, which holds the password."""
    if url is None:
        raise SendError("no mail server: set TIDEWAITER_SMTP_URL")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise SendError("TIDEWAITER_SMTP_URL must be smtp://user:password@host:port or smtps://…")
    return parts


@contextmanager
def _connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    host, port = url.hostname or "", url.port or _PORTS[url.scheme]
    tls = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=tls)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=TIMEOUT)
    )
    try:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
            server.ehlo()
        _log_in(server, url)
        yield server
        # The server has the mail now: a failing goodbye must not send it again.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        server.close()


def _log_in(server: smtplib.SMTP, url: SplitResult) -> None:
    if url.username is None:
        return
    if not isinstance(server.sock, ssl.SSLSocket) and not _is_here(url.hostname or ""):
        raise SendError(
            f"{url.hostname}: offers no TLS, and a password does not travel in clear",
            permanent=True,
        )
    try:
        server.login(unquote(url.username), unquote(url.password or ""))
    except UnicodeEncodeError:
        # From None: the cause would show a piece of the password.
        reason = f"{url.hostname}: user and password must be ASCII"
        raise SendError(reason, permanent=True) from None


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refused(url: SplitResult, code: int, reply: bytes | str) -> SendError:
    said = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    # As Postfix does (smtp_sasl_auth_soft_bounce): a wrong password is mended, the mail is fine.
    permanent = 500 <= code <= 599 and code != _AUTHENTICATION_FAILED
    return SendError(f"{url.hostname}: {code} {one_line(said, 200)}", permanent=permanent)
