"""A text with what people say of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from config.codes import blocs


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its labels; None is what nobody said anything of."""

    id: str | int
    title: str
    text: str
    language: str | None
    source: str
    topics: frozenset[str] | None = None
    unsure: frozenset[str] = frozenset()
    """Topics of which people cannot say, so that they are not scored."""
    countries: frozenset[str] | None = None
    optional: frozenset[str] = frozenset()
    """Codes that count neither way."""
    relevant: bool | None = None
    weak: bool = False
    """Whether topics may be missing: it counts for the recall of its source, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a set of labelled texts can score."""

    topics: tuple[str, ...]
    """Those that are given, or unsure, anywhere."""
    bloc_sources: frozenset[str]
    """Sources that name a bloc anywhere: with the others a bloc found is no mistake."""


def scope_of(rows: Iterable[Labelled]) -> Scope:
    """The scope of the rows, taken one by one and not kept."""
    topics: set[str] = set()
    sources: set[str] = set()
    known = blocs().keys()
    for row in rows:
        topics |= (row.topics or frozenset()) | row.unsure
        if row.countries is not None and not known.isdisjoint(row.countries):
            sources.add(row.source)
    return Scope(tuple(sorted(topics)), frozenset(sources))
