"""Measures: which trade measures an item states, each fact with the words it rests on."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from classifiers import (
    actors,
    authorities,
    drafts,
    exemptions,
    instruments,
    parties,
    products,
    rates,
    statuses,
    when,
)
from classifiers.clauses import Clause, Range, clauses, within
from classifiers.countries import Named
from classifiers.drafts import Draft
from classifiers.facts import Measure
from classifiers.instruments import Spoken
from classifiers.matcher import Hit, Reading, Term
from config.vocabulary import Vocabulary

_EVENT_REACH = 14
_OPEN = {"under negotiation", "under investigation", "proposed", "threatened", None}


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Every term by which measures are read, of instruments, statuses and grammar."""
    yield from instruments.terms(vocabulary.measures)
    yield from statuses.terms(vocabulary.measures)
    yield from actors.terms(vocabulary.measures)
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
    found = [
        draft
        for reading in readings
        for draft in _read(reading, named, published_at, language, vocabulary)
    ]
    if any(reading.passage.field == "title" and _looks_back(reading) for reading in readings):
        for draft in found:
            draft.modality = "analysis"
    return tuple(draft.to_measure() for draft in drafts.merge(found))


def _read(
    reading: Reading,
    named: Sequence[Named],
    published_at: datetime | None,
    language: str | None,
    vocabulary: Vocabulary,
) -> list[Draft]:
    here = [each for each in named if each.field == reading.passage.field]
    found: list[Draft] = []
    recent = -9
    for number, sentence in enumerate(reading.passage.sentences):
        stated = _sentence(reading, sentence, here, vocabulary)
        if stated:
            _describe(stated, reading, sentence, published_at, language)
            found += [draft for _, draft in stated if draft.says_something()]
            recent = number
        elif found and number - recent <= 2:
            told = tuple(each for each in here if sentence[0] <= each.first < sentence[1])
            drafts.exclude(found[-1], exemptions.alone(Clause(reading, *sentence, told)))
        if found and number - recent <= 2:
            _add_event(found[-1], reading, sentence)
    return found


def _sentence(
    reading: Reading, sentence: Range, named: Sequence[Named], vocabulary: Vocabulary
) -> list[tuple[Clause, Draft]]:
    """A draft for each instrument of each clause that is not ruled out."""
    if not _speaks(reading, sentence):
        return []
    told = any(hit.term.key == "analysis" for hit in within(reading.of("sense"), sentence))
    stated: list[tuple[Clause, Draft]] = []
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


def _speaks(reading: Reading, sentence: Range) -> bool:
    """Whether there is an instrument, or the parts of one said apart."""
    if within(reading.of("instrument"), sentence):
        return True
    return bool(within(reading.of("flow"), sentence) and within(reading.of("head"), sentence))


def _drafts(clause: Clause, spoken: Sequence[Spoken]) -> Iterator[Draft]:
    """One for each family that the clause speaks of; talks about one of them are its status."""
    families = {each.entry.family for each in spoken}
    seen = set[str]()
    without = {hit.last for hit in clause.of("mark") if hit.term.key == "without"}
    for each in spoken:
        if without & {each.first - 1, each.first - 2}:
            continue
        passing = each.name == "trade negotiation" and (len(families) > 1 or len(spoken) > 1)
        if passing or each.entry.family in seen:
            continue
        seen.add(each.entry.family)
        verdict = statuses.decide(clause, each, spoken)
        if not verdict.denied:
            yield drafts.begin(clause, each, verdict, parties.find(clause, each, verdict))


def _describe(
    stated: list[tuple[Clause, Draft]],
    reading: Reading,
    sentence: Range,
    published_at: datetime | None,
    language: str | None,
) -> None:
    """Give the drafts of a sentence the goods, rate, dates and authority said with them."""
    goods = products.find(reading, sentence)
    rate = rates.find(reading, sentence)
    dates, dated = when.find(reading, sentence, published_at, language)
    authority = authorities.find(reading, sentence)
    alone = len({id(clause) for clause, _ in stated}) == 1
    for clause, draft in stated:
        mine = [
            (product, quote)
            for product, quote in goods
            if alone or clause.holds(quote.field, quote.start)
        ]
        draft.products = tuple(product for product, _ in mine)
        draft.quotes += [quote for _, quote in mine]
        if rate and (alone or clause.holds(rate[1].field, rate[1].start)):
            draft.rate = rate[0]
            draft.quotes.append(rate[1])
            if rate[0].prior is not None and draft.status in ("adopted", None):
                drafts.modify(draft, rate[1])
        if dated and (alone or clause.holds(dated[0].field, dated[0].start)):
            draft.dates = dates
            draft.quotes += dated
        if authority and (alone or clause.holds(authority[1].field, authority[1].start)):
            draft.authority = authority[0]
            draft.quotes.append(authority[1])


def _add_event(draft: Draft, reading: Reading, sentence: Range) -> None:
    """The next meeting about a measure that is still open, in the text's own words."""
    if draft.event is not None or draft.status not in _OPEN:
        return
    senses = within(reading.of("sense"), sentence)
    meetings = [hit for hit in senses if hit.term.key == "meeting"]
    for planned in (hit for hit in senses if hit.term.key == "event"):
        for meeting in meetings:
            if abs(meeting.first - planned.first) <= _EVENT_REACH:
                clause = Clause(reading, *sentence, ())
                first, last = _extent(reading, sentence, meeting, planned)
                quote = drafts.mention(clause, "event", "", first, last)
                draft.event = quote.phrase
                draft.quotes.append(quote)
                return


def _extent(reading: Reading, sentence: Range, meeting: Hit, planned: Hit) -> tuple[int, int]:
    """From the first of the two to the next comma or the sentence's end."""
    passage = reading.passage
    first, last = min(meeting.first, planned.first), max(meeting.last, planned.last)
    while last + 1 < sentence[1]:
        if set(passage.text[passage.end(last) : passage.starts[last + 1]]) & set(",;:，；（("):
            break
        last += 1
    return first, last
