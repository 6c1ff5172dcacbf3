"""The cheap repairs that make most damaged feeds well-formed, tried before the slow reader.

One is for UTF-8 that somebody took for Windows text and encoded once more ("Ã©" for "é").
"""

import codecs
import re
from collections.abc import Sequence
from html import escape
from html.entities import html5

from parsers.entry import Entry

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf|\s)*(?:<\?xml[^>]*\?>\s*)?")
_ROOT = re.compile(rb"<[a-zA-Z_]")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*+(?:\[[^\]]*+\][^<>]*+)?>", re.IGNORECASE)
# To the end of the text where it is not closed, so that it is looked at once only.
_CDATA = re.compile(r"(<!\[CDATA\[(?>[^\]]++|\](?!\]>))*+(?:\]\]>|\Z))")
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#[xX][0-9a-fA-F]+);)(?:([a-zA-Z][a-zA-Z0-9]{0,31});)?"
)
_NUMBER = re.compile(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?")
# What XML 1.0 does not allow as a character at all (section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_END = re.compile(r"</(?:rss|feed|(?:rdf:)?RDF)\s*>", re.IGNORECASE)
_NO_CHARACTER = "\ufffd"
"""Not nothing: what stands before and after it could then make a new reference."""
_PROLOG_LIMIT = 200_000
_SAMPLE = 300
_LATER = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# UTF-8's first bytes as Windows letters, before as many of the bytes that follow as they ask for.
_TRACE = re.compile(f"[ÂÃÄÅÎÏÐÑ]{_LATER}|[à-ï]{_LATER}{_LATER}")


def without_prolog(body: bytes) -> bytes:
    """A feed in UTF-8 without blanks, XML declaration and document type before its root.

    The declaration names the encoding that the bytes had; the document type can only do harm:
    entities that grow without end, files and addresses to look up.
    """
    match = _PROLOG.match(body)
    body = _blank(body, match) if match is not None else body
    root = _ROOT.search(body, 0, _PROLOG_LIMIT)
    place = body[: root.start() if root else 0].upper().find(b"<!DOCTYPE")
    match = _DOCTYPE.match(body, place) if place >= 0 else None
    return body if match is None else _blank(body, match)


def _blank(body: bytes, match: re.Match[bytes]) -> bytes:
    """The document without a match, its lines where they were: a problem names them."""
    return body[: match.start()] + b"\n" * match[0].count(b"\n") + body[match.end() :]


def repair(body: bytes) -> bytes:
    """A feed in UTF-8 without forbidden characters, bare `&`, HTML's entities, and what follows it.

    What CDATA holds is left alone: there `&` stands for itself. References to what is no character
    become U+FFFD everywhere: feedparser breaks at them.
    """
    text = _FORBIDDEN.sub("", body.decode("utf-8", "replace"))
    pieces = _CDATA.split(_NUMBER.sub(_number, text))
    pieces[::2] = [_REFERENCE.sub(_reference, piece) for piece in pieces[::2]]
    for number in range(0, len(pieces), 2):
        end = _END.search(pieces[number])
        if end is not None:
            pieces[number:] = [pieces[number][: end.end()]]
            break
    return "".join(pieces).encode()


def _reference(match: re.Match[str]) -> str:
    """What may stand in XML for a name that only HTML knows, or for no reference at all."""
    name = match[1]
    if name is None:
        return "&amp;"
    character = html5.get(f"{name};")
    return f"&amp;{name};" if character is None else escape(character)


def _number(match: re.Match[str]) -> str:
    decimal, hexadecimal = match.groups()
    if len(match[0]) > 20:
        return _NO_CHARACTER
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return match[0] if _is_allowed(code) else _NO_CHARACTER


def _is_allowed(code: int) -> bool:
    in_plane = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return in_plane or code in (9, 10, 13) or 0x10000 <= code < 0x110000


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
