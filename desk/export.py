"""What the desk shows, as JSON that programs read."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desk.facts import facts_json

if TYPE_CHECKING:
    from storage.log import LogEntry
    from storage.outbox import DeliveryRecord


def entry_json(entry: "LogEntry") -> dict[str, Any]:
    """One item of the log with all that was understood, told and said of it."""
    item = entry.item
    return {
        "id": entry.id,
        "source": item.source_id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "text": item.text,
        "language": item.language,
        "published_at": item.published_at,
        "published_raw": item.published_raw,
        "first_seen_at": entry.first_seen_at,
        "changed_at": entry.changed_at,
        "revision": entry.revision,
        "story": entry.story,
        "keys": list(item.keys),
        **facts_json(entry.facts),
        "alerts": [asdict(alert) for alert in entry.alerts],
        "reviews": [asdict(review) for review in entry.reviews],
    }


def delivery_json(delivery: "DeliveryRecord") -> dict[str, Any]:
    return asdict(delivery)


def dump(value: object) -> str:
    """Pretty JSON, text as it is, times in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=lambda time: time.isoformat())
