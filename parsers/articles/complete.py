"""Completes an item whose source carries only a teaser with the text of its article's page.

`flows` asks `wants_article` of each item of a look, fetches the page and calls `complete`, best
where it can be stopped: `apart(complete, item, document, seconds=10)`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from config.schema import Source
from parsers.articles.article import Article, read_article
from parsers.articles.blocks import weight
from parsers.dates import read_date
from parsers.entry import TEXT_LIMIT, TITLE_LIMIT
from parsers.item import Item
from parsers.language import choose
from parsers.text import one_line
from sources.document import Document

TRIES = 3
"""How often the page of an unchanged item is asked for before its teaser has to do."""
_SHORT = 600
"""Letters of a body below which it is taken for a teaser; a whole notice is seldom shorter."""
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\(…\)|\[\.\.\.\]|\(\.\.\.\)"
    r"|(?:\b(?:read more|read the full (?:article|story)|continue reading|leer más|seguir leyendo"
    r"|leia mais|continue lendo|lire la suite|en savoir plus|weiterlesen|mehr lesen|zum artikel"
    r"|читать далее|читать полностью|подробнее)|阅读全文|查看全文|全文))\W{0,5}$",
    re.IGNORECASE,
)
_TAIL = 200
_SAME = 0.4
"""The share of an item's words that its article has at the least; a consent wall has none."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_SAMPLE = 1_000


def needs_article(source: Source, item: Item) -> bool:
    """Whether an item's text is to be taken from its page, by what config says of the source.

    An item that is a bare link always is: there is nothing else to read.
    """
    if item.url is None:
        return False
    if item.is_bare or source.article == "always":
        return True
    return source.article == "when-short" and is_teaser(item.body)


def is_teaser(body: str) -> bool:
    """Whether a body is short, or says itself that it goes on elsewhere."""
    return weight(body) < _SHORT or _CUT.search(body[-_TAIL:]) is not None


def wants_article(source: Source, item: Item, stored_hash: str | None, tries: int | None) -> bool:
    """Whether to ask for an item's page at this look.

    A new item's and a changed one's is asked for (`stored_hash`: its `content_hash` as stored,
    None for a new one), that of an unchanged one only while it is owed: `tries` counts the times
    it was asked for in vain, None says that nothing is owed.
    """
    if not needs_article(source, item):
        return False
    return stored_hash != item.content_hash or (tries is not None and tries < TRIES)


def complete(item: Item, document: Document) -> Item:
    """The item with its article's text, and the article's date where it had none; pure.

    Its keys and title stay (a bare link gets the page's title), so does `content_hash`. It comes
    back as it was where `why_not` finds a reason.
    """
    article = read_article(document)
    if why_not(item, article) is not None:
        return item
    title = item.title or one_line(article.title, TITLE_LIMIT)
    text = article.text[:TEXT_LIMIT].rstrip()
    language = item.language or choose(article.languages, f"{title}\n{text}")
    published_at, published_raw = _published(item, article, document.fetched_at, language)
    return replace(
        item,
        title=title,
        summary=item.summary or item.text,
        text=text,
        language=language,
        published_at=published_at,
        published_raw=published_raw,
        published_hash=item.content_hash,
    )


def why_not(item: Item, article: Article) -> str | None:
    """Why a page does not complete an item: no text, no more than the teaser, or another's text."""
    if article.without is not None:
        return article.without
    if weight(article.text) <= weight(item.body):
        return "a page with no more text than the item"
    if item.is_bare:
        return None if article.title else "a page without title"
    found = set(_words(f"{article.title} {article.text}"))
    shares = [_share(words, found) for words in (item.title, item.body[:_SAMPLE]) if words]
    return None if max(shares, default=1.0) >= _SAME else "a page with another text"


def _published(
    item: Item, article: Article, now: datetime, language: str | None
) -> tuple[datetime | None, str | None]:
    if item.published_at is not None or article.date is None:
        return item.published_at, item.published_raw
    moment = read_date(article.date, now=now, language=language)
    return (item.published_at, item.published_raw) if moment is None else (moment, article.date)


def _share(text: str, found: set[str]) -> float:
    """The share of a text's words that are among those found; 1 where it has none to go by."""
    words = set(_words(text))
    return len(words & found) / len(words) if words else 1.0


def _words(text: str) -> Iterator[str]:
    """Words long enough to tell texts apart; of Han, Kana and Hangul every two signs."""
    lower = text.casefold()
    yield from _WORD.findall(lower)
    for run in _HAN.findall(lower):
        yield from map("".join, pairwise(run))
