"""Read, understand, match and save what one look at a source gave: the road of every item."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from classifiers.facts import Facts
from classifiers.stories import WINDOW, Bands, bands_of
from flows.contained import contained_look
from flows.gather import Gathered
from flows.look import Look
from flows.oversee import note_look
from flows.report import SourceReport
from flows.resources import Resources
from flows.understand import enter, may_alert, understand
from parsers.item import Item
from sources.document import FetchError
from sources.due import after_success, gap_of
from storage.batches import lock
from storage.database import Session
from storage.documents import ARTICLES, keep, prune_documents
from storage.items import Entry, Saved, differ, save
from storage.keys import Known, find_known, learn, owe_articles
from storage.stories import find_stories, prune_bands

_SPREAD = random.Random()  # noqa: S311 - spreads polls, guards nothing
_STEPS = 20
"""Of pruning in one run: what is left is for the next."""


_Unchanged = tuple[int, Item, int | None]
"""Its id, the item, and how often its article was asked for in vain if it is owed."""


@dataclass(frozen=True, slots=True)
class _Understood:
    """An item that is new or changed, with all that can be said of it without the log."""

    item: Item
    facts: Facts
    bands: Bands
    known: Known | None
    alert: bool
    article_tries: int | None


def store(look: Look, gathered: Gathered) -> SourceReport:
    """One transaction: items, facts, alerts, deliveries, the source's state and its documents, or
    nothing; FetchError where no document can be read."""
    readout = gathered.readout
    if not readout.readable:
        raise FetchError(look.source.id, readout.problems[0], permanent=True)
    with look.resources.database.read() as session:
        known = find_known(session, look.source.id, readout.items)
    with contained_look(look.source.id):
        understood, unchanged = _sift(look, gathered, known)
    owed = {item_id: tries for item_id, _, tries in unchanged if tries is not None}
    with look.resources.database.write() as session:
        entries = _enter(session, look, understood)
        saved = save(session, look.source.id, entries, look.now)
        learn(session, [(item_id, item) for item_id, item, _ in unchanged], look.now)
        owe_articles(session, owed)
        _note(session, look, gathered, len(known), len(saved.new))
    return _report(look, gathered, saved, tuple(item_id for item_id, *_ in unchanged))


def prune(resources: Resources, now: datetime) -> None:
    """Forget what need not be kept longer, a little in each of some short transactions."""
    until = now - resources.settings.keep_documents
    for _ in range(_STEPS):
        with resources.database.write() as session:
            left = prune_documents(session, until) + prune_bands(session, now - WINDOW)
        if not left:
            return


def _sift(
    look: Look, gathered: Gathered, known: Mapping[int, Known]
) -> tuple[list[_Understood], list[_Unchanged]]:
    """What is new or changed, and what is neither."""
    items, understood, unchanged = gathered.readout.items, list[_Understood](), list[_Unchanged]()
    allowed = may_alert(items, look.alerting)
    for index, item in enumerate(items):
        earlier, owed = known.get(index), gathered.owed.get(index)
        if earlier is not None and not differ(earlier, item):
            unchanged.append((earlier.item_id, item, owed))
            continue
        facts = understand(item, look.resources.lexicon)
        found = _Understood(item, facts, bands_of(item), earlier, allowed(index), owed)
        understood.append(found)
    return understood, unchanged


def _enter(session: Session, look: Look, understood: Sequence[_Understood]) -> list[Entry]:
    """Each with its story, that of a near-duplicate told before if there is one."""
    lock(session, "stories")  # else two sources with one text would each begin a story
    understood = _still_new(session, look.source.id, understood)
    new = [(one.item, one.bands) for one in understood if one.known is None]
    stories = iter(find_stories(session, new, look.now))
    return [
        enter(
            look.source,
            one.item,
            one.facts,
            one.known,
            look.resources.alerts,
            alert=one.alert,
            story=one.known.story if one.known else next(stories),
            bands=one.bands,
            article_tries=one.article_tries,
        )
        for one in understood
    ]


def _still_new(
    session: Session, source_id: str, understood: Sequence[_Understood]
) -> list[_Understood]:
    """Without the new items that another worker stored meanwhile: the next look compares them."""
    new = [one for one in understood if one.known is None]
    taken = find_known(session, source_id, [one.item for one in new])
    left = {id(new[at]) for at in taken}
    return [one for one in understood if id(one) not in left]


def _note(session: Session, look: Look, gathered: Gathered, known: int, new: int) -> None:
    """The look itself: the source's state and health, and the documents to be kept."""
    readout, fetched = gathered.readout, gathered.fetched
    gap = gap_of([item.published_at for item in readout.items if item.published_at is not None])
    state = after_success(look.source, look.state, fetched, look.now, _SPREAD, gap)
    if not gathered.is_whole:
        state = state.after(etag=None, last_modified=None, digest=None)
    note_look(
        session,
        look.source,
        state,
        look.now,
        items=readout.items if fetched.documents else None,
        known=known,
        new=new,
        partial=readout.partial,
    )
    if look.resources.settings.keep_documents > timedelta(0):
        keep(session, look.source.id, fetched.documents, look.now)
        keep(session, look.source.id + ARTICLES, gathered.articles, look.now)


def _report(
    look: Look, gathered: Gathered, saved: Saved, unchanged: tuple[int, ...]
) -> SourceReport:
    readout = gathered.readout
    return SourceReport(
        look.source.id,
        look.source.name,
        seen=len(readout.items),
        new=saved.new,
        changed=saved.changed,
        unchanged=unchanged,
        skipped=readout.skipped,
        alerts=saved.alerts,
        baseline=look.alerting is not None,
        problems=(*gathered.fetched.problems, *readout.problems),
    )
