"""Asking for one URL: bounded in time, size and redirects, at its host's pace, never privately."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version

import httpx

from config.networks import openings
from sources.answers import Answer
from sources.body import BodyError, read_body
from sources.connect import LIMITS, Deadline, GuardedTransport, Limits, time_limit
from sources.failures import in_words
from sources.pace import Pace

AGENT = "tidewaiter"
"""The name by which a robots.txt may speak to us."""
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)
_MOVED_FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_EXCERPT = 100_000
"""Bytes of an error page that are read, to tell a bot filter by."""


@dataclass(frozen=True, slots=True)
class Line:
    """What every request goes out through: the guarded client, at a pace, within limits."""

    client: httpx.Client
    pace: Pace
    limits: Limits = LIMITS


Check = Callable[[str], None]
"""Looks at a URL before it is asked for; FetchError forbids it."""


def open_client(allow_networks: tuple[str, ...] = ()) -> httpx.Client:
    """The one client for all that goes out; close it when done. ValueError for a bad network.

    It reaches public addresses and `allow_networks` (see `openings`) only, over http and https.
    It takes no proxy from the environment (a proxy would do the connecting, and so go round the
    guard), keeps no cookies, and follows no redirect by itself.
    """
    return httpx.Client(
        transport=GuardedTransport(openings(allow_networks)),
        trust_env=False,
        headers={
            "User-Agent": f"{AGENT}/{version('tidewaiter')} (trade policy news watcher)",
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip",
        },
        timeout=_timeout(LIMITS),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def ask(
    line: Line,
    source_id: str,
    url: str,
    headers: Mapping[str, str] | None = None,
    check: Check | None = None,
) -> Answer:
    """The answer to a GET at the end of the redirects, whatever its status; else FetchError.

    Each hop is a guarded request of its own, at its own host's pace, that `check` looks at first.
    """
    limits = line.limits
    with time_limit(limits.total) as deadline, in_words(source_id, deadline, limits):
        request = line.client.build_request("GET", url, headers=headers, timeout=_timeout(limits))
        # Asked for directly, the new place would not be given the password of the old one.
        moved_to, for_good = None, not request.url.userinfo
        for _ in range(limits.redirects + 1):
            status, found = _hop(line, request, deadline, check)
            if isinstance(found, Answer):
                return replace(found, moved_to=moved_to)
            is_weaker = (request.url.scheme, found.url.scheme) == ("https", "http")
            for_good = for_good and status in _MOVED_FOR_GOOD and not is_weaker
            moved_to = str(found.url) if for_good else moved_to
            request = found
        raise httpx.TooManyRedirects(f"more than {limits.redirects} redirects", request=request)


def _hop(
    line: Line, request: httpx.Request, deadline: Deadline, check: Check | None
) -> tuple[int, Answer | httpx.Request]:
    """One request's status, and its answer or the request that it is redirected to."""
    with ExitStack() as held:
        with deadline.paused():
            if check is not None:
                check(str(request.url))
            held.enter_context(line.pace.turn(request.url.host))
        response = held.enter_context(closing(line.client.send(request, stream=True)))
        following = response.next_request
        if following is None:
            return response.status_code, _answer(response, line.limits)
        # A password is config's to give, not a redirect's.
        following.url = following.url.copy_with(userinfo=b"", fragment=None)
        return response.status_code, following


def _answer(response: httpx.Response, limits: Limits) -> Answer:
    return Answer(
        # Where it was found in the end, less any password.
        url=str(response.url.copy_with(userinfo=b"", fragment=None)),
        status=response.status_code,
        headers=response.headers,
        body=_body(response, limits),
        charset=response.charset_encoding,
    )


def _body(response: httpx.Response, limits: Limits) -> bytes:
    if response.status_code == HTTPStatus.OK:
        return read_body(response, limits.size)
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return b""
    try:
        return read_body(response, _EXCERPT)
    except (BodyError, httpx.HTTPError):
        return b""


def _timeout(limits: Limits) -> httpx.Timeout:
    return httpx.Timeout(limits.read, connect=limits.connect)
