"""The keys of a condition that ask about one measure of the item.

They must all hold for one and the same measure: a rule for anti-dumping on steel is not met by an
item with anti-dumping on paper and a quota on steel.
"""

from collections.abc import Callable, Sequence

from alerts.verdict import Match, Subject, merge
from classifiers.facts import Facts, Measure, Product
from config.schema import Condition

ROLE_WORDS = {
    "imposer": "is the imposer",
    "targeted": "is targeted",
    "affected": "is affected",
    "excluded": "is excluded",
    "counterpart": "is a counterpart",
    "mentioned": "is mentioned",
}


def measured(condition: Condition, subject: Subject) -> Match | None:
    """The measures for which every measure key holds, and `countries` in their `roles` too."""
    found = [_reasons(condition, subject.facts, measure) for measure in subject.facts.measures]
    matches = [
        Match(reasons, measure.quotes)
        for reasons, measure in zip(found, subject.facts.measures, strict=True)
        if reasons is not None
    ]
    return merge(matches) if matches else None


def _reasons(condition: Condition, facts: Facts, measure: Measure) -> tuple[str, ...] | None:
    reasons: list[str] = []
    for key, ask in _QUESTIONS.items():
        if key in condition.model_fields_set:
            answer = ask(condition, measure)
            if answer is None:
                return None
            reasons.append(answer)
    if condition.roles:
        roles = _in_roles(condition, facts, measure)
        return (*reasons, *roles) if roles else None
    return tuple(reasons)


def _in_roles(condition: Condition, facts: Facts, measure: Measure) -> list[str]:
    """The countries in one of the roles: in this measure, or in the item where measures have none
    such."""
    return [
        f"country {code} {ROLE_WORDS[role]}"
        for code in condition.countries
        for role in condition.roles
        if code in _holders(facts, measure, role)
    ]


def _holders(facts: Facts, measure: Measure, role: str) -> tuple[str, ...]:
    in_measure = {
        "imposer": measure.imposer,
        "targeted": measure.targeted,
        "excluded": measure.excluded,
    }
    if role in in_measure:
        return in_measure[role]
    return tuple(code for code, roles in facts.roles.items() if role in roles)


def _ask_products(condition: Condition, measure: Measure) -> str | None:
    """A measure on a chapter is on its headings; one on a heading is within the chapter."""
    covered = [
        product
        for product in measure.products
        if any(_overlap(code, wanted) for code in product.hs for wanted in condition.products)
    ]
    return f"the measure covers {', '.join(map(_name, covered))}" if covered else None


def _overlap(code: str, wanted: str) -> bool:
    return code.startswith(wanted) or wanted.startswith(code)


def _name(product: Product) -> str:
    return f"{product.words} (HS {', '.join(product.hs)})"


def _shared(lead: str, held: Sequence[str | None], wanted: Sequence[str]) -> str | None:
    """The lead and what both have, or None."""
    both = [value for value in held if value is not None and value in wanted]
    return f"{lead} {', '.join(both).replace('_', ' ')}" if both else None


_QUESTIONS: dict[str, Callable[[Condition, Measure], str | None]] = {
    "imposer": lambda c, m: _shared("the measure is imposed by", m.imposer, c.imposer),
    "targeted": lambda c, m: _shared("the measure targets", m.targeted, c.targeted),
    "families": lambda c, m: _shared("the measure's family is", [m.family], c.families),
    "instruments": lambda c, m: _shared("the measure is:", [m.instrument], c.instruments),
    "statuses": lambda c, m: _shared("the measure's status is", [m.status], c.statuses),
    "modalities": lambda c, m: _shared("the measure is told as", [m.modality], c.modalities),
    "products": _ask_products,
}
MEASURE_KEYS = frozenset(_QUESTIONS)
