"""`tidewaiter show`: one item, and the words that each verdict rests on."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from classifiers.facts import Mention
    from storage.log import LogEntry

_STYLES = {"topic": "yellow", "country": "cyan", "instrument": "bold red", "product": "green"}


def show(item: int, /, *, json: Annotated[bool, Parameter(negative="")] = False) -> None:
    """Show one item: its text with the evidence marked, its facts and the quotes they rest on.

    Parameters
    ----------
    item
        Its id in the log.
    json
        Print JSON.
    """
    from desk.export import dump, entry_json
    from desk.open import reading, require_entry
    from desk.screen import say

    with reading() as session:
        found = require_entry(session, item)
    if json:
        say(dump(entry_json(found)))
    else:
        _print(found)


def _print(entry: "LogEntry") -> None:
    from desk.screen import out
    from desk.view import item_view, review_line

    out.print(item_view(entry))
    for number, measure in enumerate(entry.facts.measures, start=1):
        out.rule(f"Measure {number}: the words it rests on", align="left", style="dim")
        for quote in measure.quotes:
            out.print(f"  {quote.kind:<12} {quote.key:<28} “{quote.phrase}”", markup=False)
    out.rule("Text", align="left", style="dim")
    out.print(_marked(entry.item.title, "title", entry.facts.mentions))
    out.print(_marked(entry.item.body, "body", entry.facts.mentions))
    out.rule("Record", align="left", style="dim")
    for line in _record(entry):
        out.print(line, markup=False)
    for review in entry.reviews:
        out.print(review_line(review))


def _marked(text: str, field: str, mentions: "Iterable[Mention]") -> "Text":
    from rich.text import Text

    marked = Text(text)
    for mention in mentions:
        if mention.field == field:
            marked.stylize(_STYLES.get(mention.kind, "underline"), mention.start, mention.end)
    return marked


def _record(entry: "LogEntry") -> list[str]:
    item, facts = entry.item, entry.facts
    scores = ", ".join(f"{topic} {score:.2f}" for topic, score in facts.scores.items())
    return [
        f"url         {item.url or 'none'}",
        f"published   {item.published_at or 'unknown'} (as written: {item.published_raw or '–'})",
        f"first seen  {entry.first_seen_at}, revision {entry.revision}",
        f"language    {item.language or 'unknown'}",
        f"scores      {scores} (0.5 decides), relevance {facts.relevance:.2f}",
        f"vocabulary  {facts.vocabulary}",
    ]
