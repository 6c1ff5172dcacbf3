"""What a page says of its article beside its text: title, dates, description, language, address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from parsers.jsontext import read_json
from parsers.text import bare, clean, plain
from parsers.urls import absolute, canonical

_LONGEST_SCRIPT = 1_000_000
"""Characters of one script; what is longer describes no article."""
_MOST_OBJECTS = 50
_DEEPEST = 3
_TELLING = re.compile(r'"(?:datePublished|articleBody|headline)"')
_ARTICLE = re.compile(r"Article|Posting|Report|Review|PressRelease")
_DATE = re.compile(r'"datePublished"\s{0,20}:\s{0,20}"([^"]{8,60})"')
# An object's other members are other articles: lists, related ones, the site.
_OWN = ("@graph", "mainEntity", "mainEntityOfPage")
_LONGEST = 2_000
"""Characters of a meta tag or a headline that are read."""
_MOST_METAS = 500
_DATES = tuple(
    """article:published_time og:article:published_time og:published_time datepublished
    http://ogp.me/ns/article#published_time article:published:time article.published
    dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created date pubdate pub_date
    publish-date publish_date publishdate publisheddate published_at published-date
    publication_date publication-date citation_publication_date parsely-pub-date sailthru.date
    cxenseparse:recs:publishtime datecreated date.created created article:created_time""".split()
)
"""Names of meta tags that hold the date of publication, the surest first."""
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_URL_DATE = re.compile(r"(?<![\d])((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])\b")


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
    for script in islice(root.iter("script"), _MOST_OBJECTS * 4):
        text = script.text or ""
        if "ld+json" not in script.get("type", "") or len(text) > _LONGEST_SCRIPT:
            continue
        if _TELLING.search(text) is not None:
            try:
                objects += _objects(read_json(_trimmed(text)), _DEEPEST)
            except ValueError:
                loose += _DATE.findall(text)[:1]
    articles = [
        found for found in objects[:_MOST_OBJECTS] if _ARTICLE.search(str(found.get("@type")))
    ]
    pages = [found for found in objects[:_MOST_OBJECTS] if found not in articles]
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
        for member in value[:_MOST_OBJECTS]:
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


@dataclass(frozen=True, slots=True)
class Claims:
    """A page's own words on its article; empty and None where it has none."""

    title: str
    titles: tuple[str, ...]
    """Every headline that the page has."""
    dates: tuple[str, ...]
    """Of publication, as spelled, the surest first."""
    description: str
    languages: tuple[str, ...]
    body: str
    """The text as JSON-LD has it."""
    canonical: str | None
    """The address that the page gives itself, absolute; only where it is of the same site."""


def read_claims(root: etree._Element, url: str) -> Claims:
    """The claims of a page that was found at `url`."""
    linked = read_linked(root)
    meta = _meta(root)
    titles = [*_headings(root), linked.headline, meta.get("og:title", ""), _head_title(root)]
    descriptions = (*(meta.get(name, "") for name in _DESCRIPTIONS), linked.description)
    languages = (root.get("lang", ""), meta.get("content-language", ""), linked.language)
    return Claims(
        title=_title(root, linked, meta),
        titles=tuple(dict.fromkeys(filter(None, titles))),
        dates=tuple(dict.fromkeys(_dates(root, linked, meta, url))),
        description=next(filter(None, descriptions), ""),
        languages=tuple(filter(None, (*languages, meta.get("og:locale", "")))),
        body=linked.body,
        canonical=_canonical(root, url),
    )


def _meta(root: etree._Element) -> dict[str, str]:
    """Name of each meta tag in lower case → what it says first."""
    found: dict[str, str] = {}
    for element in islice(root.iter("meta"), _MOST_METAS):
        get = element.attrib.get
        name = get("property") or get("name") or get("itemprop") or get("http-equiv") or ""
        content = get("content", "")[:_LONGEST]
        if name and content.strip():
            found.setdefault(name.strip().lower(), plain(content))
    return found


def _headings(root: etree._Element) -> list[str]:
    return [" ".join(clean(_text(found)).split()) for found in islice(root.iter("h1"), 10)]


def _head_title(root: etree._Element) -> str:
    found = root.find("head/title")
    return "" if found is None else clean((found.text or "")[:_LONGEST])


def _title(root: etree._Element, linked: Linked, meta: dict[str, str]) -> str:
    """The headline that readers see, where what programs are told bears it out.

    A site's name is often a heading of the first rank too, and often ends the title of the page.
    """
    shown, said = _headings(root), [linked.headline, meta.get("og:title", ""), _head_title(root)]
    told = [words for title in said if (words := bare(title))]
    for heading in shown:
        words = bare(heading)
        if any(
            title in words or (words in title and len(words) * 2 > len(title)) for title in told
        ):
            return heading
    return next(filter(None, [*said[:2], *shown, said[2]]), "")


def _dates(root: etree._Element, linked: Linked, meta: dict[str, str], url: str) -> Iterator[str]:
    yield from linked.dates
    yield from (meta[name] for name in _DATES if name in meta)
    times = list(islice(root.iter("time"), 50))
    own = [found for found in times if found.get("itemprop") == "datePublished"]
    for found in (*own, *times[:1]):
        yield found.get("datetime") or _text(found)
    dated = _URL_DATE.search(urlsplit(url).path)
    if dated is not None:
        yield f"{dated[1]}-{int(dated[3]):02}-{int(dated[4]):02}"


def _canonical(root: etree._Element, url: str) -> str | None:
    """The page's canonical address; one of another site, or of the site's front page, is none."""
    for link in root.iter("link"):
        href = link.get("href", "")[:_LONGEST]
        if "canonical" in link.get("rel", "").lower().split() and href.strip():
            found = absolute(url, href)
            return found if found is not None and _is_own(found, url) else None
    return None


def _is_own(found: str, url: str) -> bool:
    there, here = urlsplit(canonical(found)), urlsplit(canonical(url))
    return there.netloc == here.netloc and (there.path not in ("", "/") or here.path in ("", "/"))


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))[:_LONGEST]
