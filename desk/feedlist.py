"""Sources as the OPML list of feeds that any reader takes."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

if TYPE_CHECKING:
    from config.schema import Source

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_FOLDERS = 2
"""A source's first two groups are its folders: official/north-america. Its categories are all."""


def to_opml(sources: "Iterable[Source]", title: str, now: datetime) -> str:
    """An OPML 2.0 document; feeds are of type rss, other sources are links (2.0, section 4)."""
    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(now, usegmt=True)
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for source in sources:
        within = _folder(folders, source.groups[:_FOLDERS])
        etree.SubElement(within, "outline", _attributes(source))
    etree.indent(root)
    return f"{_DECLARATION}\n{etree.tostring(root, encoding='unicode')}\n"


def _folder(
    folders: dict[tuple[str, ...], etree._Element], names: tuple[str, ...]
) -> etree._Element:
    """The folder of these names, made with those around it where it is not there yet."""
    if names not in folders:
        around = _folder(folders, names[:-1])
        folders[names] = etree.SubElement(around, "outline", {"text": names[-1]})
    return folders[names]


def _attributes(source: "Source") -> dict[str, str]:
    found = {"text": source.name, "title": source.name}
    if source.kind == "feed":
        parts = urlsplit(source.location)
        site = f"{parts.scheme}://{parts.netloc}/"
        found |= {"type": "rss", "xmlUrl": source.location, "htmlUrl": site}
    else:
        found |= {"type": "link", "url": source.location}
    if source.language:
        found["language"] = source.language
    if source.groups:
        found["category"] = ",".join(source.groups)
    return found
