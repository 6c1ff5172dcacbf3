"""A run in our own log, from its first moment to its last."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flows.report import ChannelReport, SourceReport
from flows.resources import Resources
from storage.runs import end_run, start_run

Reports = list[SourceReport] | list[ChannelReport]


@contextmanager
def logged(resources: Resources, flow: str, reports: Reports) -> Iterator[None]:
    """Logs the block as a run of the flow, with the reports that it put in the list.

    One that ends in an exception is logged as failed; one that is killed stays as running.
    """
    with resources.database.write() as session:
        run = start_run(session, flow, datetime.now(UTC))
    status = "failed"
    try:
        yield
        status = "completed"
    finally:
        with resources.database.write() as session:
            end_run(session, run, datetime.now(UTC), reports, status)
