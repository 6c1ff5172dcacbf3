"""The replay flow: kept documents through the same road again, and what comes out differently."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from prefect import flow, task

from config.load import load_sources, source_of
from config.schema import AlertsFile, Source
from flows.differences import Replayed, find_differences
from flows.gather import Page, gather
from flows.look import Look
from flows.report import Count
from flows.resources import Resources, open_resources
from flows.seed import SEEDS
from flows.steps import FLOW, TASK, whole
from flows.store import store
from sources.document import Document, Fetched, FetchError
from storage.database import Database, StorageError, open_database
from storage.documents import KeptLook, documents_of, find_articles, find_looks
from storage.sources import load_state
from storage.stored import count_items

_BATCH = 50
"""Looks in one task."""


@flow(name="replay", **FLOW)
def replay(
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    into: str | None = None,
) -> Replayed:
    """Read the kept documents of `since <= fetched_at < until`, byte for byte and in their order,
    into a database without items, and say what differs from the log. Nobody is alerted.

    `into` is a database URL; `replay.db` under `var`, which then begins anew, where it is None.
    StorageError where the database has items.
    """
    with open_resources() as resources, _fresh(resources, into) as fresh:
        with resources.database.read() as session:
            looks = find_looks(session, source, since, until)
        count, problems = Count(len(looks) // _BATCH + 2), list[str]()
        for start in range(0, len(looks), _BATCH):
            batch = looks[start : start + _BATCH]
            problems += _replay_batch(whole(resources.database), whole(fresh), whole(batch))
            count.step(f"{min(start + _BATCH, len(looks))} of {len(looks)} looks")
        partial = source is not None or since is not None
        found = find_differences(resources.database, fresh.database, looks, source, partial=partial)
        count.step(f"{len(found.differences)} differ")
        return replace(found, problems=tuple(dict.fromkeys(problems)))


@contextmanager
def _fresh(resources: Resources, into: str | None) -> Iterator[Resources]:
    """The same resources, but for a database of their own, and nobody to tell."""
    if into is None:
        _remove(resources.settings.var / "replay.db")
    database = open_database(into or f"sqlite:///{resources.settings.var / 'replay.db'}")
    try:
        with database.read() as session:
            if count_items(session):
                raise StorageError("a replay goes into a database without items: name another one")
        settings = resources.settings.model_copy(update={"keep_documents": timedelta(0)})
        yield replace(resources, database=database, settings=settings, alerts=AlertsFile())
    finally:
        database.close()


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


@task(name="replay batch", **TASK)
def _replay_batch(log: Database, fresh: Resources, looks: Sequence[KeptLook]) -> list[str]:
    """Looks in their order; a line for each that could not be replayed whole."""
    sources = {source.id: source for source in (*load_sources(SEEDS), *fresh.sources)}
    return [line for look in looks for line in _replay_look(log, fresh, sources, look)]


def _replay_look(
    log: Database, fresh: Resources, sources: dict[str, Source], look: KeptLook
) -> tuple[str, ...]:
    with log.read() as session:
        documents = documents_of(session, look)
    source = sources.get(look.source_id) or _named_source(look.source_id, documents)
    if source is None:
        return (f"{look.source_id}: no longer in sources.yml, so nothing says how to read it",)
    with fresh.database.read() as session:
        state = load_state(session, source.id)
    try:
        again = Look(fresh, source, state, look.fetched_at)
        report = store(again, gather(again, Fetched(documents), _kept(log, again)))
    except FetchError as error:
        return (str(error),)
    return tuple(f"{source.id}: {problem}" for problem in report.problems)


def _kept(log: Database, look: Look) -> Page:
    """The article pages that were kept, in the place of the web."""

    def page(url: str) -> Document:
        with log.read() as session:
            kept = find_articles(session, look.source.id, [url], look.now)
        if url not in kept:
            raise FetchError(look.source.id, "its page was not kept")
        return kept[url]

    return page


def _named_source(source_id: str, documents: Sequence[Document]) -> Source | None:
    """The file or folder that was given to `run` by its path, which its id was made of."""
    for document in documents:
        parts = urlsplit(document.url)
        path = Path(unquote(parts.path))
        for place in (path, *path.parents) if parts.scheme == "file" else ():
            if (source := source_of(str(place))).id == source_id:
                return source
    return None
