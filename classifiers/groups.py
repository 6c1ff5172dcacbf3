"""Groups: several rates in one sentence, each with the goods or the countries it is for.

A 30% duty on copper and 12% on glass; 对A加征25%关税，对B加征10%关税: two measures each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from classifiers import drafts
from classifiers.drafts import Draft
from classifiers.facts import Mention
from classifiers.rates import Found

_WHOLE = {"agreement", "subsidy", "export_subsidy"}
"""Families whose rates are not shared out."""


@dataclass(slots=True)
class _Group:
    """A rate with the evidence of what it is for."""

    rate: Found
    goods: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)


def split(draft: Draft, told: Sequence[Found]) -> list[Draft]:
    """A draft for each of the rates that its clause tells, or the draft as it is."""
    if draft.family in _WHOLE or len({rate.new for rate, _ in told}) < 2:
        return [draft]
    groups = _groups(draft, told)
    if not groups or not all(group.goods or group.targets for group in groups):
        return [draft]
    return [_narrowed(draft, group, groups) for group in groups]


def _groups(draft: Draft, told: Sequence[Found]) -> list[_Group]:
    """Each rate with what stands behind it, or before it; none where neither holds for all."""
    groups = [_Group(found) for found in sorted(told, key=lambda found: found[1].start)]
    marks = [q for q in draft.quotes if q.kind in ("products", "targeted")]
    marks.sort(key=lambda quote: quote.start)
    at = [group.rate[1].start for group in groups]
    # Countries before all else are struck by every rate: hits China with 20% on … and 10% on ….
    while marks and marks[0].kind == "targeted" and marks[0].start < at[0] and _ahead(marks, at):
        marks = marks[1:]
    if not marks:
        return []
    if at[0] < marks[0].start and at[-1] < marks[-1].start:
        owners = [max(i for i, start in enumerate(at) if start < q.start) for q in marks]
    elif at[0] > marks[0].start and at[-1] > marks[-1].start:
        owners = [min(i for i, start in enumerate(at) if start > q.start) for q in marks]
    else:
        return []
    for owner, quote in zip(owners, marks, strict=True):
        seats = groups[owner].goods if quote.kind == "products" else groups[owner].targets
        seats.append(quote)
    return groups


def _ahead(marks: Sequence[Mention], at: Sequence[int]) -> bool:
    """Whether what the last rate is for stands behind it."""
    return marks[-1].start > at[-1]


def _narrowed(draft: Draft, group: _Group, groups: Sequence[_Group]) -> Draft:
    """The draft of one rate, with the countries of its own or those that all share."""
    shared = _is_shared(groups)
    targets = draft.parties["targeted"]
    if not shared:
        targets = tuple(dict.fromkeys(quote.key for quote in group.targets))
    goods = {quote.key for quote in group.goods}
    out = {"products", "rate"} if shared else {"products", "rate", "targeted"}
    kept = [quote for quote in draft.quotes if quote.kind not in out]
    mine = replace(
        draft,
        parties={**draft.parties, "targeted": targets},
        products=tuple(each for each in draft.products if " ".join(each.hs) in goods),
        rate=None,
        quotes=[*kept, *group.goods, *(() if shared else group.targets)],
    )
    drafts.rate(mine, *group.rate)
    return mine


def _is_shared(groups: Sequence[_Group]) -> bool:
    """Whether countries are named once for all: before the first rate, or behind the last."""
    named = [group for group in groups if group.targets]
    if not named:
        return True
    first = named[0].targets[0].start < groups[0].rate[1].start
    return len(named) == 1 and (first or named[0] is groups[-1])
