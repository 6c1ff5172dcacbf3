"""Fetching a URL: conditional, bounded in time, size and redirects, never a private address."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version

import httpx

from config.schema import Source
from sources.addresses import networks
from sources.answers import refused
from sources.body import BodyError, read_body
from sources.connect import AddressRefused, Deadline, GuardedTransport, time_limit
from sources.document import Document, Fetched, FetchError, FetchState, digest_of

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take: seconds, decoded bytes, redirects."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 10_000_000
    redirects: int = 5


LIMITS = Limits()


def open_client(allow_networks: tuple[str, ...] = ()) -> httpx.Client:
    """The one client for all that goes out; close it when done. ValueError for a bad network.

    It reaches public addresses and `allow_networks` (CIDR) only, over http and https. It takes no
    proxy from the environment (a proxy would do the connecting, and so go round the guard), keeps
    no cookies, and follows no redirect by itself.
    """
    return httpx.Client(
        transport=GuardedTransport(networks(allow_networks)),
        trust_env=False,
        headers={
            "User-Agent": f"tidewaiter/{version('tidewaiter')} (trade policy news watcher)",
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip",
        },
        timeout=_timeout(LIMITS),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def get(
    client: httpx.Client, source: Source, state: FetchState, now: datetime, limits: Limits = LIMITS
) -> Fetched:
    """The document at the source's URL, or `unchanged`; FetchError for everything else."""
    with (
        time_limit(limits.total) as deadline,
        _failures(source, deadline, limits),
        closing(_follow(client, _request(client, source, state, limits), limits)) as response,
    ):
        if response.status_code == HTTPStatus.NOT_MODIFIED and _validators(state):
            return Fetched((), unchanged=True)
        if response.status_code != HTTPStatus.OK:
            raise refused(source.id, response.status_code, response.headers, now)
        document = _document(response, now, limits)
    if not document.body.strip():
        raise FetchError(source.id, "an empty answer", soft=True)
    if digest_of((document,)) == state.digest:
        return Fetched((), unchanged=True)
    return Fetched((document,))


def _timeout(limits: Limits) -> httpx.Timeout:
    return httpx.Timeout(limits.read, connect=limits.connect)


def _request(
    client: httpx.Client, source: Source, state: FetchState, limits: Limits
) -> httpx.Request:
    headers = _validators(state)
    return client.build_request("GET", source.location, headers=headers, timeout=_timeout(limits))


def _validators(state: FetchState) -> dict[str, str]:
    """Conditional headers (RFC 9110, 13.1), once there was a full parse to be unchanged from."""
    if state.digest is None:
        return {}
    named = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in named.items() if value is not None}


def _follow(client: httpx.Client, request: httpx.Request, limits: Limits) -> httpx.Response:
    """The open answer at the end of the redirects; each hop is a guarded request of its own."""
    for _ in range(limits.redirects + 1):
        response = client.send(request, stream=True)
        if response.next_request is None:
            return response
        response.close()
        request = response.next_request
    raise httpx.TooManyRedirects(f"more than {limits.redirects} redirects", request=request)


def _document(response: httpx.Response, now: datetime, limits: Limits) -> Document:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Document(
        # Where it was found in the end, less any password.
        url=str(response.url.copy_with(userinfo=b"", fragment=None)),
        body=read_body(response, limits.size),
        media_type=media_type or None,
        charset=response.charset_encoding,
        fetched_at=now,
        etag=response.headers.get("etag"),
        last_modified=response.headers.get("last-modified"),
    )


@contextmanager
def _failures(source: Source, deadline: Deadline, limits: Limits) -> Iterator[None]:
    """What goes wrong on the way becomes a FetchError in words."""
    try:
        yield
    except BodyError as error:
        raise FetchError(source.id, str(error), permanent=error.permanent) from error
    except httpx.TimeoutException as error:
        raise FetchError(source.id, _late(error, deadline, limits)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason, permanent = _said(error)
        raise FetchError(source.id, reason, permanent=permanent) from error


def _late(error: httpx.TimeoutException, deadline: Deadline, limits: Limits) -> str:
    if deadline.is_over:
        return f"not finished within {limits.total:g} s"
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return f"no connection within {limits.connect:g} s"
    return f"no answer within {limits.read:g} s"


def _said(error: httpx.HTTPError | httpx.InvalidURL) -> tuple[str, bool]:
    """The error in one clean line, and whether it is permanent."""
    words = re.sub(r"^\[Errno -?\d+\] ", "", str(error))
    words = "".join(letter if letter.isprintable() else " " for letter in words)[:200]
    if "CERTIFICATE_VERIFY_FAILED" in words:
        return "its certificate cannot be verified", True
    hopeless = (
        AddressRefused,
        httpx.UnsupportedProtocol,
        httpx.TooManyRedirects,
        httpx.InvalidURL,
    )
    return words or type(error).__name__, isinstance(error, hopeless)
