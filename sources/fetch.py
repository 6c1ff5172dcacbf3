"""One look at a source, wherever it is."""

from datetime import datetime

import httpx

from config.schema import Source
from sources import files, http
from sources.document import Fetched, FetchState


def fetch(source: Source, state: FetchState, client: httpx.Client, now: datetime) -> Fetched:
    """The source's documents as they are now; FetchError says why there are none.

    `source.location` is a URL or an absolute path (see `config.load.resolve`).
    """
    if source.is_remote:
        return http.get(client, source, state, now)
    return files.read(source, state, now)
