"""A fault of the program is one source's failure, not the run's."""

import pytest

from flows.contained import contained_look
from sources.document import FetchError


def test_a_fault_is_a_failure_of_its_source_that_says_where(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(FetchError) as caught, contained_look("gazette"):
        raise ZeroDivisionError
    assert (caught.value.source_id, caught.value.permanent) == ("gazette", False)
    assert caught.value.reason.startswith("a fault of the program, please report it: ")
    assert "ZeroDivisionError in test_contained.py:" in caught.value.reason
    assert "Traceback" in caplog.text


def test_an_expected_failure_passes_as_it_is() -> None:
    failure = FetchError("gazette", "404 Not Found", permanent=True)
    with pytest.raises(FetchError) as caught, contained_look("gazette"):
        raise failure
    assert caught.value is failure
