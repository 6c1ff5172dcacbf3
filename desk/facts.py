"""Facts as JSON: the contract of `classify`, which `log --json` and `show --json` add to."""

from typing import Any

from classifiers.facts import Facts, Measure, Mention


def facts_json(facts: Facts) -> dict[str, Any]:
    """What was understood, in plain values; what is unknown is null or empty."""
    return {
        "topics": list(facts.topics),
        "scores": {topic: round(score, 4) for topic, score in facts.scores.items()},
        "relevance": round(facts.relevance, 4),
        "countries": list(facts.countries),
        "roles": {code: list(roles) for code, roles in facts.roles.items()},
        "measures": [measure_json(measure) for measure in facts.measures],
        "mentions": [mention_json(mention) for mention in facts.mentions],
    }


def measure_json(measure: Measure) -> dict[str, Any]:
    rate = measure.rate
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
        "products": [product.words for product in measure.products],
        "products_hs": list(dict.fromkeys(hs for product in measure.products for hs in product.hs)),
        "rate": rate.new if rate else None,
        "prior_rate": rate.prior if rate else None,
        "unit": rate.unit if rate else None,
        "dates": {
            name: getattr(measure.dates, name)
            for name in ("announced", "effective", "expires", "removed")
        },
        "authority": measure.authority,
        "quotes": [mention_json(quote) for quote in measure.quotes],
    }


def mention_json(mention: Mention) -> dict[str, Any]:
    return {name: getattr(mention, name) for name in Mention.__slots__}
