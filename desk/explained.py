"""Why a text has its facts, as people and programs read it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from desk.evidence import legend, marked
from desk.facts import facts_json, mention_json
from desk.view import counted, grid, measure_line, moment

if TYPE_CHECKING:
    from rich.table import Table

    from classifiers.explanation import Explanation, Found, Verdict
    from classifiers.facts import Mention
    from classifiers.weights import Signs
    from parsers.item import Item

_PLACES = 5
"""How many places of one term are shown."""


def explained_json(item: "Item", explanation: "Explanation") -> dict[str, Any]:
    """An item with its facts and why: offsets count characters of `title` or `text`."""
    return {
        "url": item.url,
        "title": item.title,
        "text": item.body,
        "language": item.language,
        "published_at": item.published_at,
        **facts_json(explanation.facts),
        "vocabulary": explanation.facts.vocabulary,
        "explanation": reasons_json(explanation),
    }


def reasons_json(explanation: "Explanation") -> dict[str, Any]:
    """Every topic of which anything was found, each role's reason, and the names refused."""
    return {
        "vocabulary": explanation.facts.vocabulary,
        "topics": [_verdict_json(verdict) for verdict in explanation.topics],
        "roles": [
            {
                "code": part.code,
                "role": part.role,
                "why": part.why,
                "quotes": [mention_json(quote) for quote in part.quotes],
            }
            for part in explanation.parts
        ],
        "refused": [
            {name: getattr(one, name) for name in type(one).__slots__}
            for one in explanation.refused
        ],
    }


def _verdict_json(verdict: "Verdict") -> dict[str, Any]:
    return {
        "topic": verdict.topic,
        "given": verdict.is_given,
        "score": verdict.score,
        "margin": verdict.margin,
        "threshold": verdict.threshold,
        "signs": asdict(verdict.signs) if verdict.signs is not None else None,
        "found": [
            {name: getattr(one, name) for name in type(one).__slots__} for one in verdict.found
        ],
    }


def whole(item: "Item", explanation: "Explanation") -> Iterator[RenderableType]:
    """One item and everything that decided its facts, part by part."""
    if item.title:
        yield Text(item.title, "bold")
    yield Text(" · ".join(_record(item, explanation)), "dim")
    yield from reasons(item.language, explanation)
    for number, measure in enumerate(explanation.facts.measures, start=1):
        yield _heading(f"Measure {number}" if len(explanation.facts.measures) > 1 else "Measure")
        yield Text(measure_line(measure))
        yield _quotes(measure.quotes)
    yield _heading("Text")
    yield from legend(explanation)
    if item.title:
        yield marked(item.title, "title", explanation, "bold")
    yield marked(item.body, "body", explanation)


def brief(number: int, item: "Item", explanation: "Explanation") -> Iterator[RenderableType]:
    """One of several items in a few lines."""
    yield Text.assemble((f"{number} ", "dim"), (item.title or item.body[:80], "bold"))
    lines, facts = grid(), explanation.facts
    given = [f"{v.topic} {v.score:.2f}" for v in explanation.topics if v.is_given]
    near = [f"{v.topic} {v.score:.2f}" for v in explanation.topics if not v.is_given]
    lines.add_row("topics", Text(", ".join(given) or "none", "" if given else "dim"))
    if near:
        lines.add_row("near", Text(", ".join(near), "dim"))
    if facts.countries:
        told = (f"{code} {', '.join(facts.roles[code])}" for code in facts.countries)
        lines.add_row("countries", Text(" · ".join(told)))
    for measure in facts.measures:
        lines.add_row("measure", Text(measure_line(measure)))
    yield lines


def reasons(language: str | None, explanation: "Explanation") -> Iterator[RenderableType]:
    """The topics with their terms and margins, and the countries with their roles."""
    yield _heading("Topics: term (weight) and where it stands")
    if not explanation.topics:
        yield Text("No term of any topic was found.", "dim")
    else:
        yield _topics(language, explanation.topics)
    yield _heading("Countries: role and why")
    if not (explanation.parts or explanation.refused):
        yield Text("No country is named.", "dim")
    else:
        yield _countries(explanation)


def _heading(words: str) -> Rule:
    return Rule(Text(words, "bold"), align="left", style="dim")


def _record(item: "Item", explanation: "Explanation") -> Iterator[str]:
    if item.published_at is not None:
        yield moment(item.published_at)
    yield item.language or "language unknown, so read with every language's words"
    yield counted(len(item.body), "character")
    yield f"relevance {explanation.facts.relevance:.2f}"
    yield f"vocabulary {explanation.facts.vocabulary}"


def _topics(language: str | None, verdicts: "Iterable[Verdict]") -> "Table":
    lines = grid()
    for verdict in verdicts:
        lines.add_row(Text(verdict.topic, "bold" if verdict.is_given else ""), _margin(verdict))
        for line in _terms(language, verdict.found):
            lines.add_row("", line)
    return lines


def _margin(verdict: "Verdict") -> Text:
    if verdict.is_given:
        return Text(f"{verdict.score:.2f}, {verdict.margin:.2f} above 0.5", "green")
    if verdict.signs is None:
        return Text("0.00: nothing that was found counts", "yellow")
    lacks = ", ".join(_lacking(verdict.signs))
    return Text(f"{verdict.score:.2f}, {-verdict.margin:.2f} short of 0.5: {lacks}", "yellow")


def _lacking(signs: "Signs") -> Iterator[str]:
    """What speaks against it, of all that `classifiers.weights` weighs."""
    if not signs.decides:
        yield "no term decides alone"
    if not signs.early:
        yield "none stands in the title or at the beginning"
    yield f"{signs.reached:.0%} of the weight that a text so long needs"


def _terms(language: str | None, found: "Iterable[Found]") -> Iterator[Text]:
    """A line for each term that counts, the weightiest first, and for each that does not."""
    grouped: dict[tuple[str, float, str | None], list[str]] = {}
    lost: dict[str, list[str]] = {}
    for one in found:
        if one.use == "counted":
            beside = f" near “{one.by}”" if one.by else ""
            key = (one.term + beside, one.weight, one.language)
            grouped.setdefault(key, []).append(_place(one))
            continue
        if one.use == "passed over" and one.by is not None:
            continue  # the other term is told itself
        why = f"masked by “{one.by}”" if one.use == "masked" else "lacks the company it needs"
        lost.setdefault(f"“{one.phrase}” {why}", []).append(_place(one))
    for (term, weight, tongue), places in sorted(grouped.items(), key=lambda row: -row[0][1]):
        foreign = f", {tongue}" if tongue not in (None, language) else ""
        yield Text.assemble(term, (f" ({weight:g}{foreign}) ", "bold"), (_places(places), "dim"))
    for what, places in lost.items():
        yield Text.assemble((f"not counted: {what} ", "italic"), (_places(places), "dim"))


def _places(places: list[str]) -> str:
    """Places in order, a field named once: title 0–4 · body 7–11, 20–24 and 3 more."""
    fields: dict[str, list[str]] = {}
    for place in places[:_PLACES]:
        field, _, span = place.partition(" ")
        fields.setdefault(field, []).append(span)
    told = " · ".join(f"{field} {', '.join(spans)}" for field, spans in fields.items())
    return told if len(places) <= _PLACES else f"{told} and {len(places) - _PLACES} more"


def _place(one: Any) -> str:
    return f"{one.field} {one.start}–{one.end}"


def _countries(explanation: "Explanation") -> "Table":
    lines = grid()
    last = ""
    for part in explanation.parts:
        told = Text.assemble((part.role, "bold"), f" {part.why}: ", *_quoted(part.quotes))
        lines.add_row(Text(part.code, "cyan") if part.code != last else "", told)
        last = part.code
    for one in explanation.refused:
        place = (f" {_place(one)}", "dim")
        lines.add_row(f"not {one.code}", Text.assemble(f"“{one.phrase}”", place, f" is {one.why}"))
    return lines


def _quoted(quotes: "Iterable[Mention]") -> Iterator[str | tuple[str, str]]:
    """The phrases, each with the places where it stands."""
    places: dict[str, list[str]] = {}
    for quote in quotes:
        places.setdefault(quote.phrase, []).append(_place(quote))
    for number, (phrase, where) in enumerate(places.items()):
        yield f"{', ' if number else ''}“{phrase}” "
        yield _places(where), "dim"


def _quotes(quotes: "Iterable[Mention]") -> "Table":
    lines = grid()
    for quote in quotes:
        words = f"“{quote.phrase}”"
        key = "" if quote.key in ("", quote.phrase) else f"{quote.key} "
        lines.add_row(
            quote.kind, Text.assemble(key, (words, "italic"), (f" {_place(quote)}", "dim"))
        )
    return lines
