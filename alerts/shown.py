"""A message in the words and pieces that a reader sees."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from alerts.message import country_name

Piece = tuple[str, bool]
"""Words, and whether they are evidence."""
_DATES = ("announced", "effective", "expires", "removed")


def shown(message: Mapping[str, Any]) -> dict[str, Any]:
    """What the mail templates ask for."""
    headline, quotes = _headline(message)
    return {
        **message,
        "headline": headline,
        "is_update": message["type"] == "item.update",
        "source_line": source_line(message["item"]),
        "also": [{**item, "line": source_line(item)} for item in message["also"]],
        "countries": [_country(country) for country in message["countries"]],
        "measures": [measure_lines(measure) for measure in message["measures"]],
        "quotes": [{**quote, "pieces": pieces(quote)} for quote in quotes],
    }


def _headline(message: Mapping[str, Any]) -> tuple[list[Piece], list[Mapping[str, Any]]]:
    """The title with its evidence, and the quotes without the one that this makes needless."""
    title, source = message["item"]["title"], message["item"]["source"]
    for quote in message["quotes"]:
        if (quote["field"], quote["text"], quote["source"]) == ("title", title, source):
            return pieces(quote), [other for other in message["quotes"] if other is not quote]
    return [(title, False)], message["quotes"]


def source_line(item: Mapping[str, Any]) -> str:
    """Who published it and when."""
    return " · ".join((item["source"], item["publisher"], date_words(item["published_at"])))


def date_words(written: str | None, otherwise: str = "no date") -> str:
    """A time of a message (ISO 8601) as a reader has it, to the minute."""
    if written is None:
        return otherwise
    moment = datetime.fromisoformat(written)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _country(country: Mapping[str, Any]) -> str:
    roles = [role for role in country["roles"] if role != "mentioned"]
    return f"{country['name']} ({', '.join(roles)})" if roles else str(country["name"])


def measure_lines(measure: Mapping[str, Any]) -> list[str]:
    """What it is, who does it to whom and on what, and the details; nothing for the unknown."""
    kind = [measure["instrument"], measure["status"] or "status not stated"]
    if measure["modality"] == "analysis":
        kind.append("told in an analysis")
    details = [_rate(measure["rate"]), *_dates(measure["dates"]), measure["authority"]]
    lines = (kind, [_parties(measure), *_products(measure["products"])], details)
    joined = (" · ".join(part for part in parts if part) for parts in lines)
    return [line[:1].upper() + line[1:] for line in joined if line]


def _parties(measure: Mapping[str, Any]) -> str:
    imposer, targeted, excluded = (
        ", ".join(map(country_name, measure[role])) for role in ("imposer", "targeted", "excluded")
    )
    parties = f"{imposer or 'someone'} → {targeted}" if targeted else imposer
    return f"{parties} (not {excluded})" if excluded else parties


def _products(products: Iterable[Mapping[str, Any]]) -> list[str]:
    return [
        f"{product['words']} (HS {', '.join(product['hs'])})" if product["hs"] else product["words"]
        for product in products
    ]


def _rate(rate: Mapping[str, Any] | None) -> str:
    if rate is None:
        return ""
    unit = rate["unit"] if rate["unit"] == "%" else f" {rate['unit']}"
    new, prior = (
        f"{value:g}{unit}" if value is not None else None for value in (rate["new"], rate["prior"])
    )
    return f"{new or 'new rate not stated'} (was {prior})" if prior is not None else new or ""


def _dates(dates: Mapping[str, str | None]) -> list[str]:
    return [f"{name} {dates[name]}" for name in _DATES if dates[name] is not None]


def pieces(quote: Mapping[str, Any]) -> list[Piece]:
    """The quote's text cut where evidence begins and ends."""
    marked = [False] * len(quote["text"])
    for mark in quote["marks"]:
        start, end = mark["start"] - quote["start"], mark["end"] - quote["start"]
        marked[start:end] = [True] * (end - start)
    edges = [i for i, (one, next_one) in enumerate(pairwise(marked), 1) if one != next_one]
    cuts = [0, *edges, len(marked)]
    text = quote["text"]
    cut = [(text[start:end], marked[start]) for start, end in pairwise(cuts) if end > start]
    return [*_ellipsis(quote["cut_before"]), *cut, *_ellipsis(quote["cut_after"])]


def _ellipsis(is_cut: bool) -> list[Piece]:
    return [("…", False)] if is_cut else []
