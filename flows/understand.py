"""Read, understand and match what one look at a source gave; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from alerts.alert import Alert, Kind
from alerts.grouping import address
from alerts.rules import match
from alerts.signature import signature
from classifiers.classify import classify
from classifiers.facts import Facts
from classifiers.stories import Bands
from classifiers.vocabulary import Lexicon
from config.schema import AlertsFile, Source
from parsers.apart import Stopped, apart
from parsers.item import Item, Parsed, ParseError
from parsers.parse import parse, survey
from sources.document import Document
from storage.items import Entry
from storage.keys import Known

_PAGES = ("text/html", "application/xhtml+xml")
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Readout:
    """The items of all documents of one look, and what could not be read."""

    items: tuple[Item, ...]
    problems: tuple[str, ...]
    skipped: int
    """Entries of which nothing was read."""
    readable: bool
    """False when not one document could be read."""
    partial: tuple[str, ...] = ()
    """Those of the problems that say that the source holds more than it gives."""


def read_all(source: Source, documents: Sequence[Document]) -> Readout:
    """The items of every document; a document that cannot be read is a problem, not the end."""
    items: list[Item] = []
    problems: list[str] = []
    read = skipped = 0
    for document in documents:
        try:
            parsed = _parse(source, document)
        except (ParseError, Stopped) as error:
            problems.append(error.reason)
            continue
        read += 1
        items += parsed.items
        problems += parsed.problems
        skipped += parsed.skipped
    partial = survey(source, documents)
    once = tuple(dict.fromkeys((*problems, *partial)))
    readable = read > 0 or not documents
    return Readout(tuple(items), once, skipped, readable, partial)


def _parse(source: Source, document: Document) -> Parsed:
    """Pages, and what is read with expressions of somebody's own, where it can be stopped.

    A feed's quick reader takes time as its bytes are many, and hands over what is damaged itself.
    """
    if source.kind in ("page", "sitemap", "api") or document.media_type in _PAGES:
        return apart(parse, source, document)
    return parse(source, document)


def understand(item: Item, lexicon: Lexicon) -> Facts:
    """The facts of an item."""
    return classify(item.title, item.body, item.language, item.published_at, lexicon)


def may_alert(items: Sequence[Item], first: int | None) -> Callable[[int], bool]:
    """Which items may alert, by index: all, or at a first look only the `first` newest ones."""
    if first is None:
        return lambda index: True
    newest = sorted(range(len(items)), key=lambda i: items[i].published_at or _NEVER, reverse=True)
    allowed = set(newest[:first])
    return lambda index: index in allowed


def enter(
    source: Source,
    item: Item,
    facts: Facts,
    known: Known | None,
    rules: AlertsFile,
    *,
    alert: bool,
    story: str,
    bands: Bands = (),
    article_tries: int | None = None,
) -> Entry:
    """An item with its facts, and the alerts and deliveries that it is owed.

    `story` is that of a near-duplicate where there is one; a known item stays in its own.
    """
    kind: Kind | None = None
    if alert and known is None:
        kind = "new"
    elif alert and known is not None and known.signature != signature(facts):
        kind = "update"
    alerts = _alerts(source, item, facts, story, kind, rules) if kind else ()
    return Entry(
        item,
        facts,
        story,
        known,
        alerts,
        address(alerts, rules.channels),
        article_tries=article_tries,
        bands=bands,
    )


def _alerts(
    source: Source, item: Item, facts: Facts, story: str, kind: Kind, rules: AlertsFile
) -> tuple[Alert, ...]:
    matches = ((rule, match(rule, source, item, facts)) for rule in rules.rules)
    return tuple(
        Alert(rule, kind, story, source, item, facts, found.reasons, found.evidence)
        for rule, found in matches
        if found is not None
    )
