"""Whether an item meets a rule, and which of its words say so."""

from collections.abc import Callable, Mapping

from alerts import named
from alerts.measured import MEASURE_KEYS, measured
from alerts.verdict import Match, Subject, merge
from classifiers.facts import Facts
from config.schema import Condition, Rule, Source
from parsers.item import Item

Check = Callable[[Condition, Subject], Match | None]


def match(rule: Rule, source: Source, item: Item, facts: Facts) -> Match | None:
    """Why the item meets the rule, or None; what each key asks stands at `Condition`."""
    return holds(rule.when, Subject(source, item, facts))


def holds(condition: Condition, subject: Subject) -> Match | None:
    """Every key that the condition gives, asked in turn; None at the first that fails."""
    found: list[Match] = []
    for keys, check in CHECKS:
        if not keys.isdisjoint(condition.model_fields_set):
            part = check(condition, subject)
            if part is None:
                return None
            found.append(part)
    return merge(found)


def _all(condition: Condition, subject: Subject) -> Match | None:
    found = [holds(child, subject) for child in condition.all]
    return None if None in found else merge(part for part in found if part is not None)


def _any(condition: Condition, subject: Subject) -> Match | None:
    found = [holds(child, subject) for child in condition.any]
    held = [part for part in found if part is not None]
    return merge(held) if held else None


def _not(condition: Condition, subject: Subject) -> Match | None:
    if any(holds(child, subject) is not None for child in condition.not_):
        return None
    return Match(tuple(f"not {_describe(child)}" for child in condition.not_))


def _describe(condition: Condition) -> str:
    """The condition as config has it, on one line."""
    given = condition.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return ", ".join(f"{key} {_value(value)}" for key, value in given.items())


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{key} {_value(inner)}" for key, inner in value.items()) + ")"
    if isinstance(value, list):
        return " or ".join(_value(inner) for inner in value)
    return str(value)


CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"topics"}), named.topics),
    (frozenset({"countries"}), named.countries),
    (MEASURE_KEYS, measured),
    (frozenset({"words"}), named.words),
    (frozenset({"sources"}), named.sources),
    (frozenset({"languages"}), named.languages),
    (frozenset({"relevance"}), named.relevance),
    (frozenset({"all"}), _all),
    (frozenset({"any"}), _any),
    (frozenset({"not_"}), _not),
)
"""Each check with the keys that it answers for, in the order in which reasons are told."""
