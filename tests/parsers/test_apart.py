"""What runs apart can be stopped, and never takes its parent along."""

import operator
import os
import subprocess
import sys
import threading
import time

import pytest

from parsers.apart import Stopped, apart
from parsers.item import ParseError


def test_a_call_gives_what_the_function_gives() -> None:
    assert apart(operator.concat, b"zinc ", b"duty") == b"zinc duty"
    assert apart(divmod, 7, 2) == (3, 1)


def test_what_the_function_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        apart(operator.truediv, 1, 0)
    with pytest.raises(ParseError) as raised:
        apart(_refuse, "feed")
    assert (raised.value.source_id, raised.value.reason) == ("feed", "nothing in it")


def test_an_error_that_cannot_be_sent_comes_as_its_words() -> None:
    with pytest.raises(RuntimeError, match="_Stubborn"):
        apart(_fail_stubbornly)


def test_a_call_that_takes_too_long_is_ended_in_time() -> None:
    started = time.perf_counter()
    with pytest.raises(Stopped, match=r"not read within 0\.5 s"):
        apart(_count_for_ever, seconds=0.5)
    assert time.perf_counter() - started < 5
    assert apart(abs, -1) == 1


def test_a_call_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(Stopped, match="took more than 50 MB"):
        apart(operator.mul, b"x", 400_000_000, megabytes=50.0)
    assert apart(abs, -2) == 2


def test_a_crash_is_told_and_the_next_call_served() -> None:
    with pytest.raises(Stopped, match="took its process down"):
        apart(os.abort)
    assert apart(abs, -3) == 3


def test_many_threads_get_their_own_answers() -> None:
    answers: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        answers[number] = [apart(operator.add, number, step) for step in range(20)]

    threads = [threading.Thread(target=ask, args=(number * 100,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n * 100: [n * 100 + step for step in range(20)] for n in range(6)}


def test_a_call_costs_less_than_a_few_milliseconds() -> None:
    apart(abs, -1)
    started = time.perf_counter()
    for number in range(100):
        apart(abs, number)
    assert time.perf_counter() - started < 1


def test_nothing_of_the_environment_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEWAITER_WEBHOOK_SECRET", "whsec")
    code = (
        "from parsers.apart import apart; from tests.parsers.test_apart import variables;"
        "print(apart(variables))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "PYTHONPATH" in run.stdout
    assert "TIDEWAITER" not in run.stdout


def test_a_child_ends_with_its_parent() -> None:
    code = "import os, parsers.apart as a; print(a.apart(os.getpid), flush=True); os._exit(1)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    child = int(run.stdout)
    for _ in range(100):
        if not _is_alive(child):
            return
        time.sleep(0.05)
    pytest.fail(f"process {child} lives on")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def variables() -> list[str]:
    return sorted(os.environ)


def _refuse(name: str) -> None:
    raise ParseError(name, "nothing in it")


class _Stubborn(Exception):  # noqa: N818 - a test's own
    def __init__(self, first: int, second: int) -> None:
        super().__init__("one argument for two")


def _fail_stubbornly() -> None:
    raise _Stubborn(1, 2)


def _count_for_ever() -> None:
    while True:
        pass
