"""What a page says of its article for search engines: JSON-LD in the words of schema.org."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from parsers.jsontext import read_json
from parsers.text import plain

_LONGEST = 1_000_000
"""Characters of one script; what is longer describes no article."""
_MOST = 50
_DEEPEST = 3
_TELLING = re.compile(r'"(?:datePublished|articleBody|headline)"')
_ARTICLE = re.compile(r"Article|Posting|Report|Review|PressRelease")
_DATE = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"]{8,60})"')
# An object's other members are other articles: lists, related ones, the site.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")


@dataclass(frozen=True, slots=True)
class Linked:
    """An article as JSON-LD tells of it; empty where it does not."""

    headline: str = ""
    description: str = ""
    body: str = ""
    """Plain text, a paragraph a line."""
    dates: tuple[str, ...] = ()
    """Of publication, as spelled; the article's own first, then the page's."""
    language: str = ""


def read_linked(root: etree._Element) -> Linked:
    """What the scripts of a tree say of its article; one that is not readable is passed over."""
    objects: list[Mapping[str, object]] = []
    loose: list[str] = []
    for script in islice(root.iter("script"), _MOST * 4):
        text = script.text or ""
        if "ld+json" not in script.get("type", "") or len(text) > _LONGEST:
            continue
        if _TELLING.search(text) is not None:
            try:
                objects += _objects(read_json(_trimmed(text)), _DEEPEST)
            except ValueError:
                loose += _DATE.findall(text)[:1]
    articles = [found for found in objects[:_MOST] if _ARTICLE.search(str(found.get("@type")))]
    pages = [found for found in objects[:_MOST] if found not in articles]
    return Linked(
        headline=_first(articles, "headline") or _first(articles, "name"),
        description=_first(articles, "description"),
        body=plain(max(_texts(articles, "articleBody"), key=len, default="")),
        dates=(
            *_texts(articles, "datePublished"),
            *loose,
            *_texts(pages, "datePublished"),
            *_texts(articles, "dateCreated"),
        ),
        language=_first(articles, "inLanguage"),
    )


def _trimmed(text: str) -> str:
    """The value without the comment or the semicolon that some pages put around it."""
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    return text[min(starts, default=0) : max(text.rfind("}"), text.rfind("]")) + 1]


def _objects(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        for member in value[:_MOST]:
            yield from _objects(member, depth)
    elif isinstance(value, Mapping) and depth:
        yield value
        for name in _OWN:
            yield from _objects(value.get(name), depth - 1)


def _texts(objects: list[Mapping[str, object]], name: str) -> list[str]:
    values = (found.get(name) for found in objects)
    return [value for value in values if isinstance(value, str) and value.strip()]


def _first(objects: list[Mapping[str, object]], name: str) -> str:
    return plain(next(iter(_texts(objects, name)), "")[:5_000])
