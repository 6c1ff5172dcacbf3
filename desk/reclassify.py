"""`tidewaiter reclassify`: the stored items under today's vocabulary."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classifiers.facts import Facts
    from flows.reclassify import Difference


def reclassify(
    *,
    apply: Annotated[bool, Parameter(negative="")] = False,
    json: Annotated[bool, Parameter(negative="")] = False,
    verbose: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Show what today's vocabulary would change in the log; change it only with --apply.

    Nobody is alerted.

    Parameters
    ----------
    apply
        Store the new facts.
    json
        Print the differences as JSON.
    verbose
        Let Prefect say what it does.
    """
    from config.settings import read_settings
    from desk.check import read_config
    from desk.screen import progress
    from flows.home import no_heartbeat, prepare

    settings = read_settings()
    read_config(settings)
    prepare(settings.var, verbose=verbose)
    with progress("Starting Prefect …") as watch:
        from flows.reclassify import reclassify as flow
        from flows.report import WATCHER

        WATCHER.set(watch)
        with no_heartbeat():
            differences = flow(apply=apply)
    _print(differences, applied=apply, json=json)


def _print(differences: "tuple[Difference, ...]", *, applied: bool, json: bool) -> None:
    from desk.export import dump
    from desk.facts import facts_json
    from desk.screen import out, say

    if json:
        rows = [
            {"id": d.item_id, "before": facts_json(d.before), "after": facts_json(d.after)}
            for d in differences
        ]
        say(dump(rows))
        return
    for difference in differences:
        out.print(f"#{difference.item_id} {difference.title}", style="bold", markup=False)
        for line in _changes(difference.before, difference.after):
            out.print(f"    {line}", markup=False)
    done = "stored" if applied else "nothing stored: add --apply to store them"
    out.print(f"{len(differences)} items differ; {done}." if differences else "Nothing differs.")


def _changes(before: "Facts", after: "Facts") -> "Iterator[str]":
    """What is told of each fact that differs."""
    for name, (was, now) in {
        "topics": (before.topics, after.topics),
        "countries": (before.roles, after.roles),
        "measures": (before.measures, after.measures),
    }.items():
        if was != now:
            yield f"{name}: {_told(was)} → {_told(now)}"


def _told(value: object) -> str:
    from classifiers.facts import Measure
    from desk.view import measure_line

    if isinstance(value, dict):
        return ", ".join(f"{code} {'/'.join(roles)}" for code, roles in value.items()) or "none"
    if isinstance(value, tuple):
        parts = [measure_line(v) if isinstance(v, Measure) else str(v) for v in value]
        return "; ".join(parts) or "none"
    return str(value)
