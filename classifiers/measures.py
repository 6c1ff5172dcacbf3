"""Measures: which trade measures an item states, each fact with the words it rests on.

How a text becomes measures, step by step, and the file that takes each step:

1. `matcher` finds the vocabulary's terms in the title and the body, `countries` and
   `actors.bodies` the places named there. From here on only those hits are looked at.
2. A sentence that speaks of an instrument is cut into clauses, one act in each (`clauses`).
3. Each clause's instruments: tariffs, or the parts of one said apart, bans … exports
   (`instruments`).
4. What is done with each of them: `deeds` gathers the clause's verbs and moods, `statuses` decides
   the status, or that the text denies the measure.
5. Who does it to whom: `actors` gives each country its prepositions and offices, `parties` a role
   by where it stands (`scenes` is what it looks at), `subjects` finds who acts, `exemptions` whom
   the clause spares. The result is a draft (`drafts`).
6. The goods, rate, days and law that the sentence gives (`details`, from `products`, `rates` over
   `amounts` and `specific`, `when` over `days`, `authorities`); several rates, each with goods or
   countries of its own, make several measures (`groups`). What an agreement does is folded into
   it (`contents`).
7. Later sentences go on about the last draft (`echoes`), exempt a country, or set a meeting
   (`events`).
8. Drafts of one measure merge, title first; each that is left becomes a `Measure` (`drafts`).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from classifiers import (
    actors,
    authorities,
    contents,
    deeds,
    details,
    drafts,
    echoes,
    events,
    exemptions,
    instruments,
    parties,
    products,
    rates,
    statuses,
    when,
)
from classifiers.clauses import Clause, clauses, whole
from classifiers.countries import Named
from classifiers.details import Stated
from classifiers.drafts import Draft
from classifiers.facts import Measure
from classifiers.instruments import Spoken
from classifiers.matcher import Range, Reading, Term
from config.vocabulary import Vocabulary

SIGNS = frozenset(("instrument", "bare", "head", "flow", "body", "industry", "cooperation"))
"""The kinds of terms that every text is searched for; the others only its sentences with these."""
_ATTENTION = 2
"""How many sentences after a measure may still be about it."""
_MEMORY = 6
"""How many where they begin with a noun for it: The ban does not apply to …."""


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Every term by which measures are read, of instruments, statuses and grammar."""
    for words in (instruments, statuses, actors, echoes):
        yield from words.terms(vocabulary.measures)
    for room in (products, rates, when, authorities):
        yield from room.terms(vocabulary)


def find(
    readings: Sequence[Reading],
    named: Sequence[Named],
    published_at: datetime | None,
    language: str | None,
    vocabulary: Vocabulary,
) -> tuple[Measure, ...]:
    """The measures of an item, one for each real measure, in the order of the text."""
    found: list[Draft] = []
    for reading in readings:
        found += _read(reading, named, found[-1:], published_at, language, vocabulary)
    if found and any(r.passage.field == "title" and _looks_back(r) for r in readings):
        for draft in found:
            draft.modality = "analysis"
    return tuple(draft.to_measure() for draft in drafts.merge(found))


def _read(
    reading: Reading,
    named: Sequence[Named],
    before: list[Draft],
    published_at: datetime | None,
    language: str | None,
    vocabulary: Vocabulary,
) -> list[Draft]:
    """The measures that one field states, in its order; restatements are measures of their own.

    Its first sentences may go on about the last measure of the field `before`.
    """
    found = list(before)
    speaking = _speaking(reading)
    if not before and not speaking:
        return []
    here = [each for each in named if each.field == reading.passage.field]
    recent = 0
    for number, sentence in enumerate(reading.passage.sentences):
        if number not in speaking and (not found or number - recent > _MEMORY):
            continue
        stated: Stated = []
        if number in speaking:
            stated = _sentence(reading, sentence, here, vocabulary)
        if stated:
            stated = details.add(stated, reading, sentence, published_at, language)
            near = found[-1] if found and number - recent <= _ATTENTION else None
            stated = _of_their_own(stated, near)
        own = [draft for _, draft in stated if draft.says_something()]
        if found and not own and _still_heard(reading, sentence, number - recent):
            drafts.exempt(found, exemptions.alone(whole(reading, sentence, here)))
            if number - recent <= _ATTENTION:
                echoes.hear(found[-1], stated, reading, sentence, published_at, language)
        found += own
        recent = number if stated else recent
        if found and number - recent <= _ATTENTION:
            events.add(found[-1], reading, sentence)
    return found[len(before) :]


def _of_their_own(stated: Stated, near: Draft | None) -> Stated:
    """What is stated without the contents of an agreement, and with what the last one hands on."""
    kept = contents.fold(near, [draft for _, draft in stated])
    if near is not None:
        for draft in kept:
            drafts.inherit(near, draft)
    ids = {id(draft) for draft in kept}
    return [each for each in stated if id(each[1]) in ids]


def _still_heard(reading: Reading, sentence: Range, since: int) -> bool:
    """Whether so many sentences on the last measure may be meant; longer where a noun names it."""
    return since <= _ATTENTION or (since <= _MEMORY and echoes.names(reading, sentence))


def _sentence(
    reading: Reading, sentence: Range, named: Sequence[Named], vocabulary: Vocabulary
) -> Stated:
    """A draft for each instrument of each clause that is not ruled out."""
    told = any(hit.term.key == "analysis" for hit in reading.part(sentence)["sense"])
    stated: Stated = []
    for clause in clauses(reading, sentence, named):
        spoken = instruments.find(clause, vocabulary.measures.instruments)
        if stated and not spoken:
            drafts.exclude(stated[-1][1], exemptions.alone(clause))
        for draft in _drafts(clause, spoken):
            if told:
                draft.modality = "analysis"
            stated.append((clause, draft))
    return stated


def _looks_back(reading: Reading) -> bool:
    """Whether a title announces an explainer, an anniversary or an analysis."""
    return any(hit.term.key == "analysis" for hit in reading.of("sense"))


def _speaking(reading: Reading) -> set[int]:
    """The numbers of the sentences with an instrument, or the parts of one said apart."""
    instrument, bare, head, flow = map(reading.holding, ("instrument", "bare", "head", "flow"))
    return instrument | bare | head & flow


def _drafts(clause: Clause, spoken: Sequence[Spoken]) -> Iterator[Draft]:
    """One for each family that the clause speaks of; talks about one of them are its status."""
    if not spoken:
        return
    families = {each.entry.family for each in spoken}
    seen = set[str]()
    threatened: int | None = None
    without = {hit.last for hit in clause.keyed("mark", "without")}
    told, spared = deeds.actions(clause), exemptions.spared_part(clause)
    for each in spoken:
        if each.first - 1 in without or each.first - 2 in without or each.first in spared:
            continue
        if threatened is not None and _on_condition(clause, threatened, each.first):
            continue
        passing = each.name == "trade negotiation" and (len(families) > 1 or len(spoken) > 1)
        if passing or each.entry.family in seen:
            continue
        seen.add(each.entry.family)
        verdict = statuses.decide(clause, each, spoken, told)
        threatened = each.last if verdict.status == "threatened" else threatened
        if not verdict.denied:
            yield drafts.begin(clause, each, verdict, parties.find(clause, each, verdict, told))


def _on_condition(clause: Clause, threatened: int, word: int) -> bool:
    """Whether a word stands in the condition of a threat: duties if it signs the agreement."""
    return any(threatened < hit.first < word for hit in clause.keyed("mood", "if"))
