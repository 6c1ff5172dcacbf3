"""`tidewaiter log`: the stored items, filtered."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from config.schema import Role
from desk.options import Flag, ItemId, Limit

if TYPE_CHECKING:
    from storage.log import LogEntry
    from storage.stories import Corroboration


@dataclass(frozen=True, slots=True)
class Asked:
    """What must hold of an item, all of it."""

    topic: str | None = None
    "tariffs, energy, digital, culture, or a topic of your own."
    country: str | None = None
    "An ISO 3166-1 alpha-2 code or a bloc (EU, EAEU, USMCA …)."
    role: Role | None = None
    "What the country does in the item."
    instrument: str | None = None
    'As in "Import tariff" or "Anti-dumping".'
    status: str | None = None
    'Of a measure, as in "in force"; with --instrument, of that measure.'
    source: str | None = None
    "A source's id."
    language: str | None = None
    "ISO 639-1."
    since: datetime | None = None
    "Published on this date or later (UTC)."
    until: datetime | None = None
    "Published before this date (UTC)."
    limit: Limit = 20
    "How many at most."
    before: ItemId | None = None
    "Go on after the item of this id, the last one that was shown."


def log(
    *text: str,
    asked: Annotated[Asked | None, Parameter(name="*")] = None,
    json: Flag = False,
) -> None:
    """Show the stored items, newest first, filtered by everything that is asked.

    Parameters
    ----------
    text
        Words that the item must hold, all of them; "quoted words" must stand side by
        side, and tarif* takes every ending.
    json
        Print JSON, whole items.
    """
    from config.settings import read_settings
    from desk.asked import require_there, to_filter
    from desk.corroborated import who_tells
    from desk.export import entry_json
    from desk.open import reading
    from desk.screen import say_json
    from storage.log import LogFilter, search

    settings = read_settings()
    wanted = to_filter(asked or Asked(), " ".join(text), settings)
    with reading() as session:
        found = search(session, wanted)
        if not found:
            require_there(session, wanted, settings)
        told = who_tells(session, found, settings)
        empty = not found and not search(session, LogFilter(limit=1))
    if json:
        say_json([entry_json(entry, told[entry.story]) for entry in found])
    else:
        _print(found, told, wanted.limit, empty=empty)


def _print(
    found: "tuple[LogEntry, ...]", told: "dict[str, Corroboration]", limit: int, *, empty: bool
) -> None:
    from desk.corroborated import leads, story_words
    from desk.screen import command, out
    from desk.view import counted, item_view

    for entry in leads(found, told):
        out.print(item_view(entry, story_words(told[entry.story], entry.id)))
    if empty:
        out.print(f"The log is empty: `{command()} run` fills it.", markup=False)
    elif not found:
        out.print("No item in the log is like that.")
    else:
        more = f"; go on with --before {found[-1].id}" if len(found) == limit else ""
        out.print(f"{counted(len(found), 'item')}{more}", style="dim")
