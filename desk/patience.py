"""Progress for what is mostly over before anyone would ask how it goes."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from desk.screen import progress

if TYPE_CHECKING:
    from flows.report import Step, Watcher

_PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def patient(begin: str) -> "Iterator[Watcher]":
    """As `screen.progress`, from the first step after a second on."""
    started = time.monotonic()
    with ExitStack() as stack:
        shown: list[Watcher] = []

        def watch(step: "Step") -> None:
            if not shown and time.monotonic() - started > _PATIENCE:
                shown.append(stack.enter_context(progress(begin)))
            for tell in shown:
                tell(step)

        yield watch
