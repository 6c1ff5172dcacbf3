"""What an HTTP answer's status, headers and first bytes say; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from sources.document import Document, FetchError, FetchState

LONGEST_WAIT = timedelta(hours=24)
"""Neither a server's Retry-After nor a row of failures keeps us away for longer."""
BLOCKED_WAIT = timedelta(hours=12)
"""A wall that takes us for a robot is knocked at twice a day."""
COME_BACK = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
TRUST = 9
"""Answers "not modified" in a row that are believed; then the document itself is asked for."""

# RFC 9110, 8.8.3; longer ones are no tag but a burden, and are sent by nobody in good faith.
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]{0,512}"')
_WALL = re.compile(
    rb"<title>\s*(?:just a moment|attention required|access denied|ddos-guard|robot check"
    rb"|one moment, please|are you a robot|security check|verify(?:ing)? you are (?:a )?human)"
    rb"[^<]{0,30}</title>|_cf_chl_opt|px-captcha",
    re.IGNORECASE,
)
_HTML = re.compile(rb"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_WALL_SIZE = 100_000
"""Bytes; what is larger is a page with content of its own."""
_FRAME, _FRAME_SIZE = b"_Incapsula_Resource", 5_000
"""A filter that puts its script into real pages too: only a page of hardly more is its wall."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came at the end of the redirects; the body whole of a 200, else what there was of it."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    charset: str | None = None
    """The charset parameter of the Content-Type header."""
    moved_to: str | None = None
    """Where the URL that was asked for was moved for good: the end of its first 301s and 308s."""


def status_words(status: int) -> str:
    """`404 Not Found`: in the standard's words, as the server's own may be anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def is_permanent(status: int) -> bool:
    """Whether asking again will give the same: 4xx, but for those that ask us to come back."""
    return 400 <= status < 500 and status not in COME_BACK


def retry_after(headers: httpx.Headers, now: datetime) -> datetime | None:
    """When the server wants to be asked again (aware UTC), at most a day from `now`.

    Seconds or an HTTP date (RFC 9110, 10.2.3); what is neither, or in the past, is None.
    """
    said = headers.get("retry-after", "").strip()
    wanted = _after_seconds(said, now) if said.isdecimal() else _http_date(said)
    if wanted is None or wanted <= now:
        return None
    return min(wanted, now + LONGEST_WAIT)


def _after_seconds(said: str, now: datetime) -> datetime:
    # Ten digits are three centuries, and more would not fit a timedelta.
    return now + min(timedelta(seconds=int(said[:10])), LONGEST_WAIT)


def _http_date(said: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(said)
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # no date, or one beyond the last year
        return None


def conditions(state: FetchState) -> Mapping[str, str]:
    """Conditional headers (RFC 9110, 13.1), once there was a full parse to be unchanged from.

    None after a row of "not modified": some servers say it for ever.
    """
    if state.digest is None or state.unchanged >= TRUST:
        return {}
    named = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in named.items() if value is not None}


def document_of(answer: Answer, now: datetime) -> Document:
    """The document that a 200 brought, with the validators that may be sent back."""
    etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    return Document(
        url=answer.url,
        body=answer.body,
        media_type=media_type(answer) or None,
        charset=answer.charset,
        fetched_at=now,
        etag=etag if _ETAG.fullmatch(etag) else None,
        last_modified=modified if len(modified) < 60 and _http_date(modified) else None,
    )


def media_type(answer: Answer) -> str:
    return str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()


def is_wall(answer: Answer) -> bool:
    """Whether it is the page with which a bot filter turns programs away, whatever its status."""
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if len(answer.body) > _WALL_SIZE or _HTML.match(answer.body) is None:
        return False
    is_frame = len(answer.body) < _FRAME_SIZE and _FRAME in answer.body
    return is_frame or _WALL.search(answer.body) is not None


def refused(source_id: str, answer: Answer, now: datetime) -> FetchError:
    """The failure that an answer without a document is."""
    words, status = status_words(answer.status), answer.status
    if is_wall(answer):
        return blocked(source_id, words, now)
    gone = status == HTTPStatus.GONE
    return FetchError(
        source_id,
        f"{words}: taken away for good" if gone else words,
        permanent=is_permanent(status),
        soft=status in (*COME_BACK, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT),
        retry_after=now + LONGEST_WAIT if gone else retry_after(answer.headers, now),
    )


def blocked(source_id: str, words: str, now: datetime) -> FetchError:
    """The failure that a bot filter's page is: it stays where it is, so we come back rarely."""
    reason = f"{words}: blocked by a bot filter"
    return FetchError(source_id, reason, permanent=True, retry_after=now + BLOCKED_WAIT)
