"""Names that are a country's elsewhere, and why they were not taken for one here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from classifiers.countries import KINDS
from classifiers.facts import Facts, Field
from classifiers.matcher import Hit, Reading
from classifiers.namesakes import is_country
from classifiers.surroundings import Surroundings
from classifiers.tongues import is_language
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
    for reason in (*_masks(hit, around), *_towns(hit, around)):
        return reason
    if not is_country(hit, around):
        told = (reason for ask in _SIGNS for reason in ask(hit, around))
        return next(told, "the words around it make something else of it")
    if rivals:
        return f"another place of that name is meant all through: “{rivals[0].term.phrase}”"
    return "a town or a person of that name is meant all through the text"


def _masks(hit: Hit, around: Surroundings) -> Iterator[str]:
    reading = around.reading
    for mask in (*reading.of("mask"), *reading.of("language")):
        if mask.first <= hit.first and hit.last <= mask.last and around.is_masked(hit):
            yield f"part of “{around.passage.quote(mask.first, mask.last)}”"


def _towns(hit: Hit, around: Surroundings) -> Iterator[str]:
    if is_town(hit, around):
        is_state = around.is_also("state", hit)
        yield f"a {'state' if is_state else 'town'}, as the words beside it say"


def _money(hit: Hit, around: Surroundings) -> Iterator[str]:
    end = around.passage.end(hit.last)
    if (sign := around.passage.text[end : end + 1]) in tuple("$€£¥"):
        yield f"a currency: “{around.passage.quote(hit.first, hit.last)}{sign}”"


def _goods(hit: Hit, around: Surroundings) -> Iterator[str]:
    for goods in around.reading.of("goods"):
        if goods.first <= hit.first and hit.last <= goods.last:
            words = around.passage.quote(goods.first, goods.last)
            yield f"goods that are called after it: “{words}”"


def _language(hit: Hit, around: Surroundings) -> Iterator[str]:
    if is_language(hit, around):
        yield "a language"


def _firm(hit: Hit, around: Surroundings) -> Iterator[str]:
    yield from _beside("firm", "a firm or a paper", hit, around)


def _treaty(hit: Hit, around: Surroundings) -> Iterator[str]:
    yield from _beside("treaty", "a treaty or a school", hit, around)


def _beside(kind: str, what: str, hit: Hit, around: Surroundings) -> Iterator[str]:
    before, after = hit.first - 1, hit.last + 1
    for other in around.reading.of(f"{kind} before"):
        if other.last == before:
            yield f"{what}: “{around.passage.quote(other.first, hit.last)}”"
    for other in around.reading.of(f"{kind} after"):
        if other.first == after:
            yield f"{what}: “{around.passage.quote(hit.first, other.last)}”"


def _person(hit: Hit, around: Surroundings) -> Iterator[str]:
    if not around.is_also("namesake", hit) and not around.ends("given name", hit.first - 1):
        return
    first = hit.first - (1 if _is_name(hit.first - 1, hit.first - 1, around) else 0)
    last = hit.last + (1 if _is_name(hit.last, hit.last + 1, around) else 0)
    yield f"a person: “{around.passage.quote(first, last)}”"


def _is_name(gap: int, word: int, around: Surroundings) -> bool:
    """Whether a capitalised word that is no term of ours stands beside a name."""
    words = around.passage.words
    stands = 0 <= word < len(words) and around.is_spaced(gap)
    return stands and words[word][:1].isupper() and not around.is_known(word)


def _dateline(hit: Hit, around: Surroundings) -> Iterator[str]:
    if around.passage.field == "body" and hit.first < around.passage.sentences[0][1]:
        yield "the place that the report was sent from"


_SIGNS: tuple[Callable[[Hit, Surroundings], Iterator[str]], ...] = (
    _money, _goods, _language, _firm, _treaty, _person, _dateline,
)  # fmt: skip
"""What shows, in the order of `namesakes`, which of its rules refused a name."""
