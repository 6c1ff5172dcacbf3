"""The seeds, read as a first run reads them, against what a person reads in them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from classifiers.facts import Facts
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.load import load_sources
from config.vocabulary import load_vocabulary
from flows.seed import SEEDS
from flows.understand import read_all, understand
from parsers.item import Item
from sources.document import FetchState
from sources.files import read
from tests.moments import NOON
from tests.wholes import expected, whole

EXPECTED: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "seeds.yml").read_text(encoding="utf-8")
)


@cache
def read_seeds() -> dict[str, tuple[Item, Facts]]:
    """Every item of the seeds by its title, as the flow's own steps give it."""
    lexicon = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))
    items: list[Item] = []
    for source in load_sources(SEEDS):
        readout = read_all(source, read(source, FetchState(), NOON).documents)
        assert readout.problems == ()
        items += readout.items
    return {item.title: (item, understand(item, lexicon)) for item in items}


def test_the_seeds_hold_every_kind_and_language_and_each_item_has_been_read() -> None:
    found = read_seeds()
    assert set(found) == {row["title"] for row in EXPECTED}
    assert {item.language for item, _ in found.values()} == set("en es ru pt fr de zh".split())


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["title"])
def test_an_item_is_about_what_a_person_says(row: dict[str, Any]) -> None:
    _, facts = read_seeds()[row["title"]]
    assert set(facts.topics) == set(row["topics"])


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["title"])
def test_an_item_names_the_countries_and_roles_that_a_person_finds(row: dict[str, Any]) -> None:
    _, facts = read_seeds()[row["title"]]
    assert set(facts.countries) == set(row["countries"])
    missing = {
        (code, role) for code, role in row.get("roles", {}).items() if role not in facts.roles[code]
    }
    assert missing == set()


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["title"])
def test_an_item_states_the_measures_that_a_person_finds(row: dict[str, Any]) -> None:
    _, facts = read_seeds()[row["title"]]
    stated = [whole(measure) for measure in facts.measures]
    assert sorted(stated, key=str) == sorted(map(expected, row["measures"]), key=str)


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["title"])
def test_every_fact_rests_on_words_that_stand_in_the_text(row: dict[str, Any]) -> None:
    item, facts = read_seeds()[row["title"]]
    fields = {"title": item.title, "body": item.body}
    quotes = [quote for measure in facts.measures for quote in measure.quotes]
    for mention in (*facts.mentions, *quotes):
        assert fields[mention.field][mention.start : mention.end] == mention.phrase
    for measure in facts.measures:
        assert "instrument" in {quote.kind for quote in measure.quotes}
