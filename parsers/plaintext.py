"""A file of plain text: one item, its first line the title."""

from config.schema import Source
from parsers.encoding import decode
from parsers.entry import Entry, collect
from parsers.item import Parsed, ParseError
from parsers.text import clean
from sources.document import Document


def parse_text(source: Source, document: Document) -> Parsed:
    """The one item of a text; ParseError when it is empty or not text."""
    if b"\0" in document.body[:1024] and not document.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ParseError(source.id, "bytes that are no text")
    title, _, text = clean(decode(document.body, document.charset)).partition("\n")
    if not title:
        raise ParseError(source.id, "an empty document")
    entry = Entry(place="text", title=title.lstrip("# "), text=text, is_document=True)
    return collect(source, document, [entry])
