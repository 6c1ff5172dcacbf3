"""What is asked whether it meets a condition, and the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from classifiers.facts import Facts, Mention
from config.schema import Source
from parsers.item import Item


@dataclass(frozen=True, slots=True)
class Subject:
    """An item with all that is known of it."""

    source: Source
    item: Item
    facts: Facts


@dataclass(frozen=True, slots=True)
class Match:
    """Why a condition holds: a plain line for each key of it, and the words that say so."""

    reasons: tuple[str, ...]
    evidence: tuple[Mention, ...] = ()


def merge(matches: Iterable[Match]) -> Match:
    """All of them as one, nothing said twice."""
    listed = list(matches)
    reasons = dict.fromkeys(chain.from_iterable(match.reasons for match in listed))
    evidence = dict.fromkeys(chain.from_iterable(match.evidence for match in listed))
    return Match(tuple(reasons), tuple(evidence))
