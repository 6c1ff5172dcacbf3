"""A Prefect server of the project's own: a child process that ends with its parent, come what may.

`flows.home.prepare` goes before it. Nothing here imports Prefect at the start, so that the server
comes up on one processor while its parent imports on another.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from flows.home import PATIENCE, PrefectError, no_heartbeat, server_environment, server_log

_ROOT = Path(__file__).parents[1]
_POLL, _GRACE = 0.05, 20.0
"""Seconds."""
_PASSING = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT_UI_ENABLED": "0"}
"""What a server for one command leaves out: schedules, upkeep and pages."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was started and may not answer yet."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def api(self) -> str:
        return f"{self.url}/api"

    def wait(self) -> None:
        """Until it answers. PrefectError when it ends before, or is not there in time."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                code = self.process.returncode
                raise PrefectError(f"Prefect's server ended with {code}: see {self.log}")
            try:
                if httpx.get(f"{self.api}/health", trust_env=False, timeout=2).is_success:
                    return
            except httpx.TransportError:
                time.sleep(_POLL)
        raise PrefectError(
            f"Prefect's server did not start within {PATIENCE} s: is the machine very busy, or "
            f"its disk full? Trying again does no harm; its log is {self.log}"
        )


@contextmanager
def passing_server(var: Path) -> Iterator[Server | None]:
    """A server for one command, at any free port; None where PREFECT_API_URL names one."""
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    with standing_server(var, "127.0.0.1", 0, _PASSING) as server:
        yield server


@contextmanager
def standing_server(
    var: Path, host: str, port: int, extra: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server at an address, 0 being any free port. PrefectError when it is taken."""
    with _listen(host, port) as door:
        url = f"http://{host}:{door.getsockname()[1]}"
        process = _start(var, door, {**server_environment(var), **(extra or {})})
    try:
        yield Server(url, server_log(var), process)
    finally:
        _end(process)


@contextmanager
def connected(server: Server | None, *, heartbeat: bool = False) -> Iterator[None]:
    """Flows run on a server of our own once it answers, or on the one that Prefect is told of."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with ExitStack() as stack:
        if not heartbeat:
            stack.enter_context(no_heartbeat())
        if server is not None:
            server.wait()
            stack.enter_context(temporary_settings({PREFECT_API_URL: server.api}))
        yield


def _listen(host: str, port: int) -> socket.socket:
    """The socket is opened here, so that a taken port is known before anything is started."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise PrefectError(
            f"cannot listen at {host}:{port}: {error.strerror}; another --port may be free"
        ) from error


def _start(var: Path, door: socket.socket, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    # In a session of its own, so that Ctrl-C reaches it once, from here, when the runs have ended.
    with server_log(var).open("ab") as out:
        return subprocess.Popen(  # noqa: S603 - our own module, nothing from outside
            [sys.executable, "-m", "flows.server", str(door.fileno())],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            pass_fds=(door.fileno(),),
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and kill it when it does not or when somebody asks a second time."""
    process.terminate()
    try:
        process.wait(timeout=_GRACE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()
    finally:
        if process.stdin:
            process.stdin.close()


def _serve(handle: int) -> None:
    """The child's side."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    application = create_app(final=True)
    config = uvicorn.Config(application, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=handle)])


def _end_with_parent() -> None:
    """The parent's end of the pipe closes however it ends, kill -9 included."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
