"""The schedules, on a Prefect server of the project's own.

`flows.home.prepare` goes before importing this: it decides where Prefect keeps its state.
"""

import asyncio
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from typing import Any, cast
from uuid import UUID, uuid4

from prefect.runner import Runner

from config.schema import Source
from config.settings import Settings
from flows.home import PrefectError, runner_home
from flows.schedules import begin, deployments, tick
from flows.server import connected, standing_server

_PATIENCE, _WATCH, _POLL = 90.0, 2.0, 5.0
"""Seconds."""
_STOPS = (signal.SIGINT, signal.SIGTERM)


def serve_until_stopped(
    settings: Settings,
    sources: Sequence[Source],
    host: str,
    port: int,
    ready: Callable[[str], None],
) -> None:
    """Run server and schedules until SIGINT or SIGTERM; `ready` is told where the server is.

    PrefectError when the server does not come up. Whatever ends it, its processes end with it.
    """
    code = None
    with (
        _stoppable(),
        standing_server(settings.var, host, port) as server,
        connected(server, heartbeat=True),
    ):
        runner = _Runner(runner_home(settings.var))
        start = datetime.now(UTC)
        listed = deployments(tick(sources), start)
        # As with to_deployment, Prefect types a sync call as if it might have to be awaited.
        collecting, delivering, *_ = [cast(UUID, runner.add_deployment(one)) for one in listed]
        begin(collecting, delivering, start)
        ready(server.url)
        code = asyncio.run(_until_stopped(runner, server.process))
    if code is not None:
        raise PrefectError(f"Prefect's server ended with {code}: see {server.log}")


class _Runner(Runner):
    """Prefect's runner at home in a folder of our own, and without its SIGTERM handler.

    Its own folder is one for all users of a machine, who cannot write in each other's; its handler
    ends in a coroutine never awaited.
    """

    def __init__(self, home: Path) -> None:
        super().__init__(pause_on_shutdown=False, query_seconds=_POLL)
        self._tmp_dir = home / str(uuid4())

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the loop's own handler stops it."""


async def _until_stopped(runner: Runner, server: "Popen[bytes]") -> int | None:
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
