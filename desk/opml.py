"""`tidewaiter opml`: lists of feeds, to and from other readers."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from desk.failures import NOTHING, USAGE, DeskError
from desk.options import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.schema import Source
    from config.settings import Settings
    from parsers.opml import Outline

# Else cyclopts takes the `-` that stands for stdin or stdout for an option it does not know.
_File = Annotated[Path, Parameter(allow_leading_hyphen=True)]
_STREAM = Path("-")

opml = App(name="opml", help_epilogue="")


@opml.command
def export(file: _File = _STREAM, /, *, group: str | None = None, every_kind: Flag = False) -> None:
    """Write the feeds that are looked at as an OPML list.

    Parameters
    ----------
    file
        The file to write, which must not be there yet; - is stdout.
    group
        Those of this group instead, whether it is enabled or not.
    every_kind
        Also pages, sitemaps and APIs, as links.
    """
    from config.load import load_sources
    from config.settings import read_settings
    from desk.feedlist import to_opml
    from desk.whole import whole

    settings = read_settings()
    if file != _STREAM and file.is_file():
        raise DeskError(f"{file} is there already: name a file that is not", USAGE)
    listed = load_sources(settings.config / "sources.yml", (group,) if group else settings.enable)
    remote = [source for source in listed if source.enabled and source.is_remote]
    chosen = [source for source in remote if every_kind or source.kind == "feed"]
    title = f"Tidewaiter: {group}" if group else "Tidewaiter"
    with whole(file) as out:
        out.write(to_opml(chosen, title, datetime.now(UTC)))


@opml.command(name="import")
def import_(file: _File, /, *, write: Flag = False) -> None:
    """Print the feeds of an OPML list that are new, as entries for sources.yml.

    Parameters
    ----------
    file
        The list; - is stdin.
    write
        Append them to sources.yml instead, whose comments stay.
    """
    from config.load import load_sources
    from config.settings import read_settings
    from desk.entries import append, as_yaml, new_entries
    from desk.screen import complain, say
    from desk.view import counted
    from desk.whole import whole

    settings = read_settings()
    path = settings.config / "sources.yml"
    outlines = _read(file)
    new = new_entries(outlines, load_sources(path))
    if write and new:
        text = append(path, new)
        with whole(path) as out:
            out.write(text)
    elif new:
        say("\n".join(map(as_yaml, new)).rstrip())
    there = len(outlines) - len(new)
    complain(f"{counted(len(new), 'new feed')}, {there} there already")
    _say_what_is_not_enabled(new, settings)


def _read(file: Path) -> "tuple[Outline, ...]":
    """The feeds of a list; DeskError where there is none to read."""
    from parsers.item import ParseError
    from parsers.opml import SIZE_LIMIT, read_opml

    name = "stdin" if file == _STREAM else str(file)
    try:
        if file == _STREAM:
            body = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        else:
            with file.open("rb") as opened:
                body = opened.read(SIZE_LIMIT + 1)
        return read_opml(name, body)
    except OSError as error:
        raise DeskError(f"{name}: cannot be read: {error.strerror}", NOTHING) from error
    except ParseError as error:
        raise DeskError(str(error), NOTHING) from error


def _say_what_is_not_enabled(new: "Sequence[Source]", settings: "Settings") -> None:
    """Which groups must be enabled before the new feeds are looked at."""
    from config.load import load
    from config.schema import SourcesFile
    from desk.screen import complain

    enabled = settings.enable or load(settings.config / "sources.yml", SourcesFile).enable
    waiting = [source for source in new if enabled and not {*source.groups} & {*enabled}]
    if waiting:
        groups = dict.fromkeys(group for source in waiting for group in source.groups)
        complain(f"not looked at until one of their groups is in `enable`: {', '.join(groups)}")
