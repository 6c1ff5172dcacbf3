"""Names that are a country's elsewhere, and why they were not taken for one here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from classifiers.countries import KINDS
from classifiers.facts import Facts, Field
from classifiers.matcher import Hit, Reading
from classifiers.namesakes import Sense, sense
from classifiers.surroundings import Surroundings
from classifiers.towns import is_town

# An abbreviation of one character (中, 美) is in every Chinese text: no reader took it for a name.
_NAMING = tuple(kind for kind in KINDS if kind != "abbreviation")


@dataclass(frozen=True, slots=True)
class Refused:
    """A name that stands for no country here."""

    code: str
    """Of the country that it would be."""
    field: Field
    start: int
    end: int
    phrase: str
    why: str


def refused(readings: Sequence[Reading], facts: Facts) -> tuple[Refused, ...]:
    """Each name that was considered and refused, in the order of the text."""
    taken = [(m.field, m.start, m.end) for m in facts.mentions if m.kind == "country"]
    rivals = [hit for reading in readings for hit in reading.of("rival")]
    found: list[Refused] = []
    for reading in readings:
        around, passage = Surroundings(reading), reading.passage
        told = {(start, end) for field, start, end in taken if field == passage.field}
        for hit in _widest(reading):
            start, end = passage.starts[hit.first], passage.end(hit.last)
            if any(low < end and start < high for low, high in told):
                continue
            told.add((start, end))
            why = _why(hit, around, [rival for rival in rivals if rival.term.key == hit.term.key])
            code, phrase = hit.term.key, passage.text[start:end]
            found.append(Refused(code, passage.field, start, end, phrase, why))
    return tuple(found)


def _widest(reading: Reading) -> list[Hit]:
    """The longest names first where they overlap; else in the order of the text."""
    hits = [hit for kind in _NAMING for hit in reading.of(kind)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if all(hit.last < other.first or other.last < hit.first for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _why(hit: Hit, around: Surroundings, rivals: Sequence[Hit]) -> str:
    if around.is_masked(hit):
        return f"part of “{_cover(hit, around, ('mask', 'language'))}”"
    if is_town(hit, around):
        is_state = around.is_also("state", hit)
        return f"a {'state' if is_state else 'town'}, as the words beside it say"
    if (told := sense(hit, around)) is not None:
        return _SAID[told](hit, around)
    if rivals:
        return f"another place of that name is meant all through: “{rivals[0].term.phrase}”"
    return "a town or a person of that name is meant all through the text"


def _cover(hit: Hit, around: Surroundings, kinds: Sequence[str]) -> str:
    """The words of the term of one of the kinds that a name is part of."""
    for kind in kinds:
        for other in around.reading.of(kind):
            if other.first <= hit.first and hit.last <= other.last:
                return around.passage.quote(other.first, other.last)
    return around.passage.quote(hit.first, hit.last)


def _money(hit: Hit, around: Surroundings) -> str:
    end = around.passage.end(hit.last)
    return f"a currency: “{_quote(hit, around)}{around.passage.text[end : end + 1]}”"


def _goods(hit: Hit, around: Surroundings) -> str:
    return f"goods that are called after it: “{_cover(hit, around, ('goods',))}”"


def _beside(kind: str, what: str, hit: Hit, around: Surroundings) -> str:
    """The name with the word before it that says what it is, else with the one after it."""
    before, after = (around.reading.of(f"{kind} {side}") for side in ("before", "after"))
    first = min((h.first for h in before if h.last == hit.first - 1), default=hit.first)
    ends = [h.last for h in after if h.first == hit.last + 1 and first == hit.first]
    return f"{what}: “{around.passage.quote(first, max(ends, default=hit.last))}”"


def _person(hit: Hit, around: Surroundings) -> str:
    first = hit.first - (1 if _is_name(hit.first - 1, hit.first - 1, around) else 0)
    last = hit.last + (1 if _is_name(hit.last, hit.last + 1, around) else 0)
    return f"a person: “{around.passage.quote(first, last)}”"


def _is_name(gap: int, word: int, around: Surroundings) -> bool:
    """Whether a capitalised word that is no term of ours stands beside a name."""
    words = around.passage.words
    stands = 0 <= word < len(words) and around.is_spaced(gap)
    return stands and words[word][:1].isupper() and not around.is_known(word)


def _quote(hit: Hit, around: Surroundings) -> str:
    return around.passage.quote(hit.first, hit.last)


_SAID: dict[Sense, Callable[[Hit, Surroundings], str]] = {
    "currency": _money,
    "goods": _goods,
    "language": lambda hit, around: "a language",
    "firm": partial(_beside, "firm", "a firm or a paper"),
    "treaty": partial(_beside, "treaty", "a treaty or a school"),
    "person": _person,
    "dateline": lambda hit, around: "the place that the report was sent from",
    "part of a word": lambda hit, around: "an abbreviation without another beside it",
}
