"""Actors: the countries of a clause with the small words and offices that go with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from classifiers.clauses import Clause, widest
from classifiers.countries import Named
from classifiers.matcher import Hit, Reading, Term
from classifiers.passage import is_han
from config.measures import MeasureWords

_FAR = 8
"""How far back an adjective's preposition may stand: on [all cold-rolled] Mexican steel."""
_NEAR = 3


@dataclass(slots=True, eq=False)
class Actor:
    """A country in a clause, widened to its office (the Mexican government)."""

    named: Named
    first: int
    last: int
    office: bool
    """Whether it is a government that speaks: it can act where an adjective cannot."""
    possessive: bool
    marks: frozenset[str] = frozenset()
    marked_at: int = -1
    """The first word of its mark; -1 without."""
    joined: bool = False
    """Whether it continues the actor before it (Mexico and Canada)."""

    code: str = field(init=False)
    adjective: bool = field(init=False)

    def __post_init__(self) -> None:
        self.code = self.named.code
        self.adjective = (self.named.form == "demonym" or self.possessive) and not self.office


def terms(words: MeasureWords) -> Iterator[Term]:
    """Terms of the grammar's kinds, of which a body's key is its country's code."""
    grammar = words.grammar
    for key, by_language in grammar.marks.items():
        for language, phrases in by_language.items():
            for phrase in phrases:
                yield Term(phrase, "mark", key, language=language)
    for kind, by_language in (
        ("government", grammar.offices),
        ("break", grammar.breaks),
        ("contrast", grammar.contrasts),
        ("industry", grammar.industries),
        ("cooperation", grammar.cooperation),
    ):
        for language, phrases in by_language.items():
            for phrase in phrases:
                yield Term(phrase, kind, kind, language=language)
    for code, phrases in grammar.bodies.items():
        for phrase in phrases:
            yield Term(phrase, "body", code)


def bodies(readings: Sequence[Reading], named: Sequence[Named]) -> tuple[Named, ...]:
    """The places named, and those where a body stands for its country."""
    found = list(named)
    for reading in readings:
        passage = reading.passage
        taken = {
            word
            for each in named
            if each.field == passage.field
            for word in range(each.first, each.last + 1)
        }
        for hit in widest(reading.of("body")):
            if taken.isdisjoint(range(hit.first, hit.last + 1)):
                start, end = passage.starts[hit.first], passage.end(hit.last)
                phrase = passage.text[start:end]
                found.append(
                    Named(
                        hit.term.key,
                        "metonym",
                        passage.field,
                        hit.first,
                        hit.last,
                        start,
                        end,
                        phrase,
                    )
                )
    found.sort(key=lambda each: (each.field != "title", each.first))
    return tuple(_without_offices(found))


def _without_offices(named: Sequence[Named]) -> list[Named]:
    """The places without a ministry that another country's name before it claims (美国商务部)."""
    kept: list[Named] = []
    for each in named:
        claimed = kept and each.field == kept[-1].field and each.start == kept[-1].end
        if not (claimed and each.form == "metonym" and is_han(each.phrase)):
            kept.append(each)
    return kept


def find(clause: Clause, walls: Iterable[int]) -> list[Actor]:
    """The actors of a clause, in order; a mark is not looked for beyond a wall (a verb's word)."""
    if not clause.named:
        return []
    marks = clause.of("mark")
    offices = widest(clause.of("government"))
    stops, actors = set(walls), list[Actor]()
    ends: dict[int, list[Hit]] = {}
    for hit in marks:
        ends.setdefault(hit.last, []).append(hit)
    for named in clause.named:
        actor = _widened(clause, named, offices, marks)
        before = actors[-1] if actors else None
        if before and _joined(clause, before, actor, marks):
            actor.marks, actor.marked_at, actor.joined = before.marks, before.marked_at, True
        else:
            _mark(clause, actor, ends, stops, before)
        actors.append(actor)
    return actors


def _widened(clause: Clause, named: Named, offices: list[Hit], marks: list[Hit]) -> Actor:
    first, last = named.first, named.last
    words = clause.reading.passage.words
    possessive = last + 1 < clause.past and words[last + 1] == "s"
    after = last + (2 if possessive else 1)
    office = named.form == "metonym"
    for hit in offices:
        if hit.first > after + 2:
            break
        if after <= hit.first <= after + (2 if possessive else 0):
            last, office = max(last, hit.last), True
        elif hit.last == first - 1 or _governs(hit, first, marks, words):
            first, office = hit.first, True
    return Actor(named, first, last, office, possessive)


def _governs(office: Hit, first: int, marks: list[Hit], words: Sequence[str]) -> bool:
    """Whether an office is of the country: the government of [the] …, Secretaría … de …."""
    between = range(office.last + 1, first)
    if not 1 <= len(between) <= 4 or is_han(words[first]):
        return False
    keys = {m.term.key for m in marks if m.first >= office.last + 1 and m.last < first}
    last_keys = {m.term.key for m in marks if first - 2 <= m.last < first}
    return "of" in last_keys and not keys & {"with", "between", "except"}


def _joined(clause: Clause, before: Actor, actor: Actor, marks: list[Hit]) -> bool:
    """Whether only a comma, an `and` or an article stands between two actors."""
    if before.last >= actor.first:
        return False
    between = range(before.last + 1, actor.first)
    if not between:
        return clause.gap(before.last, actor.first).strip() in {",", "、", "-", "–", "/", "，"}
    fine = {m.first for m in marks if m.first == m.last and m.term.key in ("and", "skip")}
    repeated = {m.first for m in marks if m.term.key in before.marks}
    anded = {m.first for m in marks if m.term.key == "and"}
    return (
        len(between) <= 3
        and fine.union(repeated).issuperset(between)
        and (not anded.isdisjoint(between) or "," in clause.gap(before.last, actor.first))
    )


def _mark(
    clause: Clause,
    actor: Actor,
    ends: Mapping[int, list[Hit]],
    stops: set[int],
    before: Actor | None,
) -> None:
    """Give an actor the nearest mark before it, as far back as its form lets one look.

    `ends` are the clause's marks by their last word.
    """
    floor = before.last + 1 if before else clause.first
    reach = _FAR if actor.adjective else _NEAR
    for word in range(actor.first - 1, max(floor, actor.first - 1 - reach) - 1, -1):
        here = [hit for hit in ends.get(word, ()) if hit.term.key != "and"]
        if any(hit.term.key != "skip" for hit in here):
            actor.marks = frozenset([hit.term.key for hit in here])
            actor.marked_at = min([hit.first for hit in here])
            return
        if word in stops or not (actor.adjective or word in ends):
            return
