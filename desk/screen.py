"""The two streams of a command: what was asked for goes to stdout, progress to stderr."""

import codecs
import io
import json
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook
from rich.segment import Segment

if TYPE_CHECKING:
    from flows.report import Step, Watcher

# Categories of what steers a terminal instead of being seen on it: control characters, and those
# that turn the direction of the line, with which a title could pass for something else.
_STEERING = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\t\u200c\u200d")
"""Also the joiners that Persian, Hindi and emoji need."""
_IN_ASCII = {"·": "-", "–": "-", "—": "-", "─": "-", "→": "->", "…": "...", "“": '"', "”": '"'}


def inert(text: str) -> str:
    """The text without the characters that steer a terminal."""
    return text if text.isprintable() else "".join(map(_seen, text))


@cache
def _seen(letter: str, instead: str = "") -> str:
    return letter if letter in _KEPT or category(letter) not in _STEERING else instead


class _Inert(ConsoleRenderable):
    """Whatever it holds, with every piece of text inert and the console's own codes as they are."""

    def __init__(self, held: RenderableType) -> None:
        self.held = held

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[Segment]:
        for piece in console.render(self.held, options):
            if not piece.control:
                piece = Segment(inert(piece.text), piece.style)
            yield piece


class _EveryText(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Inert(renderable) for renderable in renderables]


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Whoever reads has gone: `cli.main` ends the command as a shell would."""
        raise BrokenPipeError


out = _Screen(highlight=False, soft_wrap=False)
out.push_render_hook(_EveryText())


def speak_its_encoding() -> None:
    """Let a terminal that is not UTF-8 show what it can, instead of ending the program."""
    codecs.register_error("tidewaiter", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="tidewaiter")


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_IN_ASCII.get(c) or ascii(c)[1:-1] for c in bad), error.end


def say(line: str) -> None:
    """A line of plain text on stdout, at once."""
    sys.stdout.write(inert(line) + "\n")
    sys.stdout.flush()


def say_json(value: object) -> None:
    """Pretty JSON on stdout: text as it is where the terminal can show it, times in ISO 8601."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=plain, indent=2, default=lambda time: time.isoformat())
    # What steers stands inside strings only, for JSON's own line breaks and spaces do not.
    sys.stdout.write("".join(_seen(c, json.dumps(c)[1:-1]) for c in text) + "\n")


def complain(line: str) -> None:
    """A line or more on stderr, for a person."""
    sys.stderr.write(inert(line) + "\n")


def heading(words: str) -> None:
    """A line that begins a part of the result."""
    out.rule(f"[bold]{words}[/bold]", align="left", style="dim")


def command() -> str:
    """How this program was called, so that what it says to type next can be typed as it stands."""
    called = Path(sys.argv[0])
    found = shutil.which(called.name)
    if found is not None and Path(found).resolve() == called.resolve():
        return called.name
    here = Path.cwd()
    return shlex.quote(str(called.relative_to(here) if called.is_relative_to(here) else called))


@contextmanager
def progress(begin: str) -> "Iterator[Watcher]":
    """Shows steps on stderr: a line that moves on a terminal, a line each elsewhere."""
    err = Console(stderr=True, highlight=False)
    if not err.is_terminal:
        complain(begin)
        yield lambda step: complain(_words(step))
        return
    with err.status(begin) as status:
        yield lambda step: status.update(_words(step).replace("[", r"\["))


def _words(step: "Step") -> str:
    return inert(f"[{step.done}/{step.total}] {step.what}")
