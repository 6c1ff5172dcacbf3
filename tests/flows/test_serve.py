"""`tidewaiter serve`, really started: a Prefect server with its schedules, and its end."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from config.folder import CHECKOUT
from tests.flows.conftest import ALERTS

TIDEWAITER = Path(sys.executable).with_name("tidewaiter")
STEEL = "Canada imposes 25% tariffs on steel from China"
WATCHED = {"id": "mine", "name": "Mine", "kind": "folder", "location": "../documents"}


class Served:
    """A home with one watched folder, and the server that runs over it."""

    def __init__(self, root: Path) -> None:
        self.root, self.var = root, root / "var"
        (root / "config").mkdir()
        (root / "documents").mkdir()
        (root / "elsewhere").mkdir()
        (root / "temporary").mkdir()
        # What another user of the machine left where Prefect would put its own.
        (root / "temporary" / "runner_storage").touch()
        (root / "config" / "vocabulary").symlink_to(CHECKOUT / "config" / "vocabulary")
        source = {**WATCHED, "every": "1m", "baseline_alerts": 1}
        (root / "config" / "sources.yml").write_text(json.dumps({"sources": [source]}))
        (root / "config" / "alerts.yml").write_text(json.dumps(ALERTS))
        (root / "documents" / "a.txt").write_text(f"{STEEL}\n\n{STEEL}, Ottawa said.")

    def start(self, port: int) -> "subprocess.Popen[str]":
        # From another folder and with relative paths, as a person may.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TIDEWAITER_", "PREFECT"))}
        own = {"TIDEWAITER_CONFIG": "../config", "TIDEWAITER_VAR": "../var"}
        own["TMPDIR"] = str(self.root / "temporary")
        return subprocess.Popen(
            [TIDEWAITER, "serve", "--port", str(port)],
            env={**kept, **own},
            cwd=self.root / "elsewhere",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def rows(self, question: str) -> list[Any]:
        path = self.var / "tidewaiter.db"
        if not path.exists():
            return []
        with closing(sqlite3.connect(path)) as database:
            try:
                return database.execute(question).fetchall()
            except sqlite3.OperationalError:  # not made yet
                return []

    def completed(self, flow: str) -> int:
        ended = f"SELECT 1 FROM run WHERE flow = '{flow}' AND status = 'completed'"  # noqa: S608
        return len(self.rows(ended))

    def miss_ten_minutes(self) -> int:
        """What was to run, as if it had been due while nothing ran; how many those are."""
        earlier = "strftime('%Y-%m-%d %H:%M:%S.000000', {}, '-10 minutes')"
        columns = ("expected_start_time", "next_scheduled_start_time")
        changes = ", ".join(f"{column} = {earlier.format(column)}" for column in columns)
        with closing(sqlite3.connect(self.var / "prefect" / "server.db")) as database, database:
            order = f"UPDATE flow_run SET {changes} WHERE state_type = 'SCHEDULED'"  # noqa: S608
            return database.execute(order).rowcount


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path)


@contextmanager
def serving(home: Served, port: int) -> Iterator["subprocess.Popen[str]"]:
    """A server that is up; killed at the end if it is still there."""
    server = home.start(port)
    try:
        assert server.stdout is not None
        assert (
            server.stdout.readline()
            == f"Prefect is at http://127.0.0.1:{port} and watches 1 source.\n"
        )
        yield server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
        for pipe in (server.stdout, server.stderr):
            if pipe is not None:
                pipe.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(ask: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ask():
            return True
        time.sleep(0.3)
    return False


def session_of(server: "subprocess.Popen[str]") -> list[int]:
    """The processes that a server has started, and theirs."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
    found = [server.pid]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def stop(server: "subprocess.Popen[str]", by: signal.Signals) -> tuple[int, str, list[int]]:
    """How it ended: its exit code, what it said, and which of its processes are still there."""
    started = session_of(server)
    assert started, "a Prefect server of its own"
    server.send_signal(by)
    _, said = server.communicate(timeout=40)
    return server.returncode, said, [pid for pid in started if alive(pid)]


QUIET_END: tuple[int, str, list[int]] = (0, "Starting the Prefect server …\nStopped.\n", [])


@pytest.mark.timeout(300)  # two servers one after the other, on a machine that may be slow
def test_serve_collects_delivers_catches_up_once_and_ends_clean(served: Served) -> None:
    port = free_port()
    with serving(served, port) as server:
        assert eventually(lambda: list(served.var.glob("outbox/*.eml")), 60), "a mail"
        assert served.rows("SELECT title FROM item") == [(STEEL,)]
        assert (served.var / "prefect" / "server.db").exists()
        with served.start(port) as second:
            _, said = second.communicate(timeout=40)
        assert (second.returncode, "Address already in use" in said) == (5, True)
        assert eventually(lambda: served.completed("deliver") > 1, 60), "what is scheduled next"
        assert stop(server, signal.SIGTERM) == QUIET_END

    assert served.miss_ten_minutes() > 2
    before = served.completed("collect")
    with serving(served, port) as server:
        assert eventually(lambda: served.completed("collect") > before, 60), (
            "the run that was missed"
        )
        time.sleep(7)  # more than the runner takes to see what else is due
        assert served.completed("collect") == before + 1
        assert stop(server, signal.SIGINT) == QUIET_END


def test_a_server_is_not_left_behind_when_stopped_before_it_is_up(served: Served) -> None:
    server = served.start(free_port())
    assert eventually(lambda: session_of(server), 20)
    assert stop(server, signal.SIGTERM) == QUIET_END
