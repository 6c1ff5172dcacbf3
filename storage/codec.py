"""Facts to JSON and back, exactly."""

from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

from classifiers.facts import Dates, Facts, Measure, Mention, Product, Rate


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """The facts as JSON-ready values."""
    return {
        "scores": facts.scores,
        "topics": list(facts.topics),
        "countries": list(facts.countries),
        "roles": {code: list(roles) for code, roles in facts.roles.items()},
        "measures": [_measure_to_json(measure) for measure in facts.measures],
        "relevance": facts.relevance,
        "mentions": mentions_to_json(facts.mentions),
        "vocabulary": facts.vocabulary,
    }


def facts_from_json(data: dict[str, Any]) -> Facts:
    """The facts that `facts_to_json` was given."""
    return Facts(
        scores=dict(data["scores"]),
        topics=tuple(data["topics"]),
        countries=tuple(data["countries"]),
        roles={code: tuple(roles) for code, roles in data["roles"].items()},
        measures=tuple(_measure_from_json(measure) for measure in data["measures"]),
        relevance=data["relevance"],
        mentions=mentions_from_json(data["mentions"]),
        vocabulary=data["vocabulary"],
    )


def mentions_to_json(mentions: Iterable[Mention]) -> list[list[Any]]:
    """Each mention as the list of its values: names would double the size of the evidence."""
    return [[m.kind, m.key, m.field, m.start, m.end, m.phrase] for m in mentions]


def mentions_from_json(data: list[list[Any]]) -> tuple[Mention, ...]:
    return tuple(Mention(*values) for values in data)


def _measure_to_json(measure: Measure) -> dict[str, Any]:
    return {
        "instrument": measure.instrument,
        "family": measure.family,
        "mast": measure.mast,
        "direction": measure.direction,
        "status": measure.status,
        "modality": measure.modality,
        "imposer": list(measure.imposer),
        "targeted": list(measure.targeted),
        "excluded": list(measure.excluded),
        "products": [[p.words, list(p.hs), p.basis] for p in measure.products],
        "rate": _values(measure.rate),
        "dates": _values(measure.dates),
        "authority": measure.authority,
        "event": measure.event,
        "quotes": mentions_to_json(measure.quotes),
    }


def _measure_from_json(data: dict[str, Any]) -> Measure:
    lists = {name: tuple(data[name]) for name in ("imposer", "targeted", "excluded")}
    nested = {
        "products": tuple(
            Product(words, tuple(hs), basis) for words, hs, basis in data["products"]
        ),
        "rate": None if data["rate"] is None else Rate(*data["rate"]),
        "dates": Dates(*data["dates"]),
        "quotes": mentions_from_json(data["quotes"]),
    }
    return Measure(**{**data, **lists, **nested})


def _values(part: Rate | Dates | None) -> list[Any] | None:
    return None if part is None else list(astuple(part))
