"""What a page says of its article beside its text: title, dates, description, language, address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from parsers.article_linked import Linked, read_linked
from parsers.text import clean, plain
from parsers.urls import absolute, canonical

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
    told = [bare for title in said if (bare := _bare(title))]
    for heading in shown:
        bare = _bare(heading)
        if any(title in bare or (bare in title and len(bare) * 2 > len(title)) for title in told):
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


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
