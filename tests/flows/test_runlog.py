"""Runs in our own log, however they end."""

import pytest

from flows.resources import Resources
from flows.runlog import logged
from storage.runs import runs


def test_a_run_that_breaks_is_logged_as_failed(resources: Resources) -> None:
    with pytest.raises(ZeroDivisionError), logged(resources, "collect", []):
        raise ZeroDivisionError
    with resources.database.read() as session:
        assert [(run.flow, run.status) for run in runs(session)] == [("collect", "failed")]
