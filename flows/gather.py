"""All that one look takes from outside: its documents, and the articles they lead to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from config.schema import Source
from flows.contained import contained_look
from flows.look import Look
from flows.understand import Readout, read_all
from parsers.apart import Stopped, apart
from parsers.articles.complete import complete, wants_article
from parsers.item import Item
from parsers.parse import lead, may_lead
from sources.document import Document, Fetched, FetchError, FetchState
from sources.fetch import Fetcher, fetch, get_page
from sources.pages import Lead, widen
from storage.keys import Known, find_known

MOST_ARTICLES = 50
"""Pages that one look asks for; what is left is for the next."""
_MOST_FAILURES = 3
"""Of passing trouble in a row, after which a site is left alone until the next look."""

Page = Callable[[str], Document]
"""Gives the page at a URL; FetchError where there is none."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one look found, read and completed."""

    fetched: Fetched
    readout: Readout
    articles: tuple[Document, ...] = ()
    """The pages that items were to be completed from, at the URLs that they were asked for at."""
    owed: Mapping[int, int] = field(default_factory=dict)
    """Index of each item that lacks its article still → times that its page was asked for."""
    is_whole: bool = True
    """Whether nothing is owed, so that the same documents need not be read again."""


def take(look: Look) -> Gathered:
    """One look from the network or the disk, read and completed; FetchError if there is none."""
    fetcher = look.resources.fetcher
    page = partial(get_page, fetcher, look.source, now=look.now)
    return gather(look, fetch_all(fetcher, look.source, look.state, look.now), page)


def fetch_all(fetcher: Fetcher, source: Source, state: FetchState, now: datetime) -> Fetched:
    """The documents of one look, with those that the first leads to; FetchError if none."""
    fetched = fetch(source, state, fetcher, now)
    if not may_lead(source):
        return fetched
    onward = partial(get_page, fetcher, source, now=now, is_article=False)
    return widen(fetched, state, partial(_lead, source), onward, source.pages)


def gather(look: Look, fetched: Fetched, page: Page) -> Gathered:
    """Read the documents, and through `page` the articles of the items that want theirs.

    A bare link whose page says nothing is left out, so that the next look tries it again.
    """
    readout = read_all(look.source, fetched.documents)
    with look.resources.database.read() as session:
        known = find_known(session, look.source.id, readout.items)
    round_ = _Round(look.source, page)
    done = [round_.complete(item, known.get(at)) for at, item in enumerate(readout.items)]
    kept = [(item, owed) for item, owed in done if not item.is_bare]
    problems = (*readout.problems, *round_.problems)
    return Gathered(
        fetched,
        replace(readout, items=tuple(item for item, _ in kept), problems=problems),
        tuple(round_.articles),
        {at: owed for at, (_, owed) in enumerate(kept) if owed is not None},
        is_whole=all(owed is None for _, owed in done),
    )


@dataclass(slots=True)
class _Round:
    """The articles of one look, until there are enough or their site fails."""

    source: Source
    page: Page
    articles: list[Document] = field(default_factory=list)
    problems: dict[str, None] = field(default_factory=dict)
    asked: int = 0
    failed: int = 0

    def complete(self, item: Item, earlier: Known | None) -> tuple[Item, int | None]:
        """The item as complete as may be, and if it lacks its article, how often it was asked."""
        tries = earlier.article_tries if earlier is not None else None
        stored = earlier.content_hash if earlier is not None else None
        if not wants_article(self.source, item, stored, tries):
            return item, None
        if self.asked >= MOST_ARTICLES or self.failed >= _MOST_FAILURES:
            self.problems["some articles are left for the next look"] = None
            return item, tries or 0
        self.asked += 1
        whole = self._ask(item)
        return whole, (tries or 0) + 1 if whole == item else None

    def _ask(self, item: Item) -> Item:
        try:
            document = self.page(item.url or "")
        except FetchError as error:
            # One page that is gone says nothing of the others.
            self.failed += not error.permanent
            self.problems[f"an article was not fetched: {error.reason}"] = None
            return item
        self.failed = 0
        # At the URL asked for, by which a replay finds it.
        document = replace(document, url=item.url or document.url)
        self.articles.append(document)
        try:
            with contained_look(self.source.id):
                return apart(complete, item, document)
        except (Stopped, FetchError) as error:
            self.problems[f"an article was not read: {error.reason}"] = None
            return item


def _lead(source: Source, document: Document) -> Lead:
    try:
        return apart(lead, source, document)
    except Stopped:
        return Lead()
