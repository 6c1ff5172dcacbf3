"""Small items, facts, alerts and deliveries for the storage tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.alert import Alert, Delivery
from classifiers.facts import Dates, Facts, Measure, Mention, Product, Rate
from config.schema import Condition, Rule, Source
from parsers.item import Item
from storage.database import Database
from storage.items import Entry, Saved, save
from storage.keys import find_known

NOW = datetime(2026, 4, 2, 9, 30, 0, 250_000, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOURCE = Source(id="gazette", name="The Gazette", kind="folder", location="gazette")
RULE = Rule(
    id="steel", name="Steel duties", when=Condition(topics=("tariffs",)), channels=("desk",)
)
TITLE = "US imposes 25% duty on Mexican steel"
QUOTE = Mention("instrument", "import tariff", "title", 15, 19, "duty")


def an_item(name: str = "1", **changes: Any) -> Item:
    values: dict[str, Any] = {
        "source_id": SOURCE.id,
        "keys": (f"guid:{name}", f"url:https://gazette.example/{name}"),
        "url": f"https://gazette.example/{name}",
        "title": TITLE,
        "summary": "The duty applies from Monday.",
        "text": "",
        "language": "en",
        "published_at": NOW - HOUR,
        "published_raw": "Thu, 02 Apr 2026 08:30:00 GMT",
    }
    return Item(**{**values, **changes})


def a_measure(**changes: Any) -> Measure:
    values: dict[str, Any] = {
        "instrument": "import tariff",
        "family": "tariff",
        "mast": "D",
        "direction": "restrictive",
        "status": "adopted",
        "modality": "act",
        "imposer": ("US",),
        "targeted": ("MX",),
        "excluded": (),
        "products": (Product("steel", ("72", "73"), "inferred"),),
        "rate": Rate(25.0, None, "%"),
        "dates": Dates(effective="2026-04-06"),
        "authority": "Section 232",
        "event": None,
        "quotes": (QUOTE,),
    }
    return Measure(**{**values, **changes})


def some_facts(**changes: Any) -> Facts:
    values: dict[str, Any] = {
        "scores": {"tariffs": 0.9, "energy": 0.0},
        "topics": ("tariffs",),
        "countries": ("US", "MX"),
        "roles": {"US": ("imposer",), "MX": ("targeted",)},
        "measures": (a_measure(),),
        "relevance": 0.8,
        "mentions": (Mention("country", "US", "title", 0, 2, "US"), QUOTE),
        "vocabulary": "0123456789ab",
    }
    return Facts(**{**values, **changes})


def an_alert(item: Item, facts: Facts) -> Alert:
    return Alert(RULE, "new", "story-1", SOURCE, item, facts, ("topic: tariffs",), (QUOTE,))


def a_delivery(name: str = "told-1") -> Delivery:
    return Delivery(name, "desk", "desk@customs.example", {"subject": TITLE, "lines": [1, None]})


def an_entry(item: Item | None = None, facts: Facts | None = None, **changes: Any) -> Entry:
    return Entry(
        item or an_item(), facts or some_facts(), **{"story": "s", "known": None, **changes}
    )


def store(
    database: Database, *items: Item, facts: Facts | None = None, at: datetime = NOW
) -> Saved:
    """Find, then save, as the collect flow does."""
    with database.write() as session:
        known = find_known(session, SOURCE.id, items)
        entries = [an_entry(item, facts, known=known.get(i)) for i, item in enumerate(items)]
        return save(session, SOURCE.id, entries, at)
