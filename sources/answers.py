"""What an HTTP answer's status and headers say; pure."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from sources.document import FetchError

LONGEST_WAIT = timedelta(hours=24)
"""Neither a server's Retry-After nor a row of failures keeps us away for longer."""
COME_BACK = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)


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
    except (ValueError, OverflowError):
        return None
    return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)


def refused(source_id: str, status: int, headers: httpx.Headers, now: datetime) -> FetchError:
    """The failure that an answer without a document is."""
    return FetchError(
        source_id,
        status_words(status),
        permanent=is_permanent(status),
        soft=status in (*COME_BACK, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT),
        retry_after=retry_after(headers, now),
    )
