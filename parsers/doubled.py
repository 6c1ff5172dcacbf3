"""UTF-8 that somebody took for Windows text and encoded once more ("Ã©" for "é")."""

import codecs
import re
from collections.abc import Sequence

from parsers.entry import Entry

_SAMPLE = 300
_LATER = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# UTF-8's first bytes as Windows letters, before as many of the bytes that follow as they ask for.
_TRACE = re.compile(f"[ÂÃÄÅÎÏÐÑ]{_LATER}|[à-ï]{_LATER}{_LATER}")


def _own_byte(error: UnicodeError) -> tuple[bytes, int]:
    """The byte of a control character, which Windows has no letter for."""
    if isinstance(error, UnicodeEncodeError):
        code = ord(error.object[error.start])
        if 0x80 <= code < 0xA0:
            return bytes([code]), error.start + 1
    raise error


codecs.register_error("tidewaiter-own-byte", _own_byte)


def looks_doubled(entries: Sequence[Entry]) -> bool:
    """Whether the first words of some entries show traces of it."""
    samples = (f"{entry.title} {(entry.text or entry.summary)[:_SAMPLE]}" for entry in entries)
    return any(not sample.isascii() and _TRACE.search(sample) is not None for sample in samples)


def undouble(body: bytes) -> bytes | None:
    """The document in UTF-8 as it was before; None unless every letter of it was encoded twice."""
    try:
        once = body.decode().encode("cp1252", "tidewaiter-own-byte")
        once.decode()
    except UnicodeError:
        return None
    return once
