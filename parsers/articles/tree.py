"""A page's bytes as a tree, or why they are none."""

import re
from dataclasses import dataclass

from lxml import etree

from parsers.encoding import decode
from parsers.nature import nature_of_bytes
from parsers.text import MARKUP_LIMIT
from sources.document import Document

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LATE_CHARSET = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD = 100_000
"""Bytes in which a late declaration of the charset is looked for."""
_SCRIPT = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
_LONG_SCRIPT = 20_000
_IN_FULL = {"a PDF": "a PDF document", "gzip": "a gzip file"}
"""What a nature is called here, where that is more than its name."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A page as libxml2 repairs it; comments are left out."""

    root: etree._Element
    is_cut: bool
    """Whether what is nested deeper than libxml2 goes (256) was left out."""

    @property
    def has_scripts(self) -> bool:
        return self.root.find(".//script") is not None


def not_a_page(document: Document) -> str | None:
    """Why a document cannot be a page, by its first bytes; None where it can."""
    known = nature_of_bytes(document.body)
    if known is not None:
        return f"{_IN_FULL.get(known.name, known.name)}, not a page"
    start = document.body[:1_024]
    # A few NULs are damage; UTF-16 without a mark is told by `decode`.
    if start.count(0) * 10 > len(start) and decode(start).count("\0") * 10 > len(start):
        return "bytes that are no text"
    return None


def read_tree(document: Document) -> Tree | None:
    """The tree of a page's first two million characters; None where there is no element."""
    charset = document.charset or _late_charset(document.body)
    markup = _DECLARATION.sub("", decode(document.body, charset), count=1)
    if len(markup) > MARKUP_LIMIT:
        markup = _without_long_scripts(markup)[:MARKUP_LIMIT]
    body = markup.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    limit = etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return None if root is None else Tree(root, any(e.type == limit for e in parser.error_log))


def _late_charset(body: bytes) -> str | None:
    """The charset of a meta tag, wherever in the head: browsers start again when they meet it."""
    found = _LATE_CHARSET.search(body[:_HEAD])
    return None if found is None else found[1].decode("ascii", "replace")


def _without_long_scripts(markup: str) -> str:
    """The markup of a huge page without its long scripts and styles, which come before the text."""
    kept: list[str] = []
    start, opened = 0, -1
    for tag in _SCRIPT.finditer(markup):
        if opened < 0 and not tag[1]:
            opened = tag.start()
        elif opened >= 0 and tag[1]:
            if tag.start() - opened > _LONG_SCRIPT:
                kept.append(markup[start:opened])
                start = tag.start()
            opened = -1
    return "".join((*kept, markup[start:]))
