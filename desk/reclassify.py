"""`tidewaiter reclassify`: the stored items under today's vocabulary."""

from typing import TYPE_CHECKING

from desk.options import Flag

if TYPE_CHECKING:
    from rich.table import Table

    from classifiers.facts import Facts
    from flows.reclassify import Difference


def reclassify(
    *,
    apply: Flag = False,
    json: Flag = False,
    verbose: Flag = False,
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
    from flows.home import prepare
    from flows.server import connected, passing_server

    settings = read_settings()
    read_config(settings)
    prepare(settings.var, verbose=verbose)
    with (
        progress("Starting Prefect …") as watch,
        passing_server(settings.var) as server,
    ):
        from flows.reclassify import reclassify as flow
        from flows.report import WATCHER

        WATCHER.set(watch)
        with connected(server):
            differences = flow(apply=apply)
    _print(differences, applied=apply, json=json)


def _print(differences: "tuple[Difference, ...]", *, applied: bool, json: bool) -> None:
    from rich.text import Text

    from desk.facts import facts_json
    from desk.screen import out, say_json
    from desk.view import grid

    if json:
        rows = [
            {"id": d.item_id, "before": facts_json(d.before), "after": facts_json(d.after)}
            for d in differences
        ]
        say_json(rows)
        return
    for difference in differences:
        out.print(Text(f"#{difference.item_id} {difference.title}", "bold"))
        out.print(changes(difference.before, difference.after, grid()))
    several = len(differences) > 1
    them = "them" if several else "it"
    done = "stored" if applied else f"nothing stored: add --apply to store {them}"
    differ = "items differ" if several else "item differs"
    out.print(f"{len(differences)} {differ}; {done}." if differences else "Nothing differs.")


def changes(before: "Facts", after: "Facts", lines: "Table") -> "Table":
    """The lines (see `view.grid`) and one more for each fact that goes and each that comes."""
    from rich.text import Text

    was, now = _told(before), _told(after)
    for name in was:
        gone = [fact for fact in was[name] if fact not in now[name]]
        come = [fact for fact in now[name] if fact not in was[name]]
        marked = [Text(f"- {fact}", "red") for fact in gone]
        marked += [Text(f"+ {fact}", "green") for fact in come]
        for number, line in enumerate(marked):
            lines.add_row(name if number == 0 else "", line)
    return lines


def _told(facts: "Facts") -> dict[str, list[str]]:
    from desk.view import measure_line

    return {
        "topics": list(facts.topics),
        "countries": [f"{code} {', '.join(roles)}" for code, roles in facts.roles.items()],
        "measures": [measure_line(measure) for measure in facts.measures],
    }
