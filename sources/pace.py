"""How often a host is asked: few connections at once, and a while between requests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

CONNECTIONS = 2
DELAY = 1.0
LONGEST_DELAY = 10.0
"""Seconds; a robots.txt that asks for more of a pause is given no more."""


@dataclass(slots=True)
class _Host:
    free: threading.BoundedSemaphore | None
    delay: float
    next_start: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reserve(self, now: float) -> float:
        """Seconds until the next request may start; the one after it keeps its distance."""
        with self.lock:
            start = max(now, self.next_start)
            self.next_start = start + self.delay
            return start - now


class Pace:
    """Turns at hosts, for any number of threads. 0 connections or a delay of 0 s is no limit."""

    def __init__(self, connections: int = CONNECTIONS, delay: float = DELAY) -> None:
        self._connections, self._delay = connections, delay
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until the host may be asked, and holds one of its connections until the end."""
        place = self._host(host)
        with place.free or nullcontext():
            wait = place.reserve(time.monotonic())
            if wait > 0:
                time.sleep(wait)
            yield

    def widen(self, host: str, delay: float) -> None:
        """Keep at least `delay` seconds, ten at the most, between requests to the host."""
        if self._delay == 0:
            return
        place = self._host(host)
        with place.lock:
            place.delay = max(place.delay, min(delay, LONGEST_DELAY))

    def _host(self, host: str) -> _Host:
        with self._lock:
            if host not in self._hosts:
                free = threading.BoundedSemaphore(self._connections) if self._connections else None
                self._hosts[host] = _Host(free, self._delay)
            return self._hosts[host]
