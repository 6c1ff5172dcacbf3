"""`tidewaiter log` and `show`: what is stored, and the words it rests on."""

from typing import Any

import pytest

from tests.desk.conftest import Desk
from tests.desk.documents import STEEL


def titles(found: Any) -> list[str]:
    """Which of the documents were found, by a word of their titles."""
    words = ("steel", "Windparks", "salmon")
    return [word for item in found for word in words if word in item["title"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", {"steel", "Windparks", "salmon"}),
        ("--topic energy", {"Windparks"}),
        ("--topic TARIFFS --country us --role imposer", {"steel"}),
        ("--country US --role targeted", set()),
        ("--role targeted", {"steel"}),
        ("--instrument import_tariff --status adopted", {"steel"}),
        ("--language de", {"Windparks"}),
        ("--since 2001-01-01 --until 2002-01-01", set()),
        ("steel tariff", {"steel"}),
        ("stahl", set()),
        ("--limit 1", {"salmon"}),
    ],
)
def test_a_filter_finds_what_is_like_it(desk: Desk, words: str, found: set[str]) -> None:
    asked = [word.replace("_", " ") for word in words.split()]
    assert set(titles(desk.json("log", *asked))) == found


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--topic", "tarifs"], 2, "--topic: unknown topic 'tarifs'; did you mean tariffs?"),
        (["--country", "Mexico"], 2, "--country: unknown country 'Mexico'; did you mean MX?"),
        (["--status", "adoptd"], 2, "--status: unknown status 'adoptd'; did you mean adopted?"),
        (["--language", "german"], 2, "--language: not a language: 'german'; write two letters"),
        (["--instrument", "Import tarif"], 2, "did you mean Import tariff"),
        (["--role", "boss"], 2, "imposer"),
        (["--since", "yesterday"], 2, "yesterday"),
        (["--since", "2025-02-01", "--until", "2025-01-01"], 2, "--since must be before --until"),
        (["--limit", "0"], 2, "--limit"),
        (["--source", "nowhere"], 2, "--source: unknown source 'nowhere'; the log has documents-"),
        (["--before", "99"], 5, "no item 99 in the log"),
    ],
)
def test_what_no_item_can_be_like_is_said(
    desk: Desk, words: list[str], code: int, said: str
) -> None:
    done = desk.tidewaiter("log", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_pages_follow_one_another(desk: Desk) -> None:
    first = desk.json("log", "--limit", "2")
    assert f"go on with --before {first[-1]['id']}" in desk.tidewaiter("log", "--limit", "2").stdout
    rest = desk.json("log", "--before", str(first[-1]["id"]))
    assert len(titles(first) + titles(rest)) == len({*titles(first), *titles(rest)}) == 3


def test_nothing_found_is_said_apart_from_nothing_there(desk: Desk, fresh: Desk) -> None:
    assert desk.tidewaiter("log", "mangrove").stdout == "No item in the log is like that.\n"
    assert "The log is empty" in fresh.tidewaiter("log").stdout
    assert fresh.json("log") == []


def test_an_item_is_shown_with_the_words_that_its_facts_rest_on(desk: Desk) -> None:
    (item,) = desk.json("log", "--topic", "tariffs", "--country", "CA")
    done = desk.tidewaiter("show", str(item["id"]))
    assert done.returncode == 0
    words = " ".join(done.stdout.split())
    for line in (
        f"#{item['id']} {STEEL}",
        "countries US imposer · CA targeted",
        "Import tariff · adopted · US → CA · steel [72 73] · 25 % · effective 2025-03-04",
        "instrument Import tariff “tariff”",
        "alert against-canada: the measure targets CA",
        "published unknown",
        "language en",
    ):
        assert line in words
    shown = desk.json("show", str(item["id"]))
    explanation = shown.pop("explanation")
    today = desk.json("check")["vocabulary"]
    assert (shown, explanation["vocabulary"]) == (item, today)
    (tariffs,) = explanation["topics"]
    assert (tariffs["score"], tariffs["given"]) == (item["scores"]["tariffs"], True)


def test_an_item_that_is_not_there_is_said(desk: Desk) -> None:
    done = desk.tidewaiter("show", "99")
    said = "no item 99 in the log: `tidewaiter log` lists them\n"
    assert (done.returncode, done.stdout, done.stderr) == (5, "", said)
    assert desk.tidewaiter("show", "9" * 40).returncode == 2
