"""What facts say that is worth telling, as a hash: the same facts are no second update."""

import json
from dataclasses import astuple
from hashlib import sha256
from typing import Any

from classifiers.facts import Facts, Measure


def signature(facts: Facts) -> str:
    """Of topics, roles and measures; not of scores, wording, order or places."""
    told = [
        sorted(facts.topics),
        sorted((code, sorted(roles)) for code, roles in facts.roles.items()),
        sorted(json.dumps(_stated(measure)) for measure in facts.measures),
    ]
    return sha256(json.dumps(told).encode()).hexdigest()[:16]


def _stated(measure: Measure) -> list[Any]:
    return [
        *(measure.instrument, measure.family, measure.direction, measure.status, measure.modality),
        *(sorted(measure.imposer), sorted(measure.targeted), sorted(measure.excluded)),
        sorted({code for product in measure.products for code in product.hs}),
        astuple(measure.rate) if measure.rate is not None else None,
        *(astuple(measure.dates), measure.authority, measure.event),
    ]
