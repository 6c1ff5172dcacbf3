"""A function run where it can be stopped: in a child process with a limit of time and memory.

Hostile bytes can keep a C library busy for minutes, and no thread can be stopped. A child starts
as `python -m parsers.apart`, never by fork, serves one call after another, and is ended when a
call passes its limits. It inherits no environment, so no secret is where hostile bytes are read.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

_ROOT = Path(__file__).parents[1]
_START_LIMIT = 60.0
"""Seconds that a child may take to start and to import what a function needs."""
_CALLS = 1_000
"""After so many a child is replaced: what its libraries leak goes with it."""
_READY = b"ready"
"""What a child says when all is imported: from here on the time counts."""
_GRACE = 2.0
"""Seconds past a call's limit after which a child without a parent ends itself."""


class Stopped(Exception):  # noqa: N818 - it says what was done, not what went wrong
    """A call that passed its limit of time or memory, or took its process down; `reason` says."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Worker:
    """A child process and the line to it."""

    def __init__(self) -> None:
        self.line, far = Pipe()
        self.calls = 0
        handle = far.fileno()
        self.process = subprocess.Popen(  # noqa: S603 - our own module, nothing from outside
            [sys.executable, "-m", "parsers.apart", str(handle)],
            cwd=_ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(handle,),
        )
        far.close()

    def call(self, call: bytes, seconds: float, megabytes: float) -> tuple[str, object]:
        """What became of a call: ("done", value), ("failed", exception) or ("memory", None).

        Raises Stopped when the child gave no answer.
        """
        self.calls += 1
        try:
            self.line.send((seconds, megabytes))
            self.line.send_bytes(call)
            if not self.line.poll(_START_LIMIT):
                raise Stopped("its process did not start")
            word = self.line.recv_bytes()
            if word == _READY:
                if not self.line.poll(seconds):
                    raise Stopped(f"not read within {seconds:g} s")
                word = self.line.recv_bytes()
            answer: tuple[str, object] = pickle.loads(word)  # noqa: S301 - our own child's
            return answer
        except (EOFError, OSError) as error:
            raise Stopped("it took its process down") from error

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


_idle: list[_Worker] = []
_slots = threading.BoundedSemaphore(os.cpu_count() or 1)
"""More children than processors would only make each other late."""


def apart(
    function: Callable[[*Arguments], Result],
    /,
    *arguments: *Arguments,
    seconds: float = 10.0,
    megabytes: float = 500.0,
) -> Result:
    """What a function of some module gives, run in another process; safe to call in any thread.

    Function, arguments and result are pickled. What the function raises is raised here. Raises
    Stopped past `seconds`, past `megabytes` of its own (10^6 bytes; Linux), or when it crashes.
    """
    call = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
    with _slots:
        worker = _take()
        try:
            kind, value = worker.call(call, seconds, megabytes)
        except BaseException:  # an interrupted call leaves its answer in the line
            worker.end()
            raise
        if kind == "memory" or worker.calls >= _CALLS:
            worker.end()
        else:
            _idle.append(worker)
    if kind == "memory":
        raise Stopped(f"took more than {megabytes:g} MB")
    if isinstance(value, Exception) and kind == "failed":
        raise value
    return value  # type: ignore[return-value]


def _take() -> _Worker:
    try:
        return _idle.pop()  # one step, so that no two threads get the same
    except IndexError:
        return _Worker()


def _environment() -> dict[str, str]:
    """What a child needs to find the modules that its parent has."""
    kept = ("LANG", "LC_ALL", "PYTHONDONTWRITEBYTECODE", "TMPDIR")
    paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONPATH": paths}


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def _forget() -> None:
    """In a fork of this process: its children are not ours, and no thread gives a slot back."""
    global _slots
    _idle.clear()
    _slots = threading.BoundedSemaphore(os.cpu_count() or 1)


os.register_at_fork(after_in_child=_forget)


def _serve(line: Connection) -> None:
    """The child's side: calls are answered until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        while True:
            seconds, megabytes = line.recv()
            call = line.recv_bytes()
            _answer(line, call, seconds, megabytes)


def _answer(line: Connection, call: bytes, seconds: float, megabytes: float) -> None:
    # The kernel's own alarm: it ends this process even where the parent is gone.
    signal.setitimer(signal.ITIMER_REAL, _START_LIMIT)
    answer: tuple[str, object]
    try:
        function, arguments = pickle.loads(call)  # noqa: S301 - from the parent
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        line.send_bytes(_READY)
        _limit(megabytes)
        answer = ("done", function(*arguments))
    except MemoryError:
        answer = ("memory", None)
    except Exception as error:  # noqa: BLE001 - it is raised in the parent
        answer = ("failed", _whole(error))
    _limit(None)
    line.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    signal.setitimer(signal.ITIMER_REAL, 0)


def _whole(error: Exception) -> Exception:
    """The error, or its words where it does not survive pickling."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever its __reduce__ does
        return RuntimeError(repr(error)[:300])
    return error


def _limit(megabytes: float | None) -> None:
    """Bounds what this process may take from now on; None lifts the bound."""
    import resource

    statistics = Path("/proc/self/statm")
    if not statistics.exists():  # only Linux counts all memory under one limit
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = resource.RLIM_INFINITY
    if megabytes is not None:
        pages = int(statistics.read_text("ascii").split()[5])
        soft = pages * resource.getpagesize() + int(megabytes * 1_000_000)
    resource.setrlimit(resource.RLIMIT_DATA, (soft if hard < 0 else min(soft, hard), hard))


if __name__ == "__main__":
    # Under its real name, so that what is pickled here is known there.
    from parsers.apart import _serve as serve

    serve(Connection(int(sys.argv[1])))
