"""RSS 0.9x to 2.0, RDF and Atom out of well-formed XML: one pass over lxml's tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from parsers.entry import ENTRY_LIMIT, Entry
from parsers.text import lines_of_tree, local_name, plain
from parsers.urls import absolute

_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XHTML = "http://www.w3.org/1999/xhtml"
_CONTAINERS = frozenset({"rss", "rdf", "channel", "feed"})

_CORE = {
    "title": "title", "link": "link", "description": "summary", "summary": "summary",
    "content": "content", "encoded": "content", "guid": "id", "id": "id",
    "pubdate": "published", "published": "published", "issued": "published",
    "date": "updated", "updated": "updated", "modified": "updated", "created": "created",
    "language": "language",
}  # fmt: skip
"""What a field of an entry is, by its name in lower case, in the feed's own vocabulary."""
_ENTRIES = ("item", "entry", "ITEM", "ENTRY")
_OPEN_CDATA: int = etree.ErrorTypes.ERR_CDATA_NOT_FINISHED
_OPEN_TAG: int = etree.ErrorTypes.ERR_TAG_NOT_FINISHED
_DATES = ("published", "updated", "created")
_RELATIONS = {"alternate": 0, "related": 2, "via": 3}
"""Which of an entry's links leads to what it tells of, the nearest first."""
_PAGES = ("text/html", "application/xhtml+xml")
_MODULES = {
    "http://purl.org/dc/elements/1.0/": _CORE | {"identifier": "id", "description": "spare"},
    "http://purl.org/dc/elements/1.1/": _CORE | {"identifier": "id", "description": "spare"},
    "http://purl.org/dc/terms/": _CORE | {"identifier": "id", "description": "spare"},
    "http://purl.org/rss/1.0/modules/content/": {"encoded": "content"},
    _XHTML: {"body": "content", "div": "content"},
    "http://www.w3.org/2005/atom": _CORE,
    "http://purl.org/atom/ns#": _CORE,
    "http://search.yahoo.com/mrss/": {"title": "name", "description": "spare", "group": "group"},
    "http://search.yahoo.com/mrss": {"title": "name", "description": "spare", "group": "group"},
    "http://www.itunes.com/dtds/podcast-1.0.dtd": {"summary": "spare", "title": "name"},
    "http://www.google.com/schemas/sitemap-news/0.9": {
        "title": "name", "publication_date": "published", "language": "language",
    },
}  # fmt: skip
"""The same for other vocabularies, by namespace in lower case; what they lack is not read."""
_PREFIXES = {
    "dc": _MODULES["http://purl.org/dc/elements/1.1/"],
    "content": _MODULES["http://purl.org/rss/1.0/modules/content/"],
    "atom": _CORE,
}


class Damaged(Exception):  # noqa: N818 - said of the document
    """XML that is not well-formed, and where."""


class Odd(Exception):  # noqa: N818 - said of the document
    """XML in which this reader finds no feed; a more forgiving one may."""


@dataclass(slots=True)
class _Feed:
    """A feed on its way to entries."""

    url: str
    language: str | None
    vocabulary: str | None
    """The namespace of the entries themselves."""
    roles: dict[str, str] = field(default_factory=dict)
    """What each tag met so far is; "" for one that is not read."""


def read_feed(body: bytes, url: str, *, may_be_cut: bool = False) -> Iterator[Entry]:
    """The entries of a feed in UTF-8, without its XML declaration and document type.

    Raises Damaged at once when it is not well-formed, or not as far as it goes where it
    `may_be_cut`; Odd when it is no feed that this reader knows.
    """
    root = _root(body, may_be_cut=may_be_cut)
    if local_name(root.tag) not in _CONTAINERS:
        raise Odd(f"its root is <{local_name(root.tag)}>")
    if root.getroottree().docinfo.internalDTD is not None:
        raise Odd("it has a document type")
    elements = _entries(root)
    if not elements and (b"<item" in body or b"<entry" in body):
        raise Odd("its entries stand in an unknown place")
    vocabulary = _namespace(elements[0].tag) if elements else None
    feed = _Feed(url, _feed_language(root), vocabulary)
    return (_entry(number, element, feed) for number, element in enumerate(elements, 1))


def _root(body: bytes, *, may_be_cut: bool) -> etree._Element:
    try:
        return etree.fromstring(body, _parser())
    except etree.XMLSyntaxError as error:
        whole = _whole_part(body, getattr(error, "code", None)) if may_be_cut else None
        if whole is not None:
            return etree.fromstring(whole, _parser(recover=True))
        raise Damaged(str(error).partition(" (<string>")[0]) from error


def _whole_part(body: bytes, code: int | None) -> bytes | None:
    """A document that lacks its end, without its last text; None where the first error is another.

    Half a title is none: the same item would come again under the whole one.
    """
    if code == _OPEN_CDATA:
        start = body.rfind(b"<![CDATA[")
        last = body[start:]
        return None if b"<item" in last or b"<entry" in last else body[:start]
    return body[: body.rfind(b">") + 1] if code == _OPEN_TAG else None


def _parser(*, recover: bool = False) -> etree.XMLParser:
    # No entity, DTD or file is ever looked up; libxml2's own limits on depth and size hold.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _entries(root: etree._Element) -> list[etree._Element]:
    """Entries in the channel, beside it (RDF) or in the feed (Atom), in their order."""
    found: list[etree._Element] = []
    for child in root:
        inside = child if local_name(child.tag) == "channel" else [child]
        found += [
            element
            for element in inside
            if element.tag.endswith(_ENTRIES) and local_name(element.tag) in _ENTRIES
        ]
    return found[: ENTRY_LIMIT + 1]


def _entry(number: int, element: etree._Element, feed: _Feed) -> Entry:
    found: dict[str, etree._Element] = {}
    links: list[etree._Element] = []
    contents: list[str] = []
    roles, known = feed.roles, feed.roles.get
    waiting = list(element)
    for child in waiting:
        tag = child.tag
        role = known(tag)
        if role is None:
            role = roles[tag] = _role(tag, feed)
        if role == "":
            continue
        if role == "link":
            links.append(child)
        elif role == "content":
            contents.append(_content(child))
        elif role == "group":
            waiting += child
        elif role not in found or not found[role].text:
            found[role] = child
    text = max(contents, key=len, default="")
    summary = _markup(found.get("summary", found.get("spare")))
    guid = _word(found.get("id")) or element.get(f"{_RDF}about")
    return Entry(
        place=f"entry {number}",
        title=plain(_markup(found.get("title", found.get("name")))),
        summary="" if summary in contents else plain(summary),
        text=plain(text),
        guid=guid,
        link=_link(links) or _permalink(found.get("id"), guid),
        base=_base(element, links, feed),
        date=next((date for role in _DATES if (date := _word(found.get(role)))), None),
        languages=(_own_language(element, found, feed), feed.language),
    )


def _role(tag: str, feed: _Feed) -> str:
    """What a tag is in an entry of this feed; "" when it is not read."""
    space, name = _namespace(tag), local_name(tag)
    if space in ("", feed.vocabulary):
        prefix, colon, _ = tag.rpartition(":")
        # A prefix that nobody declared is part of the name.
        known = _PREFIXES.get(prefix.lower(), {}) if space == "" and colon else _CORE
    else:
        known = _MODULES.get(space.lower(), {})
    return known.get(name, "")


def _markup(element: etree._Element | None) -> str:
    """An element's text as HTML; markup that was not escaped comes as its lines."""
    if element is None:
        return ""
    if len(element) == 0:
        return element.text or ""
    lines = lines_of_tree(element)
    # In XHTML "&lt;b&gt;" is the text "<b>"; elsewhere it is a tag, escaped once too little.
    if element.get("type") == "xhtml" or _namespace(element.tag) == _XHTML:
        lines = [escape(line, quote=False) for line in lines]
    return "<br>".join(lines)


def _content(element: etree._Element) -> str:
    """A content's markup; "" for one that is no text (Atom's media, Base64)."""
    kind = (element.get("type") or "").lower()
    is_text = kind in ("", "html", "xhtml") or kind.startswith(("text", "application/xh"))
    return _markup(element) if is_text and element.get("mode") != "base64" else ""


def _word(element: etree._Element | None) -> str | None:
    return None if element is None else (element.text or "").strip() or None


def _link(links: list[etree._Element]) -> str | None:
    """RSS's link, which is text, before Atom's, which is an attribute of the nearest relation."""
    best, found = 9, None
    for link in links:
        text = (link.text or "").strip()
        if text:
            return text
        place = _RELATIONS.get((link.get("rel") or "alternate").lower(), 9)
        if place == 0 and (link.get("type") or "text/html") not in _PAGES:
            place = 1
        if place < best and link.get("href"):
            best, found = place, link.get("href")
    return found


def _permalink(element: etree._Element | None, guid: str | None) -> str | None:
    """A guid stands for the link where it is a URL and nobody says that it leads nowhere."""
    if guid is None or not guid.startswith("http"):
        return None
    said = "" if element is None else (element.get("isPermaLink") or "")
    return None if said.strip().lower() == "false" else guid


def _base(element: etree._Element, links: list[etree._Element], feed: _Feed) -> str:
    base = (links[0] if links else element).base
    return (absolute(feed.url, base) or feed.url) if base else feed.url


def _own_language(
    element: etree._Element, found: dict[str, etree._Element], feed: _Feed
) -> str | None:
    title = found.get("title")
    own = None if title is None else title.get(f"{_XML}lang")
    said = _word(found.get("language")) or own or element.get(f"{_XML}lang")
    return None if said == feed.language else said


def _feed_language(root: etree._Element) -> str | None:
    """The language of the channel or feed, or the one that its root declares."""
    for holder in (root, *(child for child in root if local_name(child.tag) == "channel")):
        for child in holder:
            if local_name(child.tag) == "language" and child.text:
                return child.text.strip() or None
    return root.get(f"{_XML}lang") or None


def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
