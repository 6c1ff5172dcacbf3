"""`tidewaiter sources`: how every watched place stands, and what one gives now."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from desk.failures import NOTHING, DeskError
from desk.options import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from config.schema import Source
    from desk.standing import Standing
    from desk.trial import Trial
    from storage.database import Session

_AT_ONCE = 8

sources = App(name="sources", help_epilogue="")


@sources.default
@sources.command(name="list")
def list_all(
    *,
    group: str | None = None,
    troubled: Flag = False,
    every: Annotated[Flag, Parameter(name="--all")] = False,
    json: Flag = False,
) -> None:
    """Show how the configured sources stand, in the order of sources.yml.

    Parameters
    ----------
    group
        Only those of this group.
    troubled
        Only those whose last look failed, or that do not do what is expected of them.
    every
        Those that are disabled too, after the others.
    json
        Print JSON, with those that are disabled where they stand in sources.yml.
    """
    from desk.screen import out, say_json
    from desk.standing import standing_json

    now = datetime.now(UTC)
    found = [one for one in _standings(group, now) if one.is_troubled or not troubled]
    if json:
        say_json([standing_json(standing) for standing in found])
        return
    if not found:
        out.print("No source is in trouble.")
        return
    _show(found, now, every=every)


def _show(found: "Sequence[Standing]", now: datetime, *, every: bool) -> None:
    """A table of them, what a person should know of each, and what to type next."""
    from rich.text import Text

    from desk.screen import command, out
    from desk.standing import notes, standings_table, summary

    enabled = [one for one in found if one.source.enabled]
    idle = [one for one in found if not one.source.enabled]
    shown = [*enabled, *idle] if every else enabled
    if shown:
        out.print(standings_table(shown, now, out.width), Text())
        for line in notes(shown, out.width):
            out.print(line, soft_wrap=True)
        out.print(summary(shown), style="bold")
    if len(shown) < len(found):
        out.print(f"{len(idle)} disabled: --all lists them")
    chosen = next((one for one in found if one.is_troubled), (*enabled, *idle)[0])
    out.print(f"{command()} sources check {chosen.source.id}", style="dim", soft_wrap=True)


@sources.command
def check(*ids: str, json: Flag = False) -> None:
    """Try sources now, without storing anything, and say what came back.

    Exits with 5 when one of them cannot be read.

    Parameters
    ----------
    ids
        Which; without any, all that are enabled, a line each.
    json
        Print JSON.
    """
    from desk.open import reading
    from desk.screen import out, say_json
    from desk.trialview import trial_block, trial_json, verdict_lines
    from desk.verdict import judge

    now = datetime.now(UTC)
    chosen = _named(ids) if ids else [one for one in _configured() if one.enabled]
    with reading() as session:
        trials = [_compared(trial, session) for trial in _attempts(chosen, now)]
    if json:
        say_json([trial_json(trial, now) for trial in trials])
    else:
        told = (
            [trial_block(trial, now, out.width) for trial in trials]
            if ids
            else verdict_lines(trials, now, out.width)
        )
        out.print(*told, sep="\n", soft_wrap=True)
    failed = sum(judge(trial, now).level == "failed" for trial in trials)
    if failed:
        raise DeskError(f"{failed} of {len(trials)} could not be read", NOTHING)


def _attempts(chosen: "Sequence[Source]", now: datetime) -> "list[Trial]":
    """Trials in the order of the sources, some at a time; progress after a second."""
    from concurrent.futures import ThreadPoolExecutor, as_completed, wait

    from config.settings import read_settings
    from desk.screen import progress
    from desk.trial import attempt
    from desk.view import counted
    from flows.report import Step
    from sources.fetch import open_fetcher
    from sources.heard import listening

    settings = read_settings()
    opened = open_fetcher(
        settings.allow_networks,
        connections=settings.host_connections,
        delay=settings.host_delay,
    )
    with (
        opened as fetcher,
        listening(fetcher.client),
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        futures = {pool.submit(attempt, source, fetcher, now): source for source in chosen}
        done, waiting = wait(futures, timeout=1.0)
        if waiting:
            with progress(f"Trying {counted(len(futures), 'source')} …") as watch:
                for number, future in enumerate(as_completed(waiting), len(done) + 1):
                    watch(Step(futures[future].name, number, len(futures)))
        return [future.result() for future in futures]


def _compared(trial: "Trial", session: "Session") -> "Trial":
    """The trial with how much of it is stored already."""
    from dataclasses import replace

    from storage.keys import find_known
    from storage.sources import find_record

    record = find_record(session, trial.source.id)
    items = trial.contents.items if trial.contents is not None else ()
    known = find_known(session, trial.source.id, items)
    stored = record is not None and record.last_success_at is not None
    return replace(trial, known=len(known), stored=stored)


def _named(ids: "Iterable[str]") -> "list[Source]":
    """The sources of these ids, disabled ones too; DeskError for one that is not there."""
    from desk.asked import checked, known

    configured = {source.id: source for source in _configured()}
    names = [checked("ID", lambda given: known(given, "source", configured), one) for one in ids]
    return [configured[name] for name in dict.fromkeys(names)]


def _standings(group: str | None, now: datetime) -> "list[Standing]":
    from desk.open import reading
    from desk.standing import stand
    from storage.sources import states

    configured = _configured(group)
    with reading() as session:
        records = {record.source_id: record for record in states(session)}
    return [stand(source, records.get(source.id), now) for source in configured]


def _configured(group: str | None = None) -> "tuple[Source, ...]":
    """The sources of config, or of one group; DeskError for a group that is not there."""
    from config.load import load_sources
    from config.settings import read_settings
    from desk.asked import checked, known

    settings = read_settings()
    found = load_sources(settings.config / "sources.yml", settings.enable)
    if not found:
        raise DeskError("no source is configured: sources.yml lists none", NOTHING)
    if group is None:
        return found
    groups = sorted({name for source in found for name in source.groups})
    if not groups:
        raise DeskError("--group: no source of sources.yml is in a group", NOTHING)
    chosen = checked("--group", lambda given: known(given, "group", groups), group)
    return tuple(source for source in found if chosen in source.groups)
