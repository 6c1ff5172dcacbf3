"""Turns at a host."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from sources.pace import Pace


def starts(pace: Pace, *hosts: str) -> list[float]:
    """Seconds from the beginning to the start of a turn at each host, one after the other."""
    begun, found = time.monotonic(), []
    for host in hosts:
        with pace.turn(host):
            found.append(time.monotonic() - begun)
    return found


def test_one_host_waits_between_its_requests_and_another_does_not() -> None:
    first, other, second = starts(
        Pace(2, 0.2), "gazette.example", "port.example", "gazette.example"
    )
    assert first < 0.15
    assert other < 0.15
    assert 0.2 <= second < 1


def test_threads_keep_their_distance_too() -> None:
    pace, found = Pace(0, 0.1), list[float]()

    def ask() -> None:
        with pace.turn("gazette.example"):
            found.append(time.monotonic())

    with ThreadPoolExecutor(4) as threads:
        for _ in range(4):
            threads.submit(ask)
    found.sort()
    assert all(later - earlier > 0.08 for earlier, later in pairwise(found))


def test_no_more_than_so_many_connections_are_open_at_once() -> None:
    pace, lock = Pace(2, 0), threading.Lock()
    open_now = most = 0

    def ask() -> None:
        nonlocal open_now, most
        with pace.turn("gazette.example"):
            with lock:
                open_now += 1
                most = max(most, open_now)
            time.sleep(0.05)
            with lock:
                open_now -= 1

    with ThreadPoolExecutor(6) as threads:
        for _ in range(6):
            threads.submit(ask)
    assert most == 2


def test_a_host_may_ask_for_a_longer_pause_but_not_for_a_shorter_one() -> None:
    pace = Pace(2, 0.1)
    pace.widen("gazette.example", 0.3)
    pace.widen("gazette.example", 0.01)
    assert starts(pace, "gazette.example", "gazette.example")[1] >= 0.3


def test_without_a_pace_no_host_makes_us_wait() -> None:
    pace = Pace(0, 0)
    pace.widen("gazette.example", 5)
    assert starts(pace, *["gazette.example"] * 20)[-1] < 1
