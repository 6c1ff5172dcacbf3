"""A Prefect server of the project's own: it comes up, and never outlives who started it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.home import PrefectError
from flows.server import passing_server, standing_server

PARENT = """
import sys, time
from pathlib import Path
from flows.home import prepare
from flows.server import passing_server
prepare(Path(sys.argv[1]), verbose=False)
with passing_server(Path(sys.argv[1])) as server:
    server.wait()
    print(server.process.pid, flush=True)
    time.sleep(60)
"""


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and is not yet buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc")
def test_a_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=kept, text=True) as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        assert alive(server)
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 30
    while alive(server) and time.monotonic() < end:
        time.sleep(0.1)
    assert not alive(server)


def test_no_server_is_started_where_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example/api")
    with passing_server(tmp_path) as server:
        assert server is None


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(PrefectError, match=f"cannot listen at 127.0.0.1:{port}"),
            standing_server(tmp_path, "127.0.0.1", port),
        ):
            raise AssertionError
    assert list(tmp_path.iterdir()) == []
