"""What a run tells: a line for each source and each channel, and how it goes while it works."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source in one run; `new` and `changed` are the ids of its items in the log."""

    source_id: str
    name: str
    seen: int = 0
    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    skipped: int = 0
    """Entries that could not be read."""
    alerts: int = 0
    baseline: bool = False
    """Whether this was the first look, stored without alerts."""
    problems: tuple[str, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """One channel in one run, in deliveries."""

    channel: str
    sent: tuple[str, ...] = ()
    retried: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run done, for whoever shows progress."""

    what: str
    done: int
    total: int


Watcher = Callable[[Step], None]


def _ignore(step: Step) -> None:
    """Nobody watches."""


# A flow's parameters are stored by Prefect, so the watcher travels beside them.
WATCHER: ContextVar[Watcher] = ContextVar("watcher", default=_ignore)


@dataclass(slots=True)
class Count:
    """Counts steps to the watcher."""

    total: int
    done: int = field(default=0)

    def step(self, what: str) -> None:
        self.done += 1
        WATCHER.get()(Step(what, self.done, self.total))
