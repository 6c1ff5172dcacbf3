"""Details: the goods, rate, days and law that a sentence gives its measures."""

from datetime import datetime

from classifiers import authorities, drafts, products, rates, when
from classifiers.clauses import Clause, Range
from classifiers.drafts import Draft
from classifiers.facts import Mention
from classifiers.matcher import Reading

Stated = list[tuple[Clause, Draft]]
"""What a sentence states, each with the clause that it stands in."""


def add(
    stated: Stated,
    reading: Reading,
    sentence: Range,
    published_at: datetime | None,
    language: str | None,
) -> None:
    """Give each draft of a sentence the details said in its clause; a lone clause has them all."""
    goods = products.find(reading, sentence)
    rate = rates.find(reading, sentence)
    dates, dated = when.find(reading, sentence, published_at, language)
    authority = authorities.find(reading, sentence)
    alone = len({id(clause) for clause, _ in stated}) == 1

    def belongs(quote: Mention, clause: Clause) -> bool:
        return alone or clause.holds(quote.field, quote.start)

    for clause, draft in stated:
        mine = [(product, quote) for product, quote in goods if belongs(quote, clause)]
        draft.products = tuple(product for product, _ in mine)
        draft.quotes += [quote for _, quote in mine]
        if rate and belongs(rate[1], clause):
            drafts.rate(draft, *rate)
        if dated and belongs(dated[0], clause):
            draft.dates = dates
            draft.quotes += dated
        if authority and belongs(authority[1], clause):
            draft.authority = authority[0]
            draft.quotes.append(authority[1])
