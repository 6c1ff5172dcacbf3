"""OPML 2.0 (https://opml.org/spec2.opml): the lists of feeds that readers exchange."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.encoding import decode
from parsers.feeds.repair import repair, without_prolog
from parsers.item import ParseError
from parsers.language import normalise
from parsers.text import local_name, one_line, plain
from parsers.urls import absolute

SIZE_LIMIT = 5_000_000
"""Bytes; a list of ten thousand feeds has three million."""
OUTLINE_LIMIT = 20_000
DEPTH_LIMIT = 20
"""Folders within each other."""
_NAME_LIMIT = 120

Folders = tuple[str, ...]

# What is left of a document type once a harmless one was taken out.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. Names are plain and clean, addresses http(s) and absolute."""

    title: str
    """Never empty: a feed without a name has its address for one."""
    xml_url: str
    html_url: str | None = None
    language: str | None = None
    """ISO 639-1."""
    folders: tuple[str, ...] = ()
    """The names of the folders around it, the outermost first."""
    categories: tuple[str, ...] = ()
    """As the feed itself names them; a path (`/Boston/Weather`) stays one."""


def read_opml(name: str, body: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML document called `name`, in its order; folders and links are left out.

    Raises ParseError when it is none, or too large, too deep or too long a list.
    """
    outlines = (_feed(element, folders) for element, folders in _elements(name, _root(name, body)))
    return tuple(outline for outline in outlines if outline is not None)


def _root(name: str, body: bytes) -> etree._Element:
    if len(body) > SIZE_LIMIT:
        raise ParseError(name, f"larger than {SIZE_LIMIT // 1_000_000} MB")
    utf8 = repair(without_prolog(decode(body, None).encode("utf-8", "replace")))
    if _DOCTYPE.search(utf8):
        raise ParseError(name, "entities are declared, which OPML has none of")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(utf8, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(name, "not OPML") from error
    if root is None or local_name(root.tag) != "opml":
        raise ParseError(name, "not OPML")
    return root


def _elements(name: str, root: etree._Element) -> Iterator[tuple[etree._Element, Folders]]:
    """Every outline with the names of the folders around it; no recursion, however deep."""
    body = next((child for child in root if local_name(child.tag) == "body"), None)
    waiting: list[tuple[etree._Element, Folders]] = _within(body, ())
    count = 0
    while waiting:
        element, folders = waiting.pop()
        count += 1
        if count > OUTLINE_LIMIT:
            raise ParseError(name, f"more than {OUTLINE_LIMIT:,} outlines")
        if len(folders) > DEPTH_LIMIT:
            raise ParseError(name, f"more than {DEPTH_LIMIT} folders within each other")
        yield element, folders
        waiting += _within(element, (*folders, _title(element)))


def _within(
    element: etree._Element | None, folders: Folders
) -> list[tuple[etree._Element, Folders]]:
    """The outlines right inside an element, the first one last."""
    inside = (
        []
        if element is None
        else [child for child in element if local_name(child.tag) == "outline"]
    )
    return [(child, folders) for child in reversed(inside)]


def _feed(element: etree._Element, folders: Folders) -> Outline | None:
    """An outline as a feed; None for a folder, a link, or an address that is none of the web."""
    xml_url = absolute(None, _attribute(element, "xmlurl"))
    if xml_url is None:
        return None
    categories = _attribute(element, "category").split(",")
    return Outline(
        title=_title(element) or xml_url,
        xml_url=xml_url,
        html_url=absolute(None, _attribute(element, "htmlurl")),
        language=normalise(_attribute(element, "language")),
        folders=tuple(folder for folder in folders if folder),
        categories=tuple(name for name in map(_name, categories) if name),
    )


def _title(element: etree._Element) -> str:
    return _name(_attribute(element, "text") or _attribute(element, "title"))


def _name(text: str) -> str:
    return one_line(plain(text), _NAME_LIMIT)


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute in whatever case it was written (`xmlUrl`, `xmlurl`, `XMLURL`)."""
    for key, value in element.attrib.items():
        if str(key).lower() == name:
            return str(value).strip()
    return ""
