"""Worker processes that can be stopped, and the cases shared out among them."""

import json
import os
import queue
import selectors
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks.hostile.case import Case, Run, run_of

ROOT = Path(__file__).resolve().parents[2]
START = 120.0
"""Seconds in which a worker is ready."""


class Worker:
    """One process under the guard, that runs a case at a time."""

    def __init__(self, base: str, guard: Path, dns: Mapping[str, Sequence[str]]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hostile-")
        folder = Path(self._folder.name)
        self._errors = (folder / "errors").open("w+")
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("TIDEWAITER_")},
            "PYTHONPATH": os.pathsep.join((str(guard), str(ROOT))),
            "GUARD_LOG": str(folder / "guard.log"),
            "GUARD_DNS": json.dumps(dns),
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_LOGGING_LEVEL": "CRITICAL",
            "DO_NOT_TRACK": "1",
        }
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "benchmarks.hostile.worker", str(folder), base],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            cwd=ROOT,
            start_new_session=True,
        )
        if self._line(START) != b"ready\n":
            self.stop()
            raise RuntimeError("a worker did not start")

    def run(self, case: Case) -> Run:
        """The case's run; one that takes far too long ends with its process."""
        limit = 30.0 + 75.0 * case.polls
        if self._process.stdin is None:
            raise RuntimeError("a worker has an input")
        self._process.stdin.write(json.dumps(asdict(case)).encode() + b"\n")
        self._process.stdin.flush()
        line = self._line(limit)
        if line is None:
            return Run(crash=f"not finished within {limit:.0f} s")
        return run_of(json.loads(line)) if line else Run(crash="its process died")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process, and give up its folder."""
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        sys.stderr.write(self._errors.read()[-4000:])
        self._errors.close()
        self._folder.cleanup()

    def _line(self, seconds: float) -> bytes | None:
        """The next line, b"" at the end; None when it does not come in time."""
        if self._process.stdout is None:
            raise RuntimeError("a worker has an output")
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                return None
        return self._process.stdout.readline()


def share_out(
    cases: Sequence[Case],
    hire: Callable[[], Worker],
    workers: int,
    conclude: Callable[[Case, Run], None],
) -> None:
    """Run the cases in `workers` processes; a process that a case broke is replaced."""
    waiting: queue.SimpleQueue[Case] = queue.SimpleQueue()
    for case in cases:
        waiting.put(case)
    threads = [
        threading.Thread(target=_drain, args=(waiting, hire, conclude))
        for _ in range(min(workers, len(cases)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _drain(
    waiting: "queue.SimpleQueue[Case]",
    hire: Callable[[], Worker],
    conclude: Callable[[Case, Run], None],
) -> None:
    with _hired(hire) as hand:
        while True:
            try:
                case = waiting.get_nowait()
            except queue.Empty:
                return
            conclude(case, hand.run(case))


class Hand:
    """A worker that is replaced when a case broke it."""

    def __init__(self, hire: Callable[[], Worker]) -> None:
        self._hire = hire
        self._worker = hire()

    def run(self, case: Case) -> Run:
        run = self._worker.run(case)
        if run.crash is not None:
            self.stop()
            self._worker = self._hire()
        return run

    def stop(self) -> None:
        self._worker.stop()


@contextmanager
def _hired(hire: Callable[[], Worker]) -> Iterator[Hand]:
    hand = Hand(hire)
    try:
        yield hand
    finally:
        hand.stop()
