"""What is wrong with a source is noticed, told once, and told once more when it is over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from alerts.trouble import Trouble
from config.schema import Source
from flows.health import Seen, develop, see, span, told, troubles
from flows.oversee import note_look, tell_operator
from flows.resources import Resources, open_resources
from parsers.item import Item
from sources.document import FetchState
from storage.outbox import deliveries
from storage.sources import SourceRecord, find_record
from tests.flows.conftest import ALERTS, Home
from tests.watched import DAY, HOUR, NOW, a_source


def a_record(failures: float = 0.0, **changes: Any) -> SourceRecord:
    given: dict[str, Any] = {
        "source_id": "gazette",
        "state": FetchState(failures=failures, seen_before=True),
        "last_fetch_at": NOW,
        "last_success_at": NOW,
        "last_new_at": NOW,
        "last_error": "503 Service Unavailable" if failures else None,
        "last_count": 20,
    }
    return SourceRecord(**{**given, **changes})


def found(source: Source, record: SourceRecord, look: Seen | None = None) -> dict[str, str]:
    return {trouble.kind: trouble.says for trouble in troubles(source, record, look, NOW)}


def an_item(name: str, published_at: datetime | None = None) -> Item:
    return Item("gazette", (f"guid:{name}",), None, name, "", "", "en", published_at, None)


def test_a_source_that_does_what_is_expected_is_in_no_trouble() -> None:
    assert found(a_source(), a_record(), Seen(20, 19, NOW - DAY, NOW - HOUR)) == {}


@pytest.mark.parametrize(
    ("failures", "expected"),
    [(2.75, {}), (3.0, {"failing": "looks fail: 503 Service Unavailable"})],
)
def test_a_source_fails_once_it_failed_more_than_is_taken_in_silence(
    failures: float, expected: dict[str, str]
) -> None:
    assert found(a_source(), a_record(failures)) == expected


def test_a_source_is_thin_with_fewer_entries_than_expected() -> None:
    assert found(a_source(), a_record(last_count=0)) == {
        "thin": "0 entries where 1 or more are expected"
    }
    ten = a_source(expect={"items": 10})
    assert found(ten, a_record(last_count=1)) == {"thin": "1 entry where 10 or more are expected"}
    assert found(ten, a_record(last_count=None)) == {}
    assert found(a_source(expect={"items": 0}), a_record(last_count=0)) == {}


def test_a_source_is_silent_when_it_is_read_for_long_without_a_new_item() -> None:
    weekly = a_source(expect={"new_within": "7d"})
    quiet = a_record(last_new_at=NOW - 9 * DAY)
    assert found(weekly, quiet) == {"silent": "no new item for 9d, where one is expected every 7d"}
    assert found(a_source(), quiet) == {}
    assert found(weekly, a_record(last_new_at=NOW - 7 * DAY)) == {}
    assert found(weekly, a_record(last_new_at=None)) == {}


def test_time_in_which_a_source_failed_is_no_silence() -> None:
    weekly = a_source(expect={"new_within": "7d"})
    down = a_record(4.0, last_success_at=NOW - 8 * DAY, last_new_at=NOW - 9 * DAY)
    assert list(found(weekly, down)) == ["failing"]


CAPPED = "the server counts no further than 10,000: narrow the query"
ALL_NEW = Seen(20, 0, NOW - timedelta(minutes=30), NOW - HOUR)


@pytest.mark.parametrize(
    ("look", "is_rotated"),
    [
        (ALL_NEW, True),
        (replace(ALL_NEW, oldest=None), True),
        (replace(ALL_NEW, known=1), False),
        (replace(ALL_NEW, entries=4), False),
        (replace(ALL_NEW, last_read=None), False),
        (replace(ALL_NEW, oldest=NOW - 2 * HOUR), False),
    ],
    ids=["all new", "undated", "one known", "a few", "baseline", "reaches back"],
)
def test_a_source_has_rotated_when_nothing_of_it_is_known_and_it_does_not_reach_back(
    look: Seen, is_rotated: bool
) -> None:
    says = {"rotated": "all 20 entries are new since the last look: items were probably missed"}
    assert found(a_source(), a_record(), look) == (says if is_rotated else {})


def test_a_folder_never_rotates() -> None:
    folder = a_source(kind="folder", location="/var/news")
    assert found(folder, a_record(), ALL_NEW) == {}


def test_what_a_look_read_is_told_from_its_items() -> None:
    items = [an_item("a", NOW), an_item("b", NOW - DAY), an_item("c")]
    assert see(items, 2, NOW - HOUR) == Seen(3, 2, NOW - DAY, NOW - HOUR)
    assert see([], 0, None, [CAPPED]) == Seen(0, 0, None, None, (CAPPED,))


def test_a_source_that_holds_more_than_it_gives_is_partial_until_it_is_read_whole() -> None:
    part = Seen(20, 19, NOW - DAY, NOW - HOUR, (CAPPED, "more"))
    assert found(a_source(), a_record(), part) == {"partial": f"{CAPPED}; more"}
    earlier = Trouble("partial", NOW - DAY, NOW - DAY, CAPPED, "told")
    known = a_record(troubles=(earlier,))
    assert troubles(a_source(), known, None, NOW) == (earlier,)
    assert found(a_source(), known, replace(part, partial=())) == {}
    over = a_record(troubles=(replace(earlier, stage="over"),))
    assert found(a_source(), over) == {}


FAILING = Trouble("failing", NOW, NOW, "looks fail: 503")
LATER = NOW + HOUR


def test_a_trouble_goes_on_as_the_same_one_until_it_is_over() -> None:
    assert develop([], [FAILING], NOW) == (FAILING,)
    worse = Trouble("failing", LATER, LATER, "looks fail: 404")
    after = develop(told([FAILING]), [worse], LATER)
    assert after == (Trouble("failing", NOW, LATER, "looks fail: 404", "told"),)
    over = develop(after, [], LATER + HOUR)
    assert over == (replace(after[0], stage="over"),)
    assert told(over) == ()


def test_a_trouble_that_nobody_was_told_of_ends_in_silence() -> None:
    assert develop([FAILING], [], LATER) == ()


def test_a_trouble_that_is_back_before_its_end_was_told_of_never_ended() -> None:
    over = replace(FAILING, stage="over")
    back = Trouble("failing", LATER, LATER, "looks fail: 503")
    assert develop([over], [back], LATER) == (replace(back, since=NOW, stage="told"),)


@pytest.mark.parametrize(("kind", "calm"), [("thin", DAY), ("rotated", 7 * DAY)])
def test_what_comes_and_goes_is_over_only_after_a_while(kind: Any, calm: timedelta) -> None:
    trouble = Trouble(kind, NOW, NOW, "says", "told")
    assert develop([trouble], [], NOW + calm - HOUR) == (trouble,)
    assert develop([trouble], [], NOW + calm) == (replace(trouble, stage="over"),)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=59), "0m"),
        (timedelta(minutes=119), "119m"),
        (timedelta(hours=47.9), "47h"),
        (timedelta(days=30), "30d"),
    ],
)
def test_a_stretch_of_time_is_told_in_its_largest_unit(time: timedelta, words: str) -> None:
    assert span(time) == words


@pytest.fixture
def overseen(home: Home) -> Iterator[Resources]:
    """A configured source, with an operator to be told of it."""
    source = a_source().model_dump(mode="json", include={"id", "name", "kind", "location"})
    home.configure(
        [source, {**source, "id": "wire", "name": "The Wire"}], {**ALERTS, "operator": ["desk"]}
    )
    with open_resources() as resources:
        yield resources


def look(resources: Resources, at: datetime, failures: float = 0.0, **given: Any) -> SourceRecord:
    """One look at the gazette, after which the operator is told."""
    state = FetchState(failures=failures, seen_before=True)
    with resources.database.write() as session:
        note_look(session, resources.sources[0], state, at, **given)
    tell_operator(resources, at)
    with resources.database.read() as session:
        record = find_record(session, "gazette")
    assert record is not None
    return record


def subjects(resources: Resources) -> list[str]:
    """What the operator was told, in order."""
    with resources.database.read() as session:
        return [told.message["subject"] for told in reversed(deliveries(session))]


def test_the_operator_is_told_when_a_trouble_begins_and_when_it_is_over(
    overseen: Resources,
) -> None:
    look(overseen, NOW, items=[an_item("a")], new=1)
    for hour in range(1, 7):
        look(overseen, NOW + hour * HOUR, failures=float(hour), error="503")
        assert len(subjects(overseen)) == (1 if hour >= 3 else 0)
    well = look(overseen, NOW + 8 * HOUR, items=[an_item("a")], known=1)
    look(overseen, NOW + 9 * HOUR)
    assert subjects(overseen) == ["Trade Gazette is failing", "Trade Gazette is read again"]
    assert (well.troubles, well.last_count, well.last_new_at) == ((), 1, NOW)


def test_a_source_that_ran_past_us_is_told_of_once_though_it_does_so_each_time(
    overseen: Resources,
) -> None:
    for hour in range(5):
        items = [an_item(f"{hour}-{number}") for number in range(20)]
        look(overseen, NOW + hour * HOUR, items=items, new=20)
    assert subjects(overseen) == ["Trade Gazette has run past us"]


def test_a_source_that_gives_only_a_part_is_told_of_once_through_looks_that_read_nothing(
    overseen: Resources,
) -> None:
    part: dict[str, Any] = {"items": [an_item("a")], "partial": [CAPPED]}
    began = look(overseen, NOW, new=1, **part).troubles
    assert look(overseen, NOW + HOUR).troubles == began
    assert look(overseen, NOW + 2 * HOUR, failures=1.0, error="503").troubles == began
    look(overseen, NOW + 3 * HOUR, known=1, **part)
    assert subjects(overseen) == ["Trade Gazette gives only a part"]
    whole = look(overseen, NOW + 4 * HOUR, items=[an_item("a")], known=1)
    assert (whole.troubles, subjects(overseen)[1:]) == ((), ["Trade Gazette gives all of it again"])


def test_several_sources_in_trouble_are_one_message(overseen: Resources) -> None:
    state = FetchState(failures=3.0)
    with overseen.database.write() as session:
        for source in overseen.sources:
            note_look(session, source, state, NOW, error="no address for this name")
    assert tell_operator(overseen, NOW) == 1
    assert tell_operator(overseen, NOW) == 0
    assert subjects(overseen) == ["2 sources in trouble: Trade Gazette, The Wire"]


def test_what_began_without_an_operator_waits_for_one(home: Home, overseen: Resources) -> None:
    nobody = replace(overseen, alerts=overseen.alerts.model_copy(update={"operator": ()}))
    waiting = look(nobody, NOW, failures=3.0, error="503")
    assert [(one.kind, one.stage) for one in waiting.troubles] == [("failing", "begun")]
    assert (tell_operator(overseen, NOW), tell_operator(overseen, NOW)) == (1, 0)


def test_the_operator_is_not_told_of_a_source_that_is_not_configured(overseen: Resources) -> None:
    stranger = a_source(id="stranger")
    with overseen.database.write() as session:
        note_look(session, stranger, FetchState(failures=9.0), NOW, error="503")
    assert tell_operator(overseen, NOW) == 0
