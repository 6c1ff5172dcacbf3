"""`tidewaiter show`: one item, and the words that each verdict rests on."""

from typing import TYPE_CHECKING

from desk.options import Flag, ItemId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table
    from rich.text import Text

    from classifiers.explanation import Explanation
    from classifiers.facts import Measure, Mention
    from storage.log import LogEntry
    from storage.stories import Corroboration

_MOST_OTHERS = 20
_OUTDATED = (
    "The vocabulary has changed since this item was understood. Its facts are as they were then; "
    "the reasons above are today's. `{command} reclassify` shows what differs."
)
_STYLES = {"topic": "yellow", "country": "cyan", "instrument": "bold red", "products": "green"}


def show(item: ItemId, /, *, json: Flag = False) -> None:
    """Show one item: its text with the evidence marked, its facts and the quotes they rest on.

    Parameters
    ----------
    item
        Its id in the log.
    json
        Print JSON.
    """
    from config.settings import read_settings
    from desk.corroborated import who_tells
    from desk.explained import reasons_json
    from desk.export import entry_json
    from desk.open import reading, require_entry
    from desk.screen import say_json
    from storage.log import entries

    with reading() as session:
        found = require_entry(session, item)
        told = who_tells(session, [found], read_settings())[found.story]
        others = [other for other in told.items if other != item][:_MOST_OTHERS]
        beside = entries(session, others)
    why = _explained(found)
    if json:
        say_json({**entry_json(found, told), "explanation": reasons_json(why)})
    else:
        _print(found, told, beside, why)


def _explained(entry: "LogEntry") -> "Explanation":
    """Why it would have its facts if it came today: weights are not stored."""
    from classifiers.explanation import explain
    from classifiers.vocabulary import Lexicon
    from config.settings import read_settings
    from config.vocabulary import load_vocabulary

    item = entry.item
    lexicon = Lexicon(load_vocabulary(read_settings().config / "vocabulary"))
    return explain(item.title, item.body, item.language, item.published_at, lexicon)


def _print(
    entry: "LogEntry",
    told: "Corroboration",
    beside: "tuple[LogEntry, ...]",
    why: "Explanation",
) -> None:
    from desk.corroborated import story_words
    from desk.explained import reasons
    from desk.screen import command, heading, out
    from desk.view import grid, item_view, review_line

    out.print(item_view(entry, story_words(told, entry.id)))
    if beside:
        heading("The same story")
        out.print(_others(beside))
    out.print(*reasons(entry.item.language, why), sep="\n")
    if why.facts.vocabulary != entry.facts.vocabulary:
        out.print(_OUTDATED.format(command=command()), style="yellow", markup=False)
    for number, measure in enumerate(entry.facts.measures, start=1):
        count = f" {number}" if len(entry.facts.measures) > 1 else ""
        heading(f"Measure{count}: the words it rests on")
        out.print(_quotes(measure))
    heading("Text")
    quotes = (quote for measure in entry.facts.measures for quote in measure.quotes)
    evidence = (*entry.facts.mentions, *quotes)
    out.print(_marked(entry.item.title, "title", evidence), style="bold")
    out.print(_marked(entry.item.body, "body", evidence))
    heading("Record")
    record = grid()
    for label, line in _record(entry).items():
        record.add_row(label, line)
    out.print(record)
    if entry.reviews:
        heading("Reviews")
    for review in entry.reviews:
        out.print(review_line(review))


def _others(beside: "Iterable[LogEntry]") -> "Table":
    from rich.text import Text

    from desk.view import grid, moment

    table = grid(columns=3)
    for other in beside:
        when = other.item.published_at or other.first_seen_at
        cells = (moment(when), other.item.source_id, other.item.title)
        table.add_row(f"#{other.id}", *map(Text, cells))
    return table


def _quotes(measure: "Measure") -> "Table":
    from rich.text import Text

    from desk.view import grid

    table = grid(columns=2)
    for quote in measure.quotes:
        table.add_row(quote.kind, Text(quote.key), Text(f"“{quote.phrase}”", "italic"))
    return table


def _marked(text: str, field: str, mentions: "Iterable[Mention]") -> "Text":
    from rich.text import Text

    marked = Text(text)
    for mention in mentions:
        if mention.field == field:
            marked.stylize(_STYLES.get(mention.kind, "underline"), mention.start, mention.end)
    return marked


def _record(entry: "LogEntry") -> "dict[str, Text]":
    from rich.text import Text

    from desk.view import moment

    item, facts = entry.item, entry.facts
    best = sorted(facts.scores.items(), key=lambda scored: -scored[1])
    scores = ", ".join(f"{topic} {score:.2f}" for topic, score in best)
    published = moment(item.published_at) if item.published_at else "unknown"
    raw = f" (as written: {item.published_raw})" if item.published_raw else ""
    lines = {
        "address": item.url or "none",
        "published": published + raw,
        "first seen": f"{moment(entry.first_seen_at)}, revision {entry.revision}",
        "language": item.language or "unknown",
        "scores": f"{scores} (0.5 decides); relevance {facts.relevance:.2f}",
        "vocabulary": facts.vocabulary,
    }
    return {label: Text(line) for label, line in lines.items()}
