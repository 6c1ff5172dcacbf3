"""Items, facts, rules and alerts to test with, each whole and each easy to vary."""

from datetime import UTC, datetime
from typing import Any

from alerts.alert import Alert, Delivery, Kind
from alerts.grouping import address
from alerts.rules import match
from classifiers.facts import Dates, Facts, Field, Measure, Mention, Product, Rate
from config.schema import Condition, EmailChannel, Rule, Source, WebhookChannel
from parsers.item import Item
from tests.watched import NOW
from tests.watched import a_source as source

__all__ = ["NOW", "source"]

TITLE = "Washington opens anti-dumping probe into Mexican steel pipe"
BODY = (
    "The US Commerce Department opened an anti-dumping investigation into steel pipe from Mexico "
    "on Monday.\nImporters may face duties of 25% from April 2027, up from 10%. Canada is spared."
)


def item(**changes: Any) -> Item:
    given: dict[str, Any] = {
        "source_id": "gazette",
        "keys": ("guid:1",),
        "url": "https://gazette.example/1",
        "title": TITLE,
        "summary": "",
        "text": BODY,
        "language": "en",
        "published_at": datetime(2026, 11, 23, 16, 5, tzinfo=UTC),
        "published_raw": "Mon, 23 Nov 2026 16:05:00 GMT",
    }
    return Item(**{**given, **changes})


def mention(kind: str, key: str, phrase: str, field: Field = "body", text: str = BODY) -> Mention:
    """The first place of the phrase in the text."""
    start = (TITLE if field == "title" else text).index(phrase)
    return Mention(kind, key, field, start, start + len(phrase), phrase)


def measure(**changes: Any) -> Measure:
    given: dict[str, Any] = {
        "instrument": "Anti-dumping",
        "family": "anti_dumping",
        "mast": "D",
        "direction": "restrictive",
        "status": "under investigation",
        "modality": "act",
        "imposer": ("US",),
        "targeted": ("MX",),
        "excluded": ("CA",),
        "products": (Product("steel pipe", ("7304", "7306")),),
        "rate": Rate(25.0, 10.0, "%"),
        "dates": Dates(effective="2027-04"),
        "authority": None,
        "event": None,
        "quotes": (mention("instrument", "Anti-dumping", "anti-dumping investigation"),),
    }
    return Measure(**{**given, **changes})


def facts(**changes: Any) -> Facts:
    given: dict[str, Any] = {
        "scores": {"tariffs": 0.9, "energy": 0.1},
        "topics": ("tariffs",),
        "countries": ("US", "MX", "CA"),
        "roles": {"US": ("imposer",), "MX": ("targeted",), "CA": ("excluded",)},
        "measures": (measure(),),
        "relevance": 0.95,
        "mentions": (
            mention("topic", "tariffs", "anti-dumping", "title"),
            mention("country", "US", "Washington", "title"),
            mention("country", "MX", "Mexico"),
        ),
        "vocabulary": "0123456789ab",
    }
    return Facts(**{**given, **changes})


def condition(**keys: Any) -> Condition:
    """`not_` stands for `not`."""
    return Condition.model_validate({key.strip("_"): value for key, value in keys.items()})


def rule(when: Condition | None = None, **changes: Any) -> Rule:
    given = {
        "id": "mexico",
        "name": "Measures against Mexico",
        "when": when or condition(targeted=["MX"]),
        "channels": ["desk"],
    }
    return Rule.model_validate({**given, **changes})


def alert(
    of: Rule | None = None,
    *,
    kind: Kind = "new",
    story: str = "story-1",
    at: Source | None = None,
    on: Item | None = None,
    says: Facts | None = None,
) -> Alert:
    """The alert of a rule that the item meets."""
    of, at, on, says = of or rule(), at or source(), on or item(), says or facts()
    found = match(of, at, on, says)
    assert found is not None
    return Alert(of, kind, story, at, on, says, found.reasons, found.evidence)


def desk(**changes: Any) -> EmailChannel:
    given = {
        "id": "desk",
        "kind": "email",
        "to": ["desk@chamber.example"],
        "sender": "Tidewaiter <watch@tide.example>",
    }
    return EmailChannel.model_validate({**given, **changes})


def hook(**changes: Any) -> WebhookChannel:
    given = {
        "id": "hook",
        "kind": "webhook",
        "url": "https://customs.example/hook?token=hidden",
        "secret_env": "HOOK_SECRET",
    }
    return WebhookChannel.model_validate({**given, **changes})


def delivery(*alerts: Alert) -> Delivery:
    """What the desk is owed for the alerts (by default the one on Mexico)."""
    (owed,) = address(alerts or (alert(),), [desk()])
    return owed
