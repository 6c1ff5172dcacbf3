"""Prefect's own home: its state under `var/prefect`, nothing sent outside, quiet by default."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 180
"""Seconds; a server that starts for the first time on a busy machine has taken forty."""


class PrefectError(Exception):
    """A Prefect server did not come up; says why."""


def prepare(var: Path, *, verbose: bool) -> None:
    """Set Prefect's environment; to be called before Prefect is imported."""
    home = _home(var)
    home.mkdir(parents=True, exist_ok=True)
    defaults = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING" if verbose else "CRITICAL",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("PREFECT_API_URL"):
        os.environ.pop("PREFECT_API_URL", None)  # empty is worse than unset: docs/decisions.md


def server_environment(var: Path) -> dict[str, str]:
    """The environment of a server of our own; it logs to a file of its own."""
    return {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{_home(var) / 'server.db'}",
        **os.environ,
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    }


def server_log(var: Path) -> Path:
    return _home(var) / "server.log"


def runner_home(var: Path) -> Path:
    return _home(var) / "runner"


@contextmanager
def no_heartbeat() -> Iterator[None]:
    """Flows without their heartbeat thread, whose join costs each sync flow a second."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def _home(var: Path) -> Path:
    return (var / "prefect").resolve()
