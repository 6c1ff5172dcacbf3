"""`tidewaiter run`: look at sources, deliver what is owed, show the result."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from desk.failures import NOTHING, USAGE, DeskError

if TYPE_CHECKING:
    from config.settings import Settings
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


def run(
    *paths: Path,
    seeds: bool = False,
    alert_baseline: bool = False,
    json: Annotated[bool, Parameter(negative="")] = False,
    verbose: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Look at every source that is due, or at files and folders, and deliver what is owed.

    Parameters
    ----------
    paths
        Files or folders to read instead of the configured sources.
    seeds
        Read the project's own sample documents.
    alert_baseline
        Let the first look at a source alert; else it is stored without alerts.
    json
        Print the result as JSON.
    verbose
        Let Prefect say what it does.
    """
    from flows.home import prepare
    from flows.resources import open_resources

    if seeds and paths:
        raise DeskError("--seeds reads the samples: name no paths beside it", USAGE)
    with open_resources() as resources:  # wrong config stops here, before anything is started
        settings = resources.settings
        prepare(settings.var, verbose=verbose)
        reports = _run(paths, seeds=seeds, alert_baseline=alert_baseline)
        result = _look_back(resources.database, *reports, show_unchanged=bool(paths))
    (_print_json if json else _print)(result, settings)
    _fail_if_nothing(result, paths)


def _run(
    paths: tuple[Path, ...], *, seeds: bool, alert_baseline: bool
) -> "tuple[tuple[SourceReport, ...], tuple[ChannelReport, ...]]":
    from desk.screen import progress

    with progress("Starting Prefect …") as watch:
        from flows.collect import collect
        from flows.deliver import deliver
        from flows.home import no_heartbeat
        from flows.report import WATCHER
        from flows.seed import seed

        WATCHER.set(watch)
        with no_heartbeat():
            named = [str(path) for path in paths] or None
            sources = seed() if seeds else collect(paths=named, alert_baseline=alert_baseline)
            return sources, deliver()


def _look_back(
    database: "Database",
    sources: "tuple[SourceReport, ...]",
    channels: "tuple[ChannelReport, ...]",
    *,
    show_unchanged: bool,
) -> Result:
    """The items and deliveries that the reports speak of, from the log."""
    from storage.log import entries
    from storage.outbox import find_deliveries

    ids = [
        item_id
        for report in sources
        for item_id in (*report.new, *report.changed, *(report.unchanged if show_unchanged else ()))
    ]
    told = [d for report in channels for d in (*report.sent, *report.retried, *report.dead)]
    with database.read() as session:
        return Result(sources, channels, entries(session, ids), find_deliveries(session, told))


def _print_json(result: Result, _settings: "Settings") -> None:
    from desk.export import dump, entry_json
    from desk.screen import say

    say(
        dump(
            {
                "sources": [asdict(report) for report in result.sources],
                "items": [entry_json(entry) for entry in result.items],
                "deliveries": [asdict(delivery) for delivery in result.deliveries],
            }
        )
    )


def _print(result: Result, settings: "Settings") -> None:
    from desk.screen import heading, out
    from desk.view import channels_line, delivery_view, item_view, problem_lines, sources_table

    if not result.sources:
        out.print("No source is due.")
    else:
        out.print(sources_table(result.sources))
    for line in problem_lines(result.sources):
        out.print(line)
    if result.items:
        heading("Items")
    for entry in result.items:
        out.print(item_view(entry))
    heading("Alerts")
    for delivery in result.deliveries:
        out.print(delivery_view(delivery))
    out.print(f"{_summary(result)}; {channels_line(result.channels)}.")
    if result.deliveries:
        out.print(f"What goes to a folder is in {settings.outbox}", style="dim", soft_wrap=True)
    _print_next(result)


def _summary(result: Result) -> str:
    new = sum(len(report.new) for report in result.sources)
    changed = sum(len(report.changed) for report in result.sources)
    if not new and not changed:
        return "Nothing new" if result.deliveries else "Nothing new, nobody alerted"
    baselines = sum(report.baseline and bool(report.new) for report in result.sources)
    first = f" (first look at {baselines}: stored without alerts)" if baselines else ""
    return f"{new} new, {changed} changed{first}"


def _print_next(result: Result) -> None:
    """The next three commands worth typing."""
    from rich.table import Table

    from desk.screen import command, heading, out

    told = next((entry for entry in result.items if entry.facts.measures), None)
    shown = told or next(iter(result.items), None)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    for line, gives in {
        f"show {shown.id if shown else 1}": "an item, and the words its facts rest on",
        "log --country MX --role targeted": "what is aimed at one country",
        "run PATH": "a file or folder of your own",
    }.items():
        grid.add_row(f"  {command()} {line}", gives)
    heading("Next")
    out.print(grid)


def _fail_if_nothing(result: Result, paths: tuple[Path, ...]) -> None:
    """A failed source is a line in the report; a run of which all failed has failed."""
    failed = [report for report in result.sources if report.failed]
    if failed and (paths or len(failed) == len(result.sources)):
        lines = [f"{report.name}: {report.problems[0]}" for report in failed]
        raise DeskError("\n".join(lines), NOTHING)
