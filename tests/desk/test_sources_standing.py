"""How a source stands: one state, with all that a person should know."""

from dataclasses import replace
from typing import Any

import pytest

from alerts.trouble import Trouble
from desk.standing import Standing, notes, stand, summary
from sources.document import FetchState
from storage.sources import SourceRecord
from tests.watched import DAY, HOUR, NOW, STRICT, a_source


def a_record(failures: float = 0.0, **changes: Any) -> SourceRecord:
    given: dict[str, Any] = {
        "source_id": "gazette",
        "state": FetchState(failures=failures, seen_before=True),
        "last_fetch_at": NOW,
        "last_success_at": NOW - HOUR,
        "last_new_at": NOW - 2 * HOUR,
        "last_error": "503 Service Unavailable" if failures else None,
        "last_count": 20,
    }
    return SourceRecord(**{**given, **changes})


ROTATED = Trouble("rotated", NOW - DAY, NOW - DAY, "all 20 entries are new", "told")
PARTIAL = Trouble("partial", NOW - DAY, NOW - DAY, "only 3 of 9 can be had", "told")


@pytest.mark.parametrize(
    ("changes", "record", "state", "is_troubled"),
    [
        ({}, None, "never looked at", False),
        ({"enabled": False}, a_record(9.0), "disabled", False),
        ({}, a_record(), "ok", False),
        ({}, a_record(0.5), "ok", True),
        ({}, a_record(0.5, last_success_at=None), "failed", True),
        ({}, a_record(3.0, last_success_at=None), "failing", True),
        ({}, a_record(3.0), "failing", True),
        ({}, a_record(last_count=0), "thin", True),
        ({"expect": STRICT}, a_record(last_new_at=NOW - 8 * DAY), "silent", True),
        ({"expect": STRICT}, a_record(last_count=1, last_new_at=NOW - 8 * DAY), "silent", True),
        ({}, a_record(troubles=(ROTATED,)), "rotated", True),
        ({}, a_record(troubles=(PARTIAL,)), "partial", True),
        ({}, a_record(last_count=0, troubles=(PARTIAL,)), "thin", True),
        ({}, a_record(troubles=(replace(ROTATED, stage="over"),)), "ok", False),
    ],
)
def test_a_source_is_in_one_state_the_worst_that_is_so(
    changes: dict[str, Any], record: SourceRecord | None, state: str, is_troubled: bool
) -> None:
    standing = stand(a_source(**changes), record, NOW)
    assert (standing.state, standing.is_troubled) == (state, is_troubled)


def test_a_trouble_is_shown_since_it_was_noticed_in_the_words_of_today() -> None:
    noticed = Trouble("failing", NOW - DAY, NOW - HOUR, "looks fail: timed out", "told")
    standing = stand(a_source(), a_record(3.0, troubles=(noticed,)), NOW)
    now_says = "looks fail: 503 Service Unavailable"
    assert standing.troubles == (Trouble("failing", NOW - DAY, NOW, now_says),)


def test_an_address_that_moved_for_good_is_noted() -> None:
    source = a_source()
    moved = FetchState(moved_to=f"{source.location} https://new.example/feed")
    (line,) = notes([stand(source, a_record(state=moved), NOW)], 80)
    assert line.plain == "gazette has moved for good, to https://new.example/feed"
    assert list(notes([stand(source, a_record(), NOW), stand(source, None, NOW)], 80)) == []


def test_the_reason_why_a_source_was_never_read_is_noted() -> None:
    failed = stand(a_source(), a_record(1.0, last_success_at=None), NOW)
    (line,) = notes([failed], 80)
    assert line.plain == "gazette last look failed: 503 Service Unavailable"
    assert summary([failed, failed]) == "2 sources: 2 failed"


def test_a_note_is_folded_around_its_date() -> None:
    (line,) = notes([stand(a_source(), a_record(troubles=(PARTIAL,)), NOW)], 40)
    assert line.plain == (
        "gazette partial since\n  2026-11-23 09:30 UTC: only 3 of 9 can\n  be had"
    )


def test_the_states_are_counted() -> None:
    source = a_source()
    listed = [Standing(source, None, (), state) for state in ("failing", "ok", "ok", "disabled")]
    assert summary(listed) == "4 sources: 2 ok, 1 failing, 1 disabled"
