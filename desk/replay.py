"""`tidewaiter replay`: the kept documents, read again."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.options import Flag

if TYPE_CHECKING:
    from rich.table import Table

    from flows.differences import Difference, Replayed


def replay(
    *,
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    into: str | None = None,
    json: Flag = False,
    verbose: Flag = False,
) -> None:
    """Read the kept documents again, byte for byte, into a database of their own, and show what
    comes out differently than it stands in the log.

    The log is not changed, and nobody is alerted.

    Parameters
    ----------
    source
        Only this source's documents, by its id.
    since
        Only documents fetched on this date or later (UTC).
    until
        Only documents fetched before this date (UTC).
    into
        The database to fill, as in sqlite:///FILE, which must have no items; else var/replay.db,
        which begins anew.
    json
        Print the result as JSON.
    verbose
        Let Prefect say what it does.
    """
    asked = {"source": source, "since": since, "until": until, "into": into}
    replayed = _replay(asked, verbose=verbose)
    if json:
        _print_json(replayed)
    else:
        _print(replayed)


def _replay(asked: dict[str, Any], *, verbose: bool) -> "Replayed":
    from config.settings import read_settings
    from desk.asked import utc
    from desk.check import read_config
    from desk.screen import progress
    from flows.home import prepare
    from flows.server import connected, passing_server

    settings = read_settings()
    read_config(settings)
    prepare(settings.var, verbose=verbose)
    times = {"since": utc(asked["since"]), "until": utc(asked["until"])}
    with (
        progress("Starting Prefect …") as watch,
        passing_server(settings.var) as server,
    ):
        from flows.replay import replay as flow
        from flows.report import WATCHER

        WATCHER.set(watch)
        with connected(server):
            replayed: Replayed = flow(**{**asked, **times})
    return replayed


def _print_json(replayed: "Replayed") -> None:
    from desk.facts import facts_json
    from desk.screen import say_json

    say_json(
        {
            "looks": replayed.looks,
            "items": replayed.items,
            "compared": replayed.compared,
            "beyond": replayed.beyond,
            "problems": replayed.problems,
            "differences": [
                {
                    "id": one.item_id,
                    "source": one.source_id,
                    "title": one.title,
                    "what": one.what,
                    "before": facts_json(one.before) if one.before else None,
                    "after": facts_json(one.after) if one.after else None,
                }
                for one in replayed.differences
            ],
        }
    )


def _print(replayed: "Replayed") -> None:
    from rich.text import Text

    from desk.screen import out
    from desk.view import counted

    for problem in replayed.problems:
        out.print(Text(problem, "yellow"))
    for difference in replayed.differences:
        number = f"#{difference.item_id} " if difference.item_id is not None else ""
        out.print(Text(f"{number}{difference.title}", "bold"))
        out.print(_lines(difference))
    if not replayed.looks:
        out.print("No documents are kept of what was asked for.")
        return
    read = f"{counted(replayed.looks, 'look')} gave {counted(replayed.items, 'item')}"
    differ = f"{len(replayed.differences)} differ" if replayed.differences else "nothing differs"
    out.print(f"{read}; of {replayed.compared} in the log {differ}.")
    if replayed.beyond:
        beyond = f"{counted(replayed.beyond, 'item')} of the log came or changed by other looks."
        out.print(beyond, style="dim")


def _lines(difference: "Difference") -> "Table":
    """What is different, and line by line where it is the facts."""
    from rich.text import Text

    from desk.reclassify import changes
    from desk.view import grid

    lines = grid()
    lines.add_row("differs", Text(f"{', '.join(difference.what)} · {difference.source_id}"))
    if "facts" in difference.what and difference.before and difference.after:
        return changes(difference.before, difference.after, lines)
    return lines
