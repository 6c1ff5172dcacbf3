"""A Prefect server of the project's own, and the schedules that run on it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import httpx

from config.schema import Source
from config.settings import CHECKOUT, Settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

_OFTEN = timedelta(minutes=5)
_DELIVER_EVERY = timedelta(minutes=1)
_PATIENCE = 90.0


class ServeError(Exception):
    """The server did not come up; says why."""


def tick(sources: Sequence[Source]) -> timedelta:
    """How often collect looks for what is due: as the most frequent source asks, 5 min at most.

    Each source's own `every` decides when it is due; a Retry-After or a backoff that ends in
    between is noticed within a tick.
    """
    return min([_OFTEN, *(source.every for source in sources if source.enabled)])


def serve(settings: Settings, sources: Sequence[Source], host: str, port: int) -> None:
    """Run server and schedules until stopped; needs `flows.home.prepare` before it."""
    with _server(settings.var, host, port) as url:
        os.environ["PREFECT_API_URL"] = url
        os.chdir(CHECKOUT)  # deployments name their flows by path from here
        from prefect import serve as serve_deployments

        serve_deployments(
            *_deployments(tick(sources)), pause_on_shutdown=False, print_starting_message=False
        )


def _deployments(every: timedelta) -> "list[RunnerDeployment]":
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy

    from flows.collect import collect
    from flows.deliver import deliver
    from flows.reclassify import reclassify
    from flows.seed import seed

    # Missed runs fire late one after another; with this, downtime ends in one catch-up run.
    one = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    deployments = [
        collect.to_deployment("scheduled", interval=every, concurrency_limit=one),
        deliver.to_deployment("scheduled", interval=_DELIVER_EVERY, concurrency_limit=one),
        reclassify.to_deployment("by-hand"),
        seed.to_deployment("by-hand"),
    ]
    # Prefect types a sync call as if it might have to be awaited.
    return cast("list[RunnerDeployment]", deployments)


@contextmanager
def _server(var: Path, host: str, port: int) -> Iterator[str]:
    """A Prefect server as a child process; yields the URL of its API."""
    database = (var / "prefect" / "server.db").resolve()
    environment = {
        **os.environ,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}",
    }
    command = [sys.executable, "-m", "prefect", "server", "start"]
    command += ["--host", host, "--port", str(port)]
    log = (var / "prefect" / "server.log").open("ab")
    with log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server:  # noqa: S603
        try:
            url = f"http://{host}:{port}/api"
            _wait(server, url, log.name)
            yield url
        finally:
            # SIGTERM: SIGINT is ignored by a server that a script put in the background.
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _wait(server: "subprocess.Popen[bytes]", url: str, log: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise ServeError(f"the Prefect server ended with {server.returncode}: see {log}")
        try:
            if httpx.get(f"{url}/health", trust_env=False, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.3)
    raise ServeError(f"the Prefect server did not answer within {_PATIENCE:.0f} s: see {log}")
