"""The further documents of one look: the next pages of a list, the sitemaps of an index."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit, urlunsplit

from sources.document import Document, Fetched, FetchError, FetchState, digest_of

INDEXES = 3
"""An index is read besides the `pages` of a look, but no more than this many of them."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a document leads. Reading it is the business of `parsers`, right of this room."""

    onward: tuple[str, ...] = ()
    """URLs of further documents of the same look, the most wanted first."""
    listed: frozenset[str] = frozenset()
    """A key of each item that it lists."""
    is_index: bool = False
    """It is nothing but a list of further documents."""


@dataclass(slots=True)
class _Trail:
    """What a look has come by so far."""

    home: str
    ahead: deque[str] = field(default_factory=deque)
    documents: list[Document] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    indexes: int = 0

    def add(self, document: Document, lead: Lead) -> None:
        """The document, unless all that it lists was listed before: then it leads nowhere too."""
        known = document.digest in self.digests or (lead.listed and lead.listed <= self.listed)
        self.urls.add(_bare(document.url))
        self.digests.add(document.digest)
        if self.documents and known:
            return
        self.listed |= lead.listed
        if lead.is_index:
            self.indexes += 1
        else:
            self.documents.append(document)
        self.ahead.extendleft(reversed(list(self._neighbours(lead.onward))))

    def _neighbours(self, onward: Iterable[str]) -> Iterable[str]:
        for url in onward:
            near = neighbour(url, self.home)
            if near is None:
                self.problems.append(f"not followed to another site: {url[:200]}")
            elif near not in self.urls:
                self.urls.add(near)
                yield near


def widen(
    fetched: Fetched,
    state: FetchState,
    lead: Callable[[Document], Lead],
    get: Callable[[str], Document],
    most: int,
) -> Fetched:
    """A look with all the documents it leads to; `unchanged` when they are what they were.

    `state` is of the last look, `lead` reads where a document leads, `get` fetches one more
    document at a URL (FetchError when there is none), `most` is `Source.pages`.
    """
    if len(fetched.documents) != 1 or fetched.documents[0].url.startswith("file:"):
        return fetched
    found = follow(fetched.documents[0], lead, get, most)
    problems = (*fetched.problems, *found.problems)
    if digest_of(found.documents) == state.digest:
        return replace(fetched, documents=(), unchanged=True, problems=problems)
    return replace(fetched, documents=found.documents, problems=problems)


def follow(
    first: Document,
    lead: Callable[[Document], Lead],
    get: Callable[[str], Document],
    most: int,
) -> Fetched:
    """The first document with those it leads to on its own site, `most` at the most.

    An index is followed and not kept, unless it is all there is. The way ends at a URL, a document
    or a list of items that was there before. A document that cannot be had is a problem line, and
    FetchError when there is no other. Documents of a longer way carry no validators: an answer
    "not modified" of the first would say nothing of the others.
    """
    trail = _Trail(home=first.url)
    trail.add(first, lead(first))
    went_on, failure = False, None
    while trail.ahead and len(trail.documents) < most and trail.indexes <= INDEXES:
        url, went_on = trail.ahead.popleft(), True
        try:
            document = get(url)
        except FetchError as error:
            failure = error
            trail.problems.append(f"{url[:200]}: {error.reason}")
            if error.permanent:
                continue
            break
        trail.add(document, lead(document))
    if not trail.documents and failure is not None:
        raise failure
    found = tuple(trail.documents) or (first,)
    if went_on:
        found = tuple(map(_unconditional, found))
    return Fetched(found, problems=tuple(trail.problems))


def neighbour(url: str, home: str) -> str | None:
    """The URL as it is fetched (over https where home is), None when its site is not home's."""
    try:
        there, here = urlsplit(url), urlsplit(home)
        port, home_port = there.port, here.port
    except ValueError:
        return None
    if there.scheme not in _PORTS or here.scheme not in _PORTS:
        return None
    if _site(there.hostname) != _site(here.hostname):
        return None
    if (port or _PORTS[there.scheme]) == (home_port or _PORTS[here.scheme]):
        return _bare(url)
    if port is None and home_port is None:
        # Behind a proxy many a server takes its own https pages for http ones.
        return _bare(urlunsplit(there._replace(scheme="https")))
    return None


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _bare(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(fragment=""))


def _unconditional(document: Document) -> Document:
    return replace(document, etag=None, last_modified=None)
