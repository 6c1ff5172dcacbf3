"""A text with the words that decided its facts marked by what they are evidence of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from desk.screen import out

if TYPE_CHECKING:
    from classifiers.explanation import Explanation

_STYLES = {
    "topic": "yellow",
    "near miss": "dim yellow",
    "country": "cyan",
    "measure": "bold red",
    "products": "green",
    "other facts": "underline",
    "not counted": "strike dim",
}
"""In the order in which they are laid over each other."""
_MEASURE = ("instrument", "status")

_Span = tuple[str, str, int, int]
"""Kind, field, start, end."""


def legend(explanation: "Explanation") -> Iterator[Text]:
    """What the styles mean, of those that are there; nothing where none is seen."""
    if not out.is_terminal:
        return
    there = {kind for kind, *_ in _spans(explanation)}
    kinds = [Text(kind, style) for kind, style in _STYLES.items() if kind in there]
    if kinds:
        yield Text.assemble(("marked: ", "dim"), Text(" · ").join(kinds))


def marked(text: str, field: str, explanation: "Explanation", style: str = "") -> Text:
    """The text with its evidence in style."""
    shown = Text(text, style)
    spans = [span for span in _spans(explanation) if span[1] == field]
    for kind in _STYLES:
        for what, _, start, end in spans:
            if what == kind:
                shown.stylize(_STYLES[kind], start, end)
    return shown


def _spans(explanation: "Explanation") -> Iterator[_Span]:
    for verdict in explanation.topics:
        kind = "topic" if verdict.is_given else "near miss"
        for found in verdict.found:
            if found.use != "passed over":
                used = kind if found.use == "counted" else "not counted"
                yield used, found.field, found.start, found.end
    for mention in explanation.facts.mentions:
        if mention.kind == "country":
            yield "country", mention.field, mention.start, mention.end
    for quote in (q for measure in explanation.facts.measures for q in measure.quotes):
        if quote.kind in _MEASURE:
            yield "measure", quote.field, quote.start, quote.end
        elif quote.kind == "products":
            yield "products", quote.field, quote.start, quote.end
        elif quote.kind not in ("imposer", "targeted", "excluded", "counterpart"):
            yield "other facts", quote.field, quote.start, quote.end
    for refused in explanation.refused:
        yield "not counted", refused.field, refused.start, refused.end
