"""Which measures a text states: the cases of `measures.yml`, and the evidence."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import yaml

from classifiers.classify import classify
from classifiers.facts import Facts, Measure
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))
PUBLISHED = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
FILE = CHECKOUT / "tests/data/classifiers/measures.yml"
CASES = [
    (language, case.get("title", ""), case["text"], case["measures"])
    for language, cases in yaml.safe_load(FILE.read_text("utf-8")).items()
    for case in cases
]
KNOWN = {"modality": "act", "imposer": [], "targeted": [], "excluded": []}


@cache
def facts(language: str | None, title: str, text: str) -> Facts:
    return classify(title, text, language, PUBLISHED, LEXICON)


def value(measure: Measure, key: str) -> Any:
    """A fact of a measure as the cases write it: the new rate, a date by what it is."""
    if key == "rate":
        return measure.rate.new if measure.rate else None
    if key in ("announced", "effective", "expires", "removed"):
        return getattr(measure.dates, key)
    return getattr(measure, key)


def said(measure: Measure, keys: set[str]) -> dict[str, Any]:
    """The facts of a measure that a case names, parties in order of code."""
    values = {key: value(measure, key) for key in keys}
    return {
        key: sorted(value) if isinstance(value, tuple) else value for key, value in values.items()
    }


@pytest.mark.parametrize(("language", "title", "text", "expected"), CASES)
def test_a_text_gives_its_measures(
    language: str, title: str, text: str, expected: list[dict[str, Any]]
) -> None:
    measures = facts(language, title, text).measures
    wanted = [
        {k: sorted(v) if isinstance(v, list) else v for k, v in (KNOWN | each).items()}
        for each in expected
    ]
    assert len(measures) == len(wanted)
    assert [said(m, set(want)) for m, want in zip(measures, wanted, strict=True)] == wanted


@pytest.mark.parametrize(("language", "title", "text", "expected"), CASES)
def test_every_fact_rests_on_words_of_the_text(
    language: str, title: str, text: str, expected: list[dict[str, Any]]
) -> None:
    for measure in facts(language, title, text).measures:
        for quote in measure.quotes:
            source = title if quote.field == "title" else text
            assert source[quote.start : quote.end] == quote.phrase
        keys = {(quote.kind, quote.key) for quote in measure.quotes}
        assert ("instrument", measure.instrument) in keys
        assert measure.status is None or ("status", measure.status) in keys
        for role in ("imposer", "targeted", "excluded"):
            for code in getattr(measure, role):
                assert (role, code) in keys


def test_a_text_without_an_instrument_states_no_measure() -> None:
    text = "The ministers of Chile and Japan opened a museum. Trade was not discussed."
    assert facts("en", "", text).measures == ()


def test_goods_rate_dates_and_authority_come_with_their_measure() -> None:
    text = (
        "On 12 March 2026 the United States imposed a 25% tariff on copper from Chile under "
        "Section 232, effective 1 April 2026."
    )
    (measure,) = facts("en", "", text).measures
    assert [product.hs for product in measure.products] == [("74",)]
    assert measure.rate is not None
    assert (measure.rate.new, measure.rate.unit) == (25.0, "%")
    assert measure.dates.effective == "2026-04-01"
    assert measure.authority == "Section 232"


def test_a_restatement_fills_in_what_the_title_left_open() -> None:
    text = (
        "Canada said its duty of 30% would apply to washing machines made in Turkey. "
        "The tariff takes effect on 5 May 2026."
    )
    (measure,) = facts("en", "Ottawa imposes tariff on Turkish washing machines", text).measures
    assert (measure.status, measure.imposer, measure.targeted) == ("adopted", ("CA",), ("TR",))
    assert measure.rate is not None
    assert measure.rate.new == 30.0
    assert measure.dates.effective == "2026-05-05"


def test_the_next_talks_about_an_open_measure_are_its_event() -> None:
    text = (
        "The Chilean government is negotiating with India over the tariffs imposed by New Delhi on "
        "Chilean walnuts. Talks will be held in the first week of June in Santiago."
    )
    (measure,) = facts("en", "", text).measures
    assert measure.event == "Talks will be held in the first week of June in Santiago"
    assert measure.status == "under negotiation"
    assert (measure.imposer, measure.targeted) == (("IN",), ("CL",))


def test_all_intervention_types_are_filed_beside_our_own() -> None:
    filed = LEXICON.vocabulary.measures.instruments.instruments
    assert len(filed) == 83 + len({"Trade agreement", "Trade negotiation", "Sanctions"})


def test_topics_stand_best_first_and_measures_make_an_item_relevant() -> None:
    found = facts("en", "", "Norway imposed a 10% import tariff on Danish cheese.")
    assert found.topics == ("tariffs",)
    assert found.countries == ("NO", "DK")
    assert found.relevance > 0.75
    assert found.scores["tariffs"] >= 0.5
    assert facts("en", "", "The choir sang in Oslo.").relevance == 0.0
