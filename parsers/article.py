"""A page that is one article: trafilatura finds its text among all else."""

import re
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from config.schema import Source
from parsers.encoding import decode
from parsers.entry import Entry, collect
from parsers.item import Parsed, ParseError
from parsers.text import MARKUP_LIMIT, clean, plain, tidy
from sources.document import Document

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Dates that the page states to the second; trafilatura gives days only.
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='DC.date.issued' or @name='pubdate']/@content",
    "//article//time/@datetime",
)
_TITLES = ("//meta[@property='og:title']/@content", "//h1", "//title")
_BODIES = ("//article", "//main", "//body")
_LANGUAGES = ("/html/@lang", "//meta[@http-equiv='content-language']/@content")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says as an article; empty and None where it does not say."""

    title: str
    text: str
    date: str | None
    language: str | None


def parse_article(source: Source, document: Document) -> Parsed:
    """The one item of an article's page; ParseError when it holds no text."""
    article = read_article(document)
    if not article.text:
        raise ParseError(source.id, "a page without text")
    entry = Entry(
        place="page",
        title=article.title,
        text=article.text,
        date=article.date,
        languages=(article.language,),
        is_document=True,
    )
    return collect(source, document, [entry])


def read_article(document: Document) -> Article:
    """Title, text, date (as spelled) and language of a page; text "" where there is none."""
    markup = _DECLARATION.sub("", decode(document.body, document.charset), count=1)
    body = markup[:MARKUP_LIMIT].replace("\0", "").encode("utf-8", "replace")
    tree = _tree(body)
    title, text, date = _extract(body)
    if tree is not None:
        title = title or _first(tree, _TITLES)
        text = text or plain(_without_furniture(tree))
        date = _first(tree, _DATES) or date
    language = None if tree is None else _first(tree, _LANGUAGES)
    return Article(clean(title), text, date or None, language or None)


def _extract(body: bytes) -> tuple[str, str, str]:
    """Title, text and date as trafilatura finds them, "" for what it does not."""
    found = trafilatura.bare_extraction(
        body,
        include_comments=False,
        with_metadata=True,
        prune_xpath=["//nav"],
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict):
        return "", "", ""
    title = clean(found.title or "")
    return title, _without_title(tidy(found.text or ""), title), found.date or ""


def _without_title(text: str, title: str) -> str:
    """The text without the headline that often stands at its top again."""
    first, _, rest = text.partition("\n")
    return rest if rest and first.casefold() == title.casefold() else text


def _tree(body: bytes) -> etree._Element | None:
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _first(tree: etree._Element, paths: tuple[str, ...]) -> str:
    """The first text or attribute that any of the paths leads to."""
    for path in paths:
        for found in _all(tree, path)[:1]:
            value = found if isinstance(found, str) else "".join(found.itertext())
            if value.strip():
                return " ".join(value.split())
    return ""


def _all(tree: etree._Element, path: str) -> list[Any]:
    found = tree.xpath(path)
    return found if isinstance(found, list) else []


def _without_furniture(tree: etree._Element) -> str:
    """The markup of the page's body without its navigation."""
    main = next((found[0] for path in _BODIES if (found := _all(tree, path))), tree)
    etree.strip_elements(main, "nav", "header", "footer", "aside", "form", with_tail=False)
    return str(etree.tostring(main, encoding="unicode", method="html", with_tail=False))
