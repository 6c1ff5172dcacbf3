"""What a flow works with, opened once a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from alerts.send import Outlets
from classifiers.vocabulary import Lexicon
from config.load import check_together, load_alerts, load_sources
from config.schema import AlertsFile, Source
from config.settings import Settings, read_settings
from config.vocabulary import load_vocabulary
from sources.http import open_client
from storage.database import Database, open_database


@dataclass(frozen=True, slots=True)
class Resources:
    """Config read and checked, the vocabulary, the database and the guarded HTTP client."""

    settings: Settings
    sources: tuple[Source, ...]
    alerts: AlertsFile
    lexicon: Lexicon
    database: Database
    client: httpx.Client

    @property
    def outlets(self) -> Outlets:
        return Outlets(
            smtp_url=self.settings.smtp_url,
            folder=self.settings.outbox,
            client=self.client,
            secrets=os.environ,
        )


@contextmanager
def open_resources(
    settings: Settings | None = None, sources_file: Path | None = None
) -> Iterator[Resources]:
    """Everything a flow needs; ConfigError or StorageError before anything has run."""
    settings = settings or read_settings()
    sources = load_sources(sources_file or settings.config / "sources.yml")
    alerts = load_alerts(settings.config / "alerts.yml")
    vocabulary = load_vocabulary(settings.config / "vocabulary")
    check_together(settings.config / "alerts.yml", alerts, sources, vocabulary.topics)
    lexicon = Lexicon(vocabulary)
    database = open_database(settings.database)
    try:
        with open_client(settings.allow_networks) as client:
            yield Resources(settings, sources, alerts, lexicon, database, client)
    finally:
        database.close()
