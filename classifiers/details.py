"""Details: the goods, rate, days and law that a sentence gives its measures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from classifiers import authorities, drafts, exemptions, groups, products, rates, when
from classifiers.clauses import Clause
from classifiers.drafts import Draft
from classifiers.facts import Dates, Mention
from classifiers.matcher import Range, Reading

Stated = list[tuple[Clause, Draft]]
"""What a sentence states, each with the clause that it stands in."""


def add(
    stated: Stated,
    reading: Reading,
    sentence: Range,
    published_at: datetime | None,
    language: str | None,
) -> Stated:
    """Each draft with the details said in its clause, a lone clause with them all.

    Where a clause tells several rates, there comes a draft for each.
    """
    said = _hear(stated, reading, sentence, published_at, language)
    alone = len({id(clause) for clause, _ in stated}) == 1
    detailed: Stated = []
    for clause, draft in stated:
        edge = _contrast(clause, sentence) if alone else None

        def belongs(quote: Mention, clause: Clause = clause, edge: int | None = edge) -> bool:
            if alone:
                return edge is None or quote.start < edge
            return clause.has(quote)

        detailed += [(clause, each) for each in _detail(draft, clause, said, belongs)]
    return detailed


@dataclass(frozen=True, slots=True)
class _Said:
    """All that a sentence says beside who does what."""

    reading: Reading
    sentence: Range
    published_at: datetime | None
    goods: Sequence[products.Found]
    told: Sequence[rates.Found]
    dates: Dates
    dated: Sequence[Mention]
    authority: tuple[str, Mention] | None


def _hear(
    stated: Stated,
    reading: Reading,
    sentence: Range,
    published_at: datetime | None,
    language: str | None,
) -> _Said:
    goods = products.find(reading, sentence)
    if any(draft.family == "agreement" for _, draft in stated):
        goods = products.freed(reading, sentence, goods)
    told = rates.every(reading, sentence)
    dates, dated = when.find(reading, sentence, published_at, language)
    authority = authorities.find(reading, sentence)
    return _Said(reading, sentence, published_at, goods, told, dates, dated, authority)


def _detail(
    draft: Draft, clause: Clause, said: _Said, belongs: Callable[[Mention], bool]
) -> list[Draft]:
    if said.goods:
        _add_goods(draft, clause, [found for found in said.goods if belongs(found[1])])
    mine = [found for found in said.told if belongs(found[1])]
    if first := _leading(draft, mine):
        drafts.rate(draft, *first)
    if said.dated and belongs(said.dated[0]):
        draft.dates = said.dates
        draft.quotes += said.dated
        if draft.modality == "reversal":
            _forget_beginning(draft, said.reading, said.sentence, said.published_at)
    if said.authority and belongs(said.authority[1]):
        draft.authority = said.authority[0]
        draft.quotes.append(said.authority[1])
    return list(groups.split(draft, mine))


def _add_goods(draft: Draft, clause: Clause, found: list[products.Found]) -> None:
    """Note the goods, but those that the clause spares."""
    starts = {clause.reading.passage.starts[word] for word in exemptions.spared_part(clause)}
    own = [(product, quote) for product, quote in found if quote.start not in starts]
    draft.products = tuple(product for product, _ in own)
    draft.quotes += [quote for _, quote in own]


def _contrast(clause: Clause, sentence: Range) -> int | None:
    """Where a "but" behind the clause begins to say what the measure is not about."""
    reading = clause.reading
    buts = (hit for hit in reading.part(sentence)["contrast"] if hit.first >= clause.past)
    return next((reading.passage.starts[hit.first] for hit in buts), None)


def _leading(draft: Draft, told: list[rates.Found]) -> rates.Found | None:
    """The first rate, one that says what it was before if there is one; a free quota has none."""
    if draft.family == "tariff_quota":
        told = [found for found in told if found[0].new]
    changes = [found for found in told if found[0].prior is not None]
    return next(iter(changes or told), None)


def _forget_beginning(
    draft: Draft, reading: Reading, sentence: Range, published_at: datetime | None
) -> None:
    """Drop the day since which what now ends has stood: lifts the ban in force since 2022."""
    quote = next((each for each in draft.quotes if each.kind == "effective"), None)
    if quote is None:
        return
    long_past = published_at is not None and quote.key < _month_before(published_at, len(quote.key))
    if long_past or when.has_stood(reading, sentence, quote):
        draft.dates = replace(draft.dates, effective=None)
        draft.quotes.remove(quote)


def _month_before(published_at: datetime, precision: int) -> str:
    """A month before the publication, as an ISO date of so many characters."""
    return (published_at - timedelta(days=30)).date().isoformat()[:precision]
