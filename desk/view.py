"""Items, sources and deliveries as people read them in a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
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
_MOST_PROBLEMS = 5
_RUN = 3
"""How many codes in a row are shown as a range."""


def sources_table(reports: "Iterable[SourceReport]") -> Table:
    """A line for each source: seen, new, changed, and how many problems (see `problem_lines`)."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Source", overflow="fold")
    for heading in ("seen", "new", "changed", "problems"):
        table.add_column(heading, justify="right")
    for report in reports:
        counts = (report.seen, len(report.new), len(report.changed))
        problems = Text("failed", style="red") if report.failed else _count(len(report.problems))
        table.add_row(Text(report.name), *(_count(count) for count in counts), problems)
    return table


def problem_lines(reports: "Iterable[SourceReport]") -> Iterable[Text]:
    """What went wrong, source by source, the first few of each."""
    for report in reports:
        for problem in report.problems[:_MOST_PROBLEMS]:
            yield Text(f"{report.name}: {problem}", style="red" if report.failed else "yellow")
        if len(report.problems) > _MOST_PROBLEMS:
            yield Text(f"{report.name}: {len(report.problems) - _MOST_PROBLEMS} more problems")


def item_view(entry: "LogEntry") -> Group:
    """An item in a few lines: title, where from, topics, countries, measures, alerts."""
    title = Text(f"#{entry.id} ", style="dim")
    title.append(entry.item.title or "(no title)", style="not dim bold")
    when = entry.item.published_at
    grid = _grid()
    grid.add_row("", Text(f"{when.date() if when else 'no date'} · {entry.item.source_id}", "dim"))
    for label, line in _fact_lines(entry.facts):
        grid.add_row(label, line)
    for alert in entry.alerts:
        grid.add_row("alert", Text(f"{alert.rule}: {'; '.join(alert.reasons)}", style="green"))
    return Group(title, grid)


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


def delivery_view(delivery: "DeliveryRecord") -> Group:
    """Who is told what, why, and how it went."""
    head = Text(f"{delivery.status:<9} ", style=_STATUS_STYLE[delivery.status])
    recipient = "" if delivery.recipient == delivery.channel else f" → {delivery.recipient}"
    head.append(f"{delivery.channel}{recipient}", style="default")
    grid = _grid()
    grid.add_row("", Text(delivery.message["subject"], style="bold"))
    for why in delivery.message["why"]:
        grid.add_row("why", Text(f"{why['name']}: {'; '.join(why['reasons'])}", style="green"))
    if delivery.last_error:
        grid.add_row("error", Text(delivery.last_error, style="red"))
    return Group(head, grid)


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


def _grid() -> Table:
    """Labels on the left, what they label wrapped beside them."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style="dim", width=13, justify="right")
    grid.add_column(overflow="fold")
    return grid


def _count(count: int) -> Text:
    return Text(str(count), style="" if count else "dim")


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
    return product.words + (f" [{codes(product.hs)}]" if product.hs else "")


def codes(hs: "Sequence[str]") -> str:
    """HS codes, runs of them as one: 50–63 72 7604."""
    runs: list[list[str]] = []
    for code in sorted(hs):
        if runs and len(code) == len(runs[-1][-1]) and int(code) == int(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    shown = [run if len(run) < _RUN else [f"{run[0]}–{run[-1]}"] for run in runs]
    return " ".join(code for run in shown for code in run)


def _rate(rate: "Rate | None") -> str:
    if rate is None:
        return ""
    values = [f"{value:g}" for value in (rate.prior, rate.new) if value is not None]
    return f"{' → '.join(values)} {rate.unit}"
