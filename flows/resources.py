"""What a flow works with, opened once a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from alerts.send import Outlets
from classifiers.vocabulary import Lexicon
from config.environment import check_environment
from config.load import check_together, load_alerts, load_sources
from config.schema import AlertsFile, Source
from config.settings import Settings, read_settings
from config.vocabulary import load_vocabulary
from sources.fetch import Fetcher, open_fetcher
from storage.database import Database, open_database

_OPENED: ContextVar["Resources | None"] = ContextVar("opened", default=None)


@dataclass(frozen=True, slots=True)
class Resources:
    """Config read and checked, the vocabulary, the database and what fetches."""

    settings: Settings
    sources: tuple[Source, ...]
    alerts: AlertsFile
    lexicon: Lexicon
    database: Database
    fetcher: Fetcher

    @property
    def outlets(self) -> Outlets:
        return Outlets(
            smtp_url=self.settings.smtp_url,
            folder=self.settings.outbox,
            client=self.fetcher.client,
            secrets=os.environ,
        )


@contextmanager
def open_resources(settings: Settings | None = None) -> Iterator[Resources]:
    """Everything a flow needs; ConfigError or StorageError before anything has run.

    Within an open one the same is given again: a run of several flows reads its config once.
    """
    opened = _OPENED.get()
    if opened is not None:
        yield opened
        return
    with _opened(settings or read_settings()) as resources:
        token = _OPENED.set(resources)
        try:
            yield resources
        finally:
            _OPENED.reset(token)


@contextmanager
def _opened(settings: Settings) -> Iterator[Resources]:
    sources = load_sources(settings.config / "sources.yml", settings.enable)
    alerts = load_alerts(settings.config / "alerts.yml")
    vocabulary = load_vocabulary(settings.config / "vocabulary")
    check_together(settings.config / "alerts.yml", alerts, sources, vocabulary.topics)
    check_environment(settings.config / "alerts.yml", alerts, os.environ)
    settings.var.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database)
    try:
        with open_fetcher(
            settings.allow_networks,
            connections=settings.host_connections,
            delay=settings.host_delay,
        ) as fetcher:
            yield Resources(settings, sources, alerts, Lexicon(vocabulary), database, fetcher)
    finally:
        database.close()
