"""Items, sources and deliveries as people read them in a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from classifiers.facts import Facts, Measure, Product, Rate
    from flows.report import ChannelReport, SourceReport
    from storage.log import LogEntry
    from storage.outbox import DeliveryRecord
    from storage.reviews import Review

_TOPIC_STYLE = {"tariffs": "yellow", "energy": "red", "digital": "cyan", "culture": "magenta"}
_MOST_MEASURES = 6


def sources_table(reports: "Iterable[SourceReport]") -> Table:
    """A line for each source: seen, new, changed, problems."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Source", overflow="fold")
    for heading in ("seen", "new", "changed"):
        table.add_column(heading, justify="right")
    table.add_column("problems", overflow="fold")
    for report in reports:
        counts = (report.seen, len(report.new), len(report.changed))
        table.add_row(escape(report.name), *(str(count) for count in counts), _problems(report))
    return table


def item_text(entry: "LogEntry") -> Text:
    """An item in a few lines: title, where from, topics, countries, measures, alerts."""
    text = Text()
    text.append(f"#{entry.id} ", style="dim")
    text.append(entry.item.title or "(no title)", style="bold")
    when = entry.item.published_at
    text.append(f"\n    {when.date() if when else 'no date'} · {entry.item.source_id}", style="dim")
    for label, line in _fact_lines(entry.facts):
        text.append(f"\n    {label:<10}", style="dim")
        text.append_text(line)
    for alert in entry.alerts:
        text.append(f"\n    {'alert':<10}", style="dim")
        text.append(f"{alert.rule}: {'; '.join(alert.reasons)}", style="green")
    return text


def measure_line(measure: "Measure") -> str:
    """A measure in one line, in the order in which a reader asks."""
    parts = [
        measure.instrument,
        measure.status or "status unknown",
        _parties(measure),
        ", ".join(_product(product) for product in measure.products),
        _rate(measure.rate),
        ", ".join(
            f"{name} {date}"
            for name in ("announced", "effective", "expires", "removed")
            if (date := getattr(measure.dates, name)) is not None
        ),
        measure.authority or "",
        f"“{measure.event}”" if measure.event else "",
    ]
    return " · ".join(part for part in parts if part)


def delivery_line(delivery: "DeliveryRecord") -> Text:
    """Who is told what, why, and how it went."""
    rules = "; ".join(
        f"{why['name']} ({', '.join(why['reasons'])})" for why in delivery.message["why"]
    )
    text = Text()
    text.append(f"{delivery.status:<9} ", style=_STATUS_STYLE[delivery.status])
    text.append(f"{delivery.channel} → {delivery.recipient}\n")
    text.append(f"          {delivery.message['subject']}\n", style="bold")
    text.append(f"          why: {rules}", style="green")
    if delivery.last_error:
        text.append(f"\n          {delivery.last_error}", style="red")
    return text


def review_line(review: "Review") -> Text:
    """Who said what of an item, and when."""
    text = Text(f"{review.verdict:<11} ", style="bold")
    text.append(f"{review.at.date()} {review.reviewer}", style="not bold")
    for fact, value in review.corrections.items():
        text.append(f" · {fact} should be {value}", style="not bold")
    if review.note:
        text.append(f" · {review.note}", style="not bold italic")
    return text


def channels_line(reports: "Sequence[ChannelReport]") -> str:
    """How many deliveries were sent, will be tried again, or were given up."""
    counts = {
        "sent": sum(len(report.sent) for report in reports),
        "to be tried again": sum(len(report.retried) for report in reports),
        "given up": sum(len(report.dead) for report in reports),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return told or "nothing was owed"


_STATUS_STYLE = {
    "sent": "green",
    "pending": "yellow",
    "sending": "yellow",
    "dead": "red",
    "cancelled": "dim",
}


def _problems(report: "SourceReport") -> Text:
    if report.failed:
        return Text("failed: " + report.problems[0], style="red")
    shown = "; ".join(report.problems[:3])
    more = len(report.problems) - 3
    return Text(shown + (f"; {more} more" if more > 0 else "") or "–")


def _fact_lines(facts: "Facts") -> Iterable[tuple[str, Text]]:
    topics = Text(", ").join(Text(t, style=_TOPIC_STYLE.get(t, "blue")) for t in facts.topics)
    yield "topics", topics or Text("none", style="dim")
    yield "countries", Text(_countries(facts) or "none", style="" if facts.countries else "dim")
    for measure in facts.measures[:_MOST_MEASURES]:
        yield "measure", Text(measure_line(measure))
    if len(facts.measures) > _MOST_MEASURES:
        yield "", Text(f"{len(facts.measures) - _MOST_MEASURES} more measures", style="dim")


def _countries(facts: "Facts") -> str:
    """Codes with their roles; those that are only mentioned stand last and bare."""
    roles = {code: [r for r in facts.roles[code] if r != "mentioned"] for code in facts.countries}
    told = [f"{code} {', '.join(held)}" for code, held in roles.items() if held]
    bare = [code for code, held in roles.items() if not held]
    return " · ".join([*told, *([" ".join(bare)] if bare else [])])


def _parties(measure: "Measure") -> str:
    line = f"{', '.join(measure.imposer) or '?'} → {', '.join(measure.targeted) or '?'}"
    return line + (f" (not {', '.join(measure.excluded)})" if measure.excluded else "")


def _product(product: "Product") -> str:
    return product.words + (f" [{' '.join(product.hs)}]" if product.hs else "")


def _rate(rate: "Rate | None") -> str:
    if rate is None:
        return ""
    values = [f"{value:g}" for value in (rate.prior, rate.new) if value is not None]
    return f"{' → '.join(values)} {rate.unit}"
