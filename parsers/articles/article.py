"""A page that is one article: its title, text, date and language among all else on it.

The page is parsed once. `body` finds its text, in less than half of trafilatura's time;
trafilatura is the referee where that finds next to nothing on a page that holds much more. What
the page says of itself in JSON-LD and meta tags gives title, date and language, and its text only
where the page shows next to none. Nothing on a page is followed or fetched.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from config.schema import Source
from parsers.articles.blocks import Page, read_blocks, weight
from parsers.articles.body import find_text
from parsers.articles.claims import Claims, read_claims
from parsers.articles.tree import Tree, not_a_page, read_tree
from parsers.dates import read_date
from parsers.entry import Entry, collect
from parsers.item import Parsed, ParseError
from parsers.language import normalise
from parsers.text import tidy
from sources.document import Document

_LITTLE = 250
_MUCH_MORE = 5
"""Times as much as little: so much text elsewhere on the page makes a little doubtful."""
_WHOLE_BODY = 400
"""Characters from which JSON-LD's `articleBody` is a text; many sites put a teaser there."""
_DATE_LINE = 60
_FIGURED_DATE = re.compile(r"\b(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})\b")


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says as an article; empty and None where it does not say."""

    title: str
    text: str
    date: str | None
    """As spelled; the first that can be the date of publication, else the first that it gives."""
    languages: tuple[str, ...]
    """Declared ones, the surest first."""
    url: str
    """The page's own word where it is of the same site, else where it was found."""
    without: str | None = None
    """Why there is no text."""


def parse_article(source: Source, document: Document) -> Parsed:
    """The one item of an article's page; ParseError, with the reason, when it holds no text."""
    article = read_article(document)
    if article.without is not None:
        raise ParseError(source.id, article.without)
    entry = Entry(
        place="page",
        title=article.title,
        text=article.text,
        date=article.date,
        languages=article.languages,
        is_document=True,
    )
    return collect(source, replace(document, url=article.url), [entry])


def read_article(document: Document) -> Article:
    """Title, text, date (as spelled) and languages of a page, or why it has no text."""
    reason = not_a_page(document)
    tree = None if reason else read_tree(document)
    if tree is None:
        return Article("", "", None, (), document.url, reason or "a page without text")
    claims = read_claims(tree.root, document.url)
    page = read_blocks(tree.root)
    text = find_text(page, claims.titles, claims.description)
    if _is_doubtful(text, page):
        text = _second_opinion(tree, text)
    text = _fuller(text, claims.body)
    return Article(
        title=claims.title,
        text=text,
        date=_date(claims, page, document.fetched_at),
        languages=claims.languages,
        url=claims.canonical or document.url,
        without=None if text else _reason(tree),
    )


def _reason(tree: Tree) -> str:
    if tree.is_cut:
        return "a page nested too deeply to be read"
    if tree.has_scripts:
        return "a page without text: only scripts would write it"
    return "a page without text"


def _is_doubtful(text: str, page: Page) -> bool:
    """Whether next to nothing was found on a page that has much more that reads like text."""
    if weight(text) >= _LITTLE:
        return False
    return sum(max(0.0, block.worth) for block in page.blocks) > _MUCH_MORE * _LITTLE


def _second_opinion(tree: Tree, text: str) -> str:
    """What trafilatura finds, where that is plainly more."""
    import trafilatura  # as slow to import as it is seldom asked

    found = trafilatura.bare_extraction(tree.root, fast=True, include_comments=False)
    other = "" if found is None or isinstance(found, dict) else tidy(found.text or "")
    return other if len(other) > 2 * len(text) else text


def _fuller(shown: str, told: str) -> str:
    """The text shown, or the one in JSON-LD where that is a whole text and the other is not."""
    return told if len(told) > max(_WHOLE_BODY, 3 * len(shown)) else shown


def _date(claims: Claims, page: Page, now: datetime) -> str | None:
    """The first date that can be true, as it is spelled."""
    language = next(filter(None, map(normalise, claims.languages)), None)
    for raw in (*claims.dates, *_shown_dates(page, claims)):
        if read_date(raw, now=now, language=language) is not None:
            return raw
    return next(iter(claims.dates), None)


def _shown_dates(page: Page, claims: Claims) -> list[str]:
    """Short lines near the headline, and the dates in figures there."""
    at = next((i for i, b in enumerate(page.blocks) if b.text in claims.titles), 0)
    lines = [b.text for b in page.blocks[max(0, at - 5) : at + 10] if len(b.text) < _DATE_LINE]
    return [*lines, *(found[0] for line in lines if (found := _FIGURED_DATE.search(line)))]
