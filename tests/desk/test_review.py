"""`tidewaiter review`: what people say of an item, added and never overwritten."""

import pytest

from tests.desk.conftest import Desk


def test_reviews_are_added_and_the_facts_stay(copied: Desk) -> None:
    (before,) = copied.json("log", "--country", "CA")
    item = str(before["id"])
    corrected = ("--correct.countries", "us, CA, mx", "--correct.rate", "")
    for words in (
        ("confirmed", *corrected, "--reviewer", "desk one"),
        ("discarded", "--note", "a copy [bold]of another[/bold]", "--reviewer", "desk two"),
    ):
        done = copied.tidewaiter("review", item, *words)
        assert (done.returncode, done.stderr) == (0, "")
    assert "countries should be US, CA, MX · rate should be none" in done.stdout
    assert "a copy [bold]of another[/bold]" in done.stdout
    said = copied.json("review", item)
    assert [(one["verdict"], one["corrections"], one["reviewer"]) for one in said] == [
        ("confirmed", {"countries": ["US", "CA", "MX"], "rate": None}, "desk one"),
        ("discarded", {}, "desk two"),
    ]
    (after,) = copied.json("log", "--country", "CA")
    assert {**after, "reviews": []} == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["99"], 5, "no item 99"),
        (["99", "confirmed"], 5, "no item 99"),
        (["1", "approved"], 2, "confirmed"),
        (["1", "discarded"], 2, "--note"),
        (["1", "--note", "fine"], 2, "verdict"),
        (["1", "confirmed", "--correct.country", "US"], 2, "did you mean countries?"),
        (["1", "confirmed", "--correct.countries", "USA"], 2, "did you mean US?"),
        (["1", "confirmed", "--correct.topics", "steel"], 2, "unknown topic 'steel'"),
    ],
)
def test_a_review_that_says_nothing_clear_is_refused(
    desk: Desk, words: list[str], code: int, said: str
) -> None:
    done = desk.tidewaiter("review", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_what_has_no_review_says_so(desk: Desk) -> None:
    assert desk.tidewaiter("review", "1").stdout == "Item 1 has no review yet.\n"
    assert desk.json("review", "1") == []
