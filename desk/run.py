"""`tidewaiter run`: look at sources, deliver what is owed, show the result."""

from pathlib import Path
from typing import TYPE_CHECKING

from desk.failures import NOTHING, USAGE, DeskError
from desk.options import Flag

if TYPE_CHECKING:
    from desk.result import Result
    from flows.report import ChannelReport, SourceReport
    from flows.resources import Resources


def run(
    *paths: Path,
    seeds: Flag = False,
    alert_baseline: Flag = False,
    json: Flag = False,
    verbose: Flag = False,
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
    from desk.result import look_back, print_json, print_result
    from flows.home import prepare
    from flows.resources import open_resources

    if seeds and paths:
        raise DeskError("--seeds reads the samples: name no paths beside it", USAGE)
    with open_resources() as resources:  # wrong config stops here, before anything is started
        prepare(resources.settings.var, verbose=verbose)
        reports = _run(resources, paths, seeds=seeds, alert_baseline=alert_baseline)
        result = look_back(resources.database, *reports, show_unchanged=bool(paths))
    if json:
        print_json(result)
    else:
        print_result(result, resources.settings.outbox)
    _require_read(result, named=bool(paths))


def _run(
    resources: "Resources", paths: tuple[Path, ...], *, seeds: bool, alert_baseline: bool
) -> "tuple[tuple[SourceReport, ...], tuple[ChannelReport, ...]]":
    from desk.screen import progress
    from flows.server import connected, passing_server

    with (
        progress("Starting Prefect …") as watch,
        passing_server(resources.settings.var) as server,
    ):
        from flows.collect import collect
        from flows.deliver import deliver, is_anything_owed
        from flows.report import WATCHER
        from flows.seed import seed

        WATCHER.set(watch)
        with connected(server):
            named = [str(path) for path in paths] or None
            sources = seed() if seeds else collect(paths=named, alert_baseline=alert_baseline)
            return sources, deliver() if is_anything_owed(resources) else ()


def _require_read(result: "Result", *, named: bool) -> None:
    """A failed source is a line in the report; the run has failed when it was asked for by name,
    or when all have, or when a person has to see to a delivery."""
    failed, looked_at = result.failed, len(result.sources)
    given_up = sum(len(report.dead) for report in result.channels)
    if failed and (named or len(failed) == looked_at):
        raise DeskError(f"{len(failed)} of {looked_at} could not be read", NOTHING)
    if given_up:
        lists = "`tidewaiter deliveries --status dead` lists them"
        raise DeskError(f"{given_up} of what was owed was given up: {lists}", NOTHING)
