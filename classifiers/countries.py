"""Countries and blocs: where a text names them, and which look-alikes are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from classifiers.facts import Field, Mention
from classifiers.matcher import Hit, Reading
from classifiers.names import terms
from classifiers.namesakes import is_country, mistaken
from classifiers.surroundings import Surroundings
from classifiers.towns import Found, is_town, is_twin, twins
from config.codes import ISO_3166

__all__ = ["Form", "Named", "find", "mentions", "terms"]

Form = Literal["name", "demonym", "capital", "metonym", "bloc"]

KINDS: dict[str, Form] = {
    "country": "name",
    "demonym": "demonym",
    "capital": "capital",
    "metonym": "metonym",
    "abbreviation": "name",
}
"""The kinds of terms that name a country, and the form each is. The first wins a tie."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a text names a country or bloc, from word `first` to word `last`."""

    code: str
    """ISO 3166-1 alpha-2, or a bloc's own code."""
    form: Form
    """`bloc` for a bloc, whatever it is called by."""
    field: Field
    first: int
    last: int
    start: int
    end: int
    phrase: str


def find(readings: Sequence[Reading]) -> tuple[Named, ...]:
    """Every place where the fields of one item name a country, in the order of the text."""
    found, rejected = list[Found](), list[Found]()
    for around in map(Surroundings, readings):
        for hit in _hits(around):
            (rejected if is_town(hit, around) else found).append((around, hit))
    certain = [hit for around, hit in found if not _is_common(hit, around)]
    wrong, towns = mistaken(readings, certain), twins(found, rejected)
    return tuple(
        _named(around, hit)
        for around, hit in found
        if hit.term.key not in wrong and not is_twin(hit, around, towns)
    )


def mentions(named: Sequence[Named]) -> tuple[Mention, ...]:
    """The evidence: a mention of kind `country` for each place, its key the code."""
    return tuple(
        Mention("country", each.code, each.field, each.start, each.end, each.phrase)
        for each in named
    )


def _hits(around: Surroundings) -> Iterator[Hit]:
    # The longest first: where MEXICO CITY is a dateline, its MEXICO is none the less part of it.
    every = [hit for kind in KINDS for hit in around.reading.of(kind) if not around.is_masked(hit)]
    return (hit for hit in _apart(every) if is_country(hit, around))


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that no longer hit overlaps, left to right: 抵达卡塔尔 names 卡塔尔, not 达卡."""
    kept, taken = list[Hit](), set[int]()
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        words = range(hit.first, hit.last + 1)
        if taken.isdisjoint(words):
            kept.append(hit)
            taken.update(words)
    return sorted(kept, key=lambda hit: hit.first)


def _is_common(hit: Hit, around: Surroundings) -> bool:
    return around.is_also("namesake", hit) or around.is_also("homonym", hit)


def _named(around: Surroundings, hit: Hit) -> Named:
    passage, code = around.passage, hit.term.key
    return Named(
        code=code,
        form=KINDS[hit.term.kind] if code in ISO_3166 else "bloc",
        field=passage.field,
        first=hit.first,
        last=hit.last,
        start=passage.starts[hit.first],
        end=passage.end(hit.last),
        phrase=passage.quote(hit.first, hit.last),
    )
