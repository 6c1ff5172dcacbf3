"""A delivery as a signed POST: Standard Webhooks 1.0 (standardwebhooks.com)."""

import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus

import httpx

from alerts.alert import Delivery, SendError
from alerts.outlets import Outlets
from alerts.plain import one_line
from config.schema import WebhookChannel
from sources.answers import COME_BACK, retry_after, status_words
from sources.connect import AddressRefused, time_limit

TIMEOUT = 20
"""Seconds; the standard asks for 15 to 30."""
_PREFIX = "whsec_"


def send(delivery: Delivery, channel: WebhookChannel, outlets: Outlets, now: datetime) -> None:
    """POSTs the message; SendError says why it was not taken and never shows the path of the URL.

    2xx is success, 410 ends the channel (`gone`), 408, 425, 429 and 5xx are temporary and may say
    when to come back, every other answer (a redirect too) is permanent.
    """
    content = body(delivery)
    headers = signed(delivery.id, now, content, keys(channel, outlets.secrets))
    try:
        # The answer's body is not read: it says nothing that counts and may have no end.
        with (
            time_limit(TIMEOUT),
            outlets.client.stream(
                "POST", channel.url, content=content, headers=headers, follow_redirects=False
            ) as response,
        ):
            _require_success(channel, response, now)
    except AddressRefused as error:
        reason = f"{channel.id}: {error} (TIDEWAITER_ALLOW_NETWORKS opens private networks)"
        raise SendError(reason, permanent=True) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise SendError(f"{channel.id}: its url cannot be called", permanent=True) from error
    except httpx.TimeoutException as error:
        raise SendError(f"{channel.id}: no answer within {TIMEOUT} s") from error
    except httpx.HTTPError as error:
        raise SendError(f"{channel.id}: {one_line(str(error), 200)}") from error


def body(delivery: Delivery) -> bytes:
    """The message as JSON, the same bytes each time."""
    return json.dumps(delivery.message, ensure_ascii=False, separators=(",", ":")).encode()


def signed(
    identifier: str, now: datetime, content: bytes, secrets: Sequence[bytes]
) -> dict[str, str]:
    """The headers; while a secret is being replaced, one signature for the old and the new."""
    timestamp = str(int(now.timestamp()))
    said = f"{identifier}.{timestamp}.".encode() + content
    digests = (hmac.digest(secret, said, "sha256") for secret in secrets)
    return {
        "content-type": "application/json",
        "webhook-id": identifier,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{b64encode(digest).decode()}" for digest in digests),
    }


def keys(channel: WebhookChannel, secrets: Mapping[str, str]) -> tuple[bytes, ...]:
    """The signing keys of the channel; SendError names what is wrong with them."""
    variable = channel.secret_env or ""
    listed = secrets.get(variable, "").split()
    if not listed:
        raise SendError(f"{channel.id}: no secret: set {variable} to whsec_…")
    return tuple(_key(channel, variable, secret) for secret in listed)


def _key(channel: WebhookChannel, variable: str, secret: str) -> bytes:
    coded = secret.removeprefix(_PREFIX)
    try:
        key = b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except (NotBase64, ValueError):
        key = b""
    if coded == secret or key == b"":
        # From nothing: no part of the secret may be shown.
        reason = f"{channel.id}: {variable} must hold whsec_ and base64, space-separated"
        raise SendError(reason)
    return key


def _require_success(channel: WebhookChannel, response: httpx.Response, now: datetime) -> None:
    status = response.status_code
    if response.is_success:
        return
    reason = f"{channel.id}: answered {status_words(status)}"
    if status == HTTPStatus.GONE:
        raise SendError(f"{reason}: it wants no more deliveries", gone=True)
    if status in COME_BACK or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SendError(reason, retry_after=retry_after(response.headers, now))
    raise SendError(reason, permanent=True)
