"""What the desk shows, as JSON that programs read."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desk.corroborated import corroboration_json
from desk.facts import facts_json, measure_json

if TYPE_CHECKING:
    from classifiers.facts import Measure
    from storage.log import LogEntry
    from storage.outbox import DeliveryRecord
    from storage.stories import Corroboration


def entry_json(entry: "LogEntry", told: "Corroboration | None" = None) -> dict[str, Any]:
    """One item of the log with all that was understood, told and said of it; and who tells its
    story, where that was looked up."""
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
        **({"corroboration": corroboration_json(told)} if told is not None else {}),
        "keys": list(item.keys),
        **facts_json(entry.facts),
        "measures": [_measure(measure) for measure in entry.facts.measures],
        "vocabulary": entry.facts.vocabulary,
        "alerts": [asdict(alert) for alert in entry.alerts],
        "reviews": [asdict(review) for review in entry.reviews],
    }


def delivery_json(delivery: "DeliveryRecord") -> dict[str, Any]:
    return asdict(delivery)


def _measure(measure: "Measure") -> dict[str, Any]:
    """A measure with the event at which it is to be decided, which `classify` has as a quote."""
    return {**measure_json(measure), "event": measure.event}
