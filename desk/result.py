"""What one run did, from the log, as people and programs read it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from desk.export import delivery_json, entry_json
from desk.screen import command, heading, out, say_json
from desk.told import alert_views, channels_line
from desk.view import item_view, problem_lines, sources_table
from storage.log import LogFilter, entries, search
from storage.outbox import find_deliveries

if TYPE_CHECKING:
    from flows.report import ChannelReport, SourceReport
    from storage.database import Database
    from storage.log import LogEntry
    from storage.outbox import DeliveryRecord


@dataclass(frozen=True, slots=True)
class Result:
    """All that one run did, as the desk shows it."""

    sources: "tuple[SourceReport, ...]"
    channels: "tuple[ChannelReport, ...]"
    items: "tuple[LogEntry, ...]"
    deliveries: "tuple[DeliveryRecord, ...]"
    """In the order of the items."""
    newest: "LogEntry | None"
    """Of the whole log, for a run that has nothing of its own to show."""

    @property
    def failed(self) -> "tuple[SourceReport, ...]":
        return tuple(report for report in self.sources if report.failed)


def look_back(
    database: "Database",
    sources: "tuple[SourceReport, ...]",
    channels: "tuple[ChannelReport, ...]",
    *,
    show_unchanged: bool,
) -> Result:
    """The items and deliveries that the reports speak of."""
    ids = [
        item_id
        for report in sources
        for item_id in (*report.new, *report.changed, *(report.unchanged if show_unchanged else ()))
    ]
    told = [d for report in channels for d in (*report.sent, *report.retried, *report.dead)]
    with database.read() as session:
        items, deliveries = entries(session, ids), find_deliveries(session, told)
        newest = search(session, LogFilter(limit=1))
    place = {entry.story: index for index, entry in reversed(list(enumerate(items)))}
    ordered = sorted(deliveries, key=lambda told: place.get(told.message["story"], len(place)))
    return Result(sources, channels, items, tuple(ordered), next(iter(newest), None))


def print_json(result: Result) -> None:
    """The whole result on stdout."""
    say_json(
        {
            "sources": [asdict(report) for report in result.sources],
            "items": [entry_json(entry) for entry in result.items],
            "deliveries": [delivery_json(delivery) for delivery in result.deliveries],
        }
    )


def print_result(result: Result, outbox: Path) -> None:
    """Sources, items, alerts with their reasons, and what to type next."""
    out.print(sources_table(result.sources) if result.sources else "No source is due.")
    for line in problem_lines(result.sources):
        out.print(line)
    if result.items:
        heading("Items")
    for entry in result.items:
        out.print(item_view(entry))
    if result.deliveries:
        heading("Alerts")
    for alert in alert_views(result.deliveries):
        out.print(alert)
    for words, style in _summary(result, outbox):
        out.print(words, style=style, markup=False)
    if result.newest is not None:
        _print_next(result, result.newest)


def _summary(result: Result, outbox: Path) -> list[tuple[str, str]]:
    """Lines with their styles."""
    new = sum(len(report.new) for report in result.sources)
    changed = sum(len(report.changed) for report in result.sources)
    found = f"{new} new, {changed} changed" if new or changed else "Nothing new"
    lines = [(f"{found}, {channels_line(result.channels)}.", "bold")]
    lines += [(problem, "red") for problem in _of_channels(result.channels)]
    if any(report.baseline and report.new for report in result.sources):
        quiet = "A first look is stored without alerts; --alert-baseline lets it alert."
        lines.append((quiet, "dim"))
    if result.deliveries:
        lines.append((f"What goes to a folder is in {outbox}", "dim"))
    return lines


def _of_channels(channels: "tuple[ChannelReport, ...]") -> list[str]:
    """What is wrong with channels that were not even tried; the others' stands at the alerts."""
    untried = (one for one in channels if not (one.sent or one.retried or one.dead))
    return [problem for report in untried for problem in report.problems]


def _print_next(result: Result, newest: "LogEntry") -> None:
    """The next three commands worth typing."""
    with_measures = (entry for entry in result.items if entry.facts.measures)
    shown = next(with_measures, next(iter(result.items), newest))
    lines = {
        f"  {command()} {line}": gives
        for line, gives in {
            f"show {shown.id}": "an item's evidence",
            "log --country MX --role targeted": "aimed at one country",
            "run PATH": "your own file or folder",
        }.items()
    }
    heading("Next")
    widest = max(map(len, lines))
    roomy = widest + 2 + max(map(len, lines.values())) <= out.width
    for line, gives in lines.items():
        text = Text(line)
        if roomy:
            text.append(f"{' ' * (widest - len(line))}  {gives}", "dim")
        out.print(text, soft_wrap=True)
