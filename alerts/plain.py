"""Text from outside made harmless: no control characters, no reordering marks, no endless lines."""

from functools import cache
from unicodedata import category
from urllib.parse import urlsplit

_KEPT = frozenset("\u200c\u200d")
"""The joiners that Persian, Hindi and emoji need."""
_REFUSED = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_URL_LIMIT = 2000


def blanked(text: str) -> str:
    """The text with a space for each character that has no place on a line; offsets stay."""
    return text if text.isascii() and text.isprintable() else "".join(map(_harmless, text))


def one_line(text: str, limit: int) -> str:
    """The text on one line of at most `limit` characters, an ellipsis for what is cut."""
    line = " ".join(blanked(text[: 10 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def web_url(url: str | None) -> str | None:
    """The URL where a reader may follow it: http or https, printable, of a sane length."""
    if url is None or len(url) > _URL_LIMIT or not url.isprintable() or " " in url:
        return None
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


@cache
def _harmless(letter: str) -> str:
    return letter if letter in _KEPT or category(letter) not in _REFUSED else " "
