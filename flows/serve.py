"""A Prefect server of the project's own, and the schedules that run on it.

`flows.home.prepare` goes before importing this: it decides where Prefect keeps its state.
"""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
from prefect.runner import Runner
from prefect.settings import PREFECT_API_URL, temporary_settings

from config.schema import Source
from config.settings import Settings
from flows.home import server_environment, server_log
from flows.schedules import begin, deployments, tick

Server = subprocess.Popen[bytes]

_PATIENCE, _WATCH, _POLL = 90.0, 2.0, 5.0
"""Seconds."""
_STOPS = (signal.SIGINT, signal.SIGTERM)


class ServeError(Exception):
    """The server did not come up; says why."""


def serve_until_stopped(
    settings: Settings,
    sources: Sequence[Source],
    host: str,
    port: int,
    ready: Callable[[str], None],
) -> None:
    """Run server and schedules until SIGINT or SIGTERM; `ready` is told where the server is.

    ServeError when the server does not come up. Whatever ends it, its processes end with it.
    """
    _require_free(host, port)
    url, code = f"http://{host}:{port}", None
    with (
        _stoppable(),
        _server(settings.var, host, port, f"{url}/api/health") as server,
        temporary_settings({PREFECT_API_URL: f"{url}/api"}),
    ):
        runner = _Runner(pause_on_shutdown=False, query_seconds=_POLL)
        start = datetime.now(UTC)
        listed = deployments(tick(sources), start)
        # As with to_deployment, Prefect types a sync call as if it might have to be awaited.
        collecting, delivering, *_ = [cast(UUID, runner.add_deployment(one)) for one in listed]
        begin(collecting, delivering, start)
        ready(url)
        code = asyncio.run(_until_stopped(runner, server))
    if code is not None:
        raise ServeError(f"the Prefect server ended with {code}: see {server_log(settings.var)}")


class _Runner(Runner):
    """Prefect's runner without its SIGTERM handler, which ends in a coroutine never awaited."""

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the loop's own handler stops it."""


async def _until_stopped(runner: Runner, server: Server) -> int | None:
    """Runs until a signal comes, or until the server has ended, and then gives its exit code."""
    loop, running = asyncio.get_running_loop(), asyncio.ensure_future(runner.start())
    for number in _STOPS:
        loop.add_signal_handler(number, running.cancel)
    code = None
    while not running.done() and code is None:
        await asyncio.wait([running], timeout=_WATCH)
        code = server.poll()
    running.cancel()
    await asyncio.wait([running], timeout=_PATIENCE)
    if running.done() and not running.cancelled():
        running.result()
    return code


@contextmanager
def _stoppable() -> Iterator[None]:
    """Either signal ends the block, from its first moment to its last."""
    earlier = {number: signal.signal(number, signal.default_int_handler) for number in _STOPS}
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _require_free(host: str, port: int) -> None:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ServeError(
            f"cannot listen at {host}:{port}: {error.strerror}; another --port may be free"
        ) from error


@contextmanager
def _server(var: Path, host: str, port: int, health: str) -> Iterator[Server]:
    """A Prefect server as a child process, healthy."""
    command = [sys.executable, "-m", "prefect", "server", "start"]
    command += ["--host", host, "--port", str(port)]
    log = server_log(var)
    # In a session of its own, so that Ctrl-C reaches it once, from here, when the runs have ended.
    with log.open("ab") as out:
        server = subprocess.Popen(  # noqa: S603
            command, env=server_environment(var), stdout=out, stderr=out, start_new_session=True
        )
    try:
        _wait(server, health, log)
        yield server
    finally:
        _end(server)


def _end(server: Server) -> None:
    """Ask it to stop, and kill it when it does not or when somebody asks a second time."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.kill()
        server.wait()


def _wait(server: Server, health: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise ServeError(f"the Prefect server ended with {server.returncode}: see {log}")
        try:
            if httpx.get(health, trust_env=False, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.3)
    raise ServeError(f"the Prefect server did not answer within {_PATIENCE:.0f} s: see {log}")
