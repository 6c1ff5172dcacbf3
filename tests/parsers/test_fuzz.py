"""Chance inputs to every parser; `python -m benchmarks.fuzz` runs a million of them."""

import random
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import TARGETS, batch
from benchmarks.mutation import LIMIT, mutate
from parsers.feeds.repair import repair
from parsers.item import ParseError
from parsers.parse import parse
from tests.parsers.builders import FEED, document, rss

BOUNDED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@BOUNDED
@given(st.integers(min_value=10**9, max_value=10**10))
def test_no_mutated_document_breaks_its_parser(number: int) -> None:
    assert batch(number, number + 1) == []


@pytest.mark.parametrize("name", TARGETS)
@settings(BOUNDED, max_examples=12)
@given(body=st.binary(max_size=400), seed=st.integers(0, 1_000))
def test_no_bytes_break_any_parser(name: str, body: bytes, seed: int) -> None:
    TARGETS[name][1](body, random.Random(seed))  # noqa: S311


@BOUNDED
@given(st.text(max_size=200))
def test_no_text_in_a_feed_breaks_its_items(text: str) -> None:
    body = rss(f"<title>{text}</title>").encode("utf-8", "surrogatepass")
    _read_or_refused(body)
    assert repair(repair(body)) == repair(body)


def test_the_same_number_is_the_same_input_for_ever() -> None:
    made = [mutate(b"duty" * 9, [b"zinc"], random.Random(number)) for number in (7, 7, 8)]  # noqa: S311
    assert made[0] == made[1] != made[2]
    assert all(len(body) <= LIMIT for body in made)


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>a&#1114112;&#99999999999;&#xd800;b</title>") + "<",
        rss("<title><![CDATA[a&#xd800;b]]></title>")[:-4],
        "<rss",
        "&#" * 1_000,
    ],
)
def test_what_broke_the_forgiving_reader_breaks_nothing(body: str) -> None:
    _read_or_refused(body.encode())


def _read_or_refused(body: bytes) -> None:
    """Reads a feed; any error but a refusal goes on."""
    with suppress(ParseError):
        parse(FEED, document(body))
