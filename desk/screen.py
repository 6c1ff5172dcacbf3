"""The two streams of a command: what was asked for goes to stdout, progress to stderr."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from flows.report import Step, Watcher

out = Console(highlight=False, soft_wrap=False)


def say(line: str) -> None:
    """A line of JSON or plain text, untouched, on stdout."""
    sys.stdout.write(line + "\n")


def heading(words: str) -> None:
    """A line that begins a part of the result."""
    out.rule(f"[bold]{words}[/bold]", align="left", style="dim")


def command() -> str:
    """How this program was called, so that what it says to type next can be typed as it stands."""
    called = Path(sys.argv[0])
    if shutil.which(called.name) == str(called.resolve()):
        return called.name
    here = Path.cwd()
    return str(called.relative_to(here) if called.is_relative_to(here) else called)


@contextmanager
def progress(begin: str) -> "Iterator[Watcher]":
    """Shows steps on stderr: a line that moves on a terminal, a line each elsewhere."""
    err = Console(stderr=True, highlight=False)
    if not err.is_terminal:
        err.print(begin, markup=False)
        yield lambda step: err.print(_words(step), markup=False)
        return
    with err.status(begin) as status:
        yield lambda step: status.update(_words(step).replace("[", r"\["))


def _words(step: "Step") -> str:
    return f"[{step.done}/{step.total}] {step.what}"
