"""The watched source that tests vary, and the moment at which they look at it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from config.schema import Source

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STRICT = {"new_within": "7d", "items": 2}


def a_source(**changes: Any) -> Source:
    given = {
        "id": "gazette",
        "name": "Trade Gazette",
        "kind": "feed",
        "location": "https://gazette.example/feed.xml",
    }
    return Source.model_validate({**given, **changes})
