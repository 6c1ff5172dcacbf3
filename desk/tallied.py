"""What was tried on the log, as people and programs read it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text

from desk.folded import beside
from desk.screen import out
from desk.view import counted

if TYPE_CHECKING:
    from flows.lab import Met, Tally

_SIGNS = {"gained": ("+", "green"), "lost": ("−", "red"), "kept": ("=", "dim")}


def print_tallies(begin: datetime | None, count: int, tallies: "Sequence[Tally]") -> None:
    """Each try with its counts and items; of several, the rules that find the same in one line."""
    since = f" since {begin.date()}" if begin is not None else ""
    out.print(f"{counted(count, 'item')} in the log{since}.", style="dim")
    shown = [one for one in tallies if one is tallies[0] or one.gained or one.lost or one.is_new]
    for one in shown:
        out.print(_head(one))
        for line in _items(one, out.width):
            out.print(line, soft_wrap=True)
    same = [one.name.removeprefix("rule ") for one in tallies if one not in shown]
    if same:
        out.print(f"As before: {', '.join(same)}.", style="dim", markup=False)
    out.print("Nothing was changed.", style="dim")


def tallies_json(
    what: str, begin: datetime | None, count: int, tallies: "Iterable[Tally]"
) -> dict[str, Any]:
    return {
        "tried": what,
        "since": begin,
        "items": count,
        "tries": [
            {
                "name": one.name,
                "new": one.is_new,
                "before": one.before,
                "after": one.after,
                "gained": one.gained,
                "lost": one.lost,
                "newest": {
                    kind: [_met_json(met) for met in one.newest.get(kind, ())] for kind in _SIGNS
                },
            }
            for one in tallies
        ],
    }


def _met_json(met: "Met") -> dict[str, Any]:
    return {
        "id": met.item_id,
        "title": met.title,
        "date": met.date,
        "source": met.source_id,
        "why": list(met.why),
    }


def _head(one: "Tally") -> Text:
    """steel-dumping: 4 before, 6 after: 2 gained, none lost."""
    head = Text(f"{one.name}: ", "bold")
    if one.is_new:
        return head.append(f"finds {counted(one.after, 'item')}; it is new", "not bold")
    if not one.gained and not one.lost:
        return head.append(f"finds {counted(one.after, 'item')}, as before", "not bold")
    head.append(f"{one.before} before, {one.after} after: ", "not bold")
    head.append(f"{one.gained} gained", "not bold green" if one.gained else "not bold dim")
    return head.append(f", {one.lost} lost", "not bold red" if one.lost else "not bold dim")


def _items(one: "Tally", width: int) -> Iterator[Text]:
    """Two lines for each: what and when, and why."""
    for kind, (sign, style) in _SIGNS.items():
        listed = one.newest.get(kind, [])
        for met in listed:
            when = Text(f"{sign} {met.date.date()}", style)
            yield beside(when, f"#{met.item_id} {met.title or '(no title)'}", width)
            yield beside(Text(" " * when.cell_len), " · ".join(met.why), width, "dim")
        for more in _more(one, kind, len(listed)):
            yield beside(Text(f"{sign} …", style), more, width, "italic")


def _more(one: "Tally", kind: str, shown: int) -> Iterator[str]:
    counts = {"gained": one.gained, "lost": one.lost, "kept": one.after - one.gained}
    if counts[kind] > shown:
        yield f"and {counts[kind] - shown} more {'as before' if kind == 'kept' else kind}"
