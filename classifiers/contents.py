"""Contents: what an agreement does is part of it, not a measure of its own."""

from collections.abc import Sequence

from classifiers.drafts import Draft

_FREED = {"tariff", "tariff_quota", "import_quota", "export_tax", "non_tariff"}
"""Families of what an agreement cuts or opens."""


def fold(known: Draft | None, stated: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only say what an agreement does; their goods become its.

    `known` is the last measure before; the agreement may also be one of the drafts themselves.
    """
    agreement = known if known is not None and known.family == "agreement" else None
    kept: list[Draft] = []
    for draft in stated:
        if draft.family == "agreement":
            agreement = draft
        if agreement is not None and agreement is not draft and _is_content(draft, agreement):
            _take(agreement, draft)
        else:
            kept.append(draft)
    return kept


def _is_content(draft: Draft, agreement: Draft) -> bool:
    """Whether a draft frees trade, and names nobody but the agreement's parties together."""
    parties = set(agreement.parties["imposer"])
    by, on = set(draft.parties["imposer"]), set(draft.parties["targeted"])
    frees = draft.family in _FREED and draft.direction == "liberalising"
    return frees and len(parties) > 1 and on <= parties and (not by or by == parties)


def _take(agreement: Draft, content: Draft) -> None:
    """Give the agreement the goods of its content, with their quotes."""
    known = {product.hs for product in agreement.products}
    more = [product for product in content.products if product.hs not in known]
    agreement.products += tuple(more)
    codes = {" ".join(product.hs) for product in more}
    told = (quote for quote in content.quotes if quote.kind == "products" and quote.key in codes)
    agreement.quotes += [quote for quote in told if quote not in agreement.quotes]
