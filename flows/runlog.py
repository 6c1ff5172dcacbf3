"""A run in our own log, from its first moment to its last."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flows.report import ChannelReport, SourceReport
from flows.resources import Resources
from storage.database import Session
from storage.runs import end_run, start_run, unended

Reports = list[SourceReport] | list[ChannelReport]


@contextmanager
def logged(resources: Resources, flow: str, reports: Reports) -> Iterator[None]:
    """Logs the block as a run of the flow, with the reports that it put in the list.

    One that ends in an exception is logged as failed; one that was killed, by the next run.
    """
    host = socket.gethostname()
    with resources.database.write() as session:
        _end_killed(session, host)
        run = start_run(session, flow, datetime.now(UTC), f"{host}:{os.getpid()}")
    status = "failed"
    try:
        yield
        status = "completed"
    finally:
        with resources.database.write() as session:
            end_run(session, run, datetime.now(UTC), reports, status)


def _end_killed(session: Session, host: str) -> None:
    """End the runs of this machine whose process is gone."""
    for run, worker in unended(session).items():
        at, _, process = worker.rpartition(":")
        if at == host and process.isdecimal() and not _is_alive(int(process)):
            end_run(session, run, datetime.now(UTC), (), "killed")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
