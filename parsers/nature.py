"""What a document is, whatever it was sent or asked for as: for the words of an error."""

import re
from dataclasses import dataclass

from config.schema import Kind
from parsers.encoding import decode
from parsers.jsontext import read_json
from parsers.text import plain, quoted
from sources.document import Document


@dataclass(frozen=True, slots=True)
class Nature:
    """What a document is: its name, the kinds of source that read such, and what it says."""

    name: str
    kinds: tuple[Kind, ...] = ()
    advice: Kind | None = None
    """The kind that was most likely meant."""
    says: str = ""
    """The server's own words in an error or the title of a page, quoted."""


_MAGIC = (
    (b"%PDF", Nature("a PDF")),
    (b"\x89PNG", Nature("an image")),
    (b"GIF8", Nature("an image")),
    (b"\xff\xd8\xff", Nature("an image")),
    (b"PK\x03\x04", Nature("a ZIP archive")),
    (b"\x1f\x8b", Nature("gzip", ("sitemap",))),
)
"""What a document is, by its first bytes."""
_ROOTS = {
    "rss": Nature("an RSS feed", ("feed",), "feed"),
    "rdf": Nature("an RSS feed", ("feed",), "feed"),
    "feed": Nature("an Atom feed", ("feed",), "feed"),
    "urlset": Nature("a sitemap", ("sitemap",), "sitemap"),
    "sitemapindex": Nature("a sitemap index", ("sitemap",), "sitemap"),
    "opml": Nature("OPML, a list of feeds"),
    "error": Nature("an error in XML"),
    "envelope": Nature("a SOAP answer"),
}
_ERROR_KEYS = ("error", "errors", "message", "detail", "error_description")
_SAMPLE = 20_000
_PROLOG = re.compile(
    r"(?:\s+|<\?[^>]*>|<!--.*?-->|<!(?!doctype\s+html)[^>\[]*>)*", re.I | re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([a-z][\w.-]{0,40})", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|h[1-6]|div|center|script|meta|title|br|table|form)\b", re.IGNORECASE)


def nature(document: Document) -> Nature | None:
    """What the document is by its first bytes, None when they tell nothing."""
    known = nature_of_bytes(document.body)
    if known is not None:
        return known
    text = decode(document.body[:_SAMPLE], document.charset)
    if text.lstrip()[:1] in ("{", "["):
        return _json(document)
    start = _past_prolog(text)
    if _HTML.match(start) is not None:
        return Nature("an HTML page", ("page",), says=_title(text))
    root = _ROOT.match(start)
    if root is not None and root[1].lower() in _ROOTS:
        return _ROOTS[root[1].lower()]
    return Nature("an HTML page", ("page",), says=_title(text)) if _MARKUP.match(start) else None


def nature_of_bytes(body: bytes) -> Nature | None:
    """What a document that is no text is by its first bytes; None for any other."""
    return next((known for mark, known in _MAGIC if body.startswith(mark)), None)


def is_html(text: str) -> bool:
    """Whether a document's root is HTML, whatever it was sent as."""
    return _HTML.match(_past_prolog(text[:_SAMPLE])) is not None


def error_in(answer: object) -> str | None:
    """What a JSON answer says went wrong, quoted; None where it says nothing."""
    if not isinstance(answer, dict):
        return None
    for key in _ERROR_KEYS:
        value = answer.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("message") or value.get("detail") or value.get("code")
        if isinstance(value, str) and value.strip():
            return quoted(value, 120)
    return None


def _past_prolog(text: str) -> str:
    """What follows blanks, comments, declarations and document types other than HTML's."""
    prolog = _PROLOG.match(text)
    return text[prolog.end() if prolog else 0 :]


def _json(document: Document) -> Nature | None:
    try:
        answer = read_json(decode(document.body, document.charset))
    except ValueError:
        return None
    if isinstance(answer, dict) and "items" in answer:
        return Nature("a JSON Feed", ("feed", "api"), "feed")
    said = error_in(answer)
    if said is not None:
        return Nature("an error in JSON", ("api",), says=said)
    return Nature("JSON", ("api",), "api")


def _title(text: str) -> str:
    found = _TITLE.search(text)
    title = plain(found[1]) if found else ""
    return quoted(title) if title else ""
