"""What one recipient is told of one story, as JSON that outlives the facts it was made from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

from babel import Locale

from alerts.alert import Alert
from alerts.plain import one_line, web_url
from alerts.quotes import MOST, quotes
from classifiers.facts import Facts, Measure

TITLE_LIMIT = 200
SUBJECT_LIMIT = 140
RULES_FILE = "config/alerts.yml"
_NAME_LIMIT = 120
_LIST_LIMIT = 20
_STANDING = {"official": 0, "independent": 1, "state-controlled": 2}
_LATEST = datetime.max.replace(tzinfo=UTC)


def compose(alerts: Sequence[Alert]) -> dict[str, Any]:
    """The message of one or more alerts on one story, for one recipient.

    Copies of the story come together: the `lead` is shown and named as its facts are, the others
    stand in `also`. Everything is one line and of bounded length.
    """
    first = lead(alerts)
    title = _title(first)
    return {
        "type": f"item.{first.kind}",
        "story": first.story,
        "subject": one_line(("Update: " if first.kind == "update" else "") + title, SUBJECT_LIMIT),
        "item": _item(first),
        "also": _also(first, alerts),
        "why": _why(alerts),
        "topics": list(first.facts.topics),
        "countries": _countries(first.facts),
        "measures": [_measure(measure) for measure in first.facts.measures[:_LIST_LIMIT]],
        "quotes": _quotes(first, alerts),
        "mute": _mute(alerts),
    }


def lead(alerts: Iterable[Alert]) -> Alert:
    """The alert to show first: official before independent before state-controlled, then the
    earliest."""
    return min(
        alerts,
        key=lambda alert: (
            _STANDING[alert.source.publisher],
            alert.item.published_at or _LATEST,
            alert.item.title,
        ),
    )


def _title(alert: Alert) -> str:
    return one_line(alert.item.title, TITLE_LIMIT) or "(no title)"


def _item(alert: Alert) -> dict[str, Any]:
    published = alert.item.published_at
    return {
        "title": _title(alert),
        "url": web_url(alert.item.url),
        "source": one_line(alert.source.name, _NAME_LIMIT),
        "publisher": alert.source.publisher,
        "published_at": published.isoformat() if published is not None else None,
        "language": alert.item.language,
    }


def _also(first: Alert, alerts: Iterable[Alert]) -> list[dict[str, Any]]:
    others = {alert.item.keys: alert for alert in alerts if alert.item.keys != first.item.keys}
    return [_item(alert) for alert in list(others.values())[:_LIST_LIMIT]]


def _why(alerts: Iterable[Alert]) -> list[dict[str, Any]]:
    """Each rule that fired, once, with every reason it had."""
    reasons: dict[str, dict[str, None]] = {}
    names: dict[str, str] = {}
    for alert in alerts:
        names[alert.rule.id] = one_line(alert.rule.name, _NAME_LIMIT)
        lines = (one_line(reason, TITLE_LIMIT) for reason in alert.reasons)
        reasons.setdefault(alert.rule.id, {}).update(dict.fromkeys(lines))
    return [
        {"rule": rule, "name": names[rule], "reasons": list(lines)}
        for rule, lines in reasons.items()
    ]


def _countries(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": country_name(code), "roles": list(facts.roles.get(code, ()))}
        for code in facts.countries[: 3 * _LIST_LIMIT]
    ]


@cache
def country_name(code: str) -> str:
    """The country's English name; a bloc is called by its code."""
    return str(Locale("en").territories.get(code, code))


def _measure(measure: Measure) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(asdict(measure)))
    del told["quotes"]
    told["products"] = told["products"][:_LIST_LIMIT]
    for product in told["products"]:
        product["words"] = one_line(product["words"], _NAME_LIMIT)
    if told["rate"] is not None:
        told["rate"]["unit"] = one_line(told["rate"]["unit"], _NAME_LIMIT)
    for key in ("authority", "event"):
        told[key] = one_line(told[key], TITLE_LIMIT) if told[key] is not None else None
    return told


def _quotes(first: Alert, alerts: Sequence[Alert]) -> list[dict[str, Any]]:
    """The lead's evidence, then that of the other items."""
    found: list[dict[str, Any]] = []
    items = {alert.item.keys: alert for alert in (first, *alerts)}
    for keys, holder in items.items():
        evidence = [m for alert in alerts if alert.item.keys == keys for m in alert.evidence]
        found += quotes(holder.item, evidence, one_line(holder.source.name, _NAME_LIMIT))
    return found[:MOST]


def _mute(alerts: Iterable[Alert]) -> str:
    rules = list(dict.fromkeys(f"“{alert.rule.id}”" for alert in alerts))
    noun = "rule" if len(rules) == 1 else "rules"
    return (
        f"To hear less of this, narrow or remove the {noun} {' and '.join(rules)} in {RULES_FILE}."
    )
