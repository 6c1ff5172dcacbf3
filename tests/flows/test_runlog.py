"""Runs in our own log, however they end."""

import socket
import subprocess
from datetime import UTC, datetime

import pytest

from flows.resources import Resources
from flows.runlog import logged
from storage.runs import runs, start_run


def test_a_run_that_breaks_is_logged_as_failed(resources: Resources) -> None:
    with pytest.raises(ZeroDivisionError), logged(resources, "collect", []):
        raise ZeroDivisionError
    with resources.database.read() as session:
        assert [(run.flow, run.status) for run in runs(session)] == [("collect", "failed")]


def test_a_run_that_was_killed_is_so_called_by_the_next(resources: Resources) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    host, now = socket.gethostname(), datetime.now(UTC)
    with resources.database.write() as session:
        start_run(session, "collect", now, f"{host}:{gone.pid}")
        start_run(session, "collect", now, f"another-{host}:{gone.pid}")
    with logged(resources, "deliver", []):
        pass
    with resources.database.read() as session:
        ended = [(run.flow, run.status) for run in runs(session)]
    assert ended == [("deliver", "completed"), ("collect", "running"), ("collect", "killed")]
