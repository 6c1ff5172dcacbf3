"""What people said of an item becomes its labels, and nothing else does."""

from datetime import timedelta
from typing import Any

import pytest

from flows.reviewed import label
from storage.log import LogEntry
from storage.reviewed import Reviewed
from storage.reviews import Review
from tests.storage.samples import NOW, an_item, some_facts

HOUR = timedelta(hours=1)
ENERGY = frozenset({"energy"})
STORED = (frozenset({"tariffs"}), frozenset({"US", "MX"}))


def reviewed(*reviews: tuple[str, dict[str, Any]], understood_at: Any = NOW) -> Reviewed:
    listed = tuple(
        Review(1, verdict, corrections, "", "desk", NOW + number * HOUR)
        for number, (verdict, corrections) in enumerate(reviews)
    )
    entry = LogEntry(1, an_item(), some_facts(), "story", 1, NOW, NOW, (), listed)
    return Reviewed(entry, understood_at)


@pytest.mark.parametrize(
    ("reviews", "topics", "countries"),
    [
        ([("confirmed", {})], *STORED),
        ([("confirmed", {"topics": ["energy"]})], ENERGY, STORED[1]),
        ([("triaged", {"countries": ["BR"]})], None, frozenset({"BR"})),
        ([("triaged", {"topics": []})], frozenset(), None),
        ([("triaged", {"topics": None})], frozenset(), None),
        ([("discarded", {})], None, None),
        ([("triaged", {"topics": ["energy"]}), ("confirmed", {})], *STORED),
        ([("confirmed", {}), ("triaged", {"topics": ["energy"]})], ENERGY, STORED[1]),
        ([("triaged", {"status": "adopted"})], None, None),
    ],
)
def test_the_newest_review_that_says_something_decides(
    reviews: list[tuple[str, dict[str, Any]]],
    topics: frozenset[str] | None,
    countries: frozenset[str] | None,
) -> None:
    found = label(reviewed(*reviews))
    assert (found.topics, found.countries) == (topics, countries)


def test_what_was_confirmed_before_the_facts_were_written_anew_is_of_other_facts() -> None:
    said = ("confirmed", {"countries": ["BR"]})
    found = label(reviewed(said, understood_at=NOW + HOUR))
    assert (found.topics, found.countries) == (None, frozenset({"BR"}))


def test_the_text_and_where_it_is_from_go_with_the_labels() -> None:
    found, item = label(reviewed(("confirmed", {}))), an_item()
    assert (found.id, found.title, found.text) == (1, item.title, item.body)
    assert (found.language, found.source) == (item.language, item.source_id)
