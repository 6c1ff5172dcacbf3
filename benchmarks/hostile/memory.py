"""The most memory that this process, or one that it started, has taken since a point in time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROC = Path("/proc")
_INTERVAL = 0.05


class Peak:
    """The highest resident size seen, in MB."""

    def __init__(self) -> None:
        self.megabytes = 0.0

    def note(self, kilobytes: int) -> None:
        self.megabytes = max(self.megabytes, kilobytes / 1024)


@contextmanager
def watched() -> Iterator[Peak]:
    """The peak of what is done inside the block; whole once it has ended.

    The kernel keeps this process's own high-water mark, set back here; of its children it is
    looked at twenty times a second.
    """
    peak, done = Peak(), threading.Event()
    (_PROC / "self/clear_refs").write_text("5")
    thread = threading.Thread(target=_watch, args=(peak, done), daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
        peak.note(_high_water("self"))


def _watch(peak: Peak, done: threading.Event) -> None:
    while not done.wait(_INTERVAL):
        for child in _children():
            peak.note(_high_water(child))


def _children() -> list[str]:
    found: list[str] = []
    for task in _PROC.glob("self/task/*/children"):
        try:
            found += task.read_text().split()
        except OSError:  # the thread has ended meanwhile
            continue
    return found


def _high_water(process: str) -> int:
    try:
        lines = (_PROC / process / "status").read_text().splitlines()
    except OSError:  # the process has ended meanwhile
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
