"""What goes wrong on the way to an answer, as a FetchError in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from sources.body import BodyError
from sources.connect import AddressRefused, Deadline, Limits
from sources.document import FetchError

_HOPELESS = (
    AddressRefused,
    httpx.UnsupportedProtocol,
    httpx.TooManyRedirects,
    httpx.InvalidURL,
)
_NOWHERE = "Invalid URL in location header"
"""httpx's words for a redirect that leads to no URL."""


@contextmanager
def in_words(source_id: str, deadline: Deadline, limits: Limits) -> Iterator[None]:
    """Whatever the client raises inside the block is raised as a FetchError of the source."""
    try:
        yield
    except BodyError as error:
        raise FetchError(source_id, str(error), permanent=error.permanent) from error
    except httpx.TimeoutException as error:
        raise FetchError(source_id, _late(error, deadline, limits)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason, permanent = _said(error)
        raise FetchError(source_id, reason, permanent=permanent) from error
    except UnicodeError as error:  # httpx lets idna's own errors through
        reason = "a URL whose host is no name in any script"
        raise FetchError(source_id, reason, permanent=True) from error


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
    hopeless = isinstance(error, _HOPELESS) or words.startswith(_NOWHERE)
    return words or type(error).__name__, hopeless
