"""Facts survive JSON exactly, and their signature says whether there is something to tell."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.facts import Dates, Facts, Measure, Mention, Product, Rate
from storage.codec import facts_from_json, facts_to_json, signature
from storage.columns import dump_json
from tests.storage.samples import QUOTE, a_measure, some_facts

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)


def many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


MENTIONS = many(st.builds(Mention, TEXT, TEXT, st.just("body"), st.integers(), st.integers(), TEXT))
MAYBE = st.none() | TEXT
MEASURES = many(
    st.builds(
        Measure,
        mast=MAYBE,
        status=MAYBE,
        imposer=many(TEXT),
        targeted=many(TEXT),
        excluded=many(TEXT),
        products=many(
            st.builds(Product, TEXT, many(TEXT), st.sampled_from(["stated", "inferred"]))
        ),
        rate=st.none() | st.builds(Rate, st.none() | NUMBER, st.none() | NUMBER, TEXT),
        dates=st.builds(Dates, MAYBE, MAYBE, MAYBE, MAYBE),
        quotes=MENTIONS,
    )
)
FACTS = st.builds(
    Facts,
    scores=st.dictionaries(TEXT, NUMBER, max_size=2),
    topics=many(TEXT),
    countries=many(TEXT),
    roles=st.dictionaries(TEXT, many(TEXT), max_size=2),
    measures=MEASURES,
    relevance=NUMBER,
    mentions=MENTIONS,
)


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_facts_come_back_from_json_as_they_were(facts: Facts) -> None:
    assert facts_from_json(json.loads(dump_json(facts_to_json(facts)))) == facts


@pytest.mark.parametrize(
    "same",
    [
        some_facts(scores={"tariffs": 0.7, "energy": 0.1}, relevance=0.5, vocabulary="other"),
        some_facts(mentions=()),
        some_facts(countries=("MX", "US")),
        some_facts(measures=(a_measure(quotes=()),)),
    ],
)
def test_scores_words_and_places_are_nothing_new_to_tell(same: Facts) -> None:
    assert signature(same) == signature(some_facts())


@pytest.mark.parametrize(
    "different",
    [
        some_facts(topics=("tariffs", "energy")),
        some_facts(roles={"US": ("imposer",), "CA": ("targeted",)}),
        some_facts(measures=()),
        some_facts(measures=(a_measure(status="suspended"),)),
        some_facts(measures=(a_measure(rate=Rate(50.0, 25.0, "%")),)),
    ],
)
def test_a_new_topic_role_or_measure_is_something_to_tell(different: Facts) -> None:
    assert signature(different) != signature(some_facts())


def test_the_order_of_measures_is_nothing_new_to_tell() -> None:
    quota = a_measure(instrument="import quota", family="import_quota", rate=None)
    forth, back = (a_measure(), quota), (quota, a_measure())
    assert signature(some_facts(measures=forth)) == signature(some_facts(measures=back))


def test_half_a_surrogate_pair_in_the_evidence_is_replaced() -> None:
    facts = some_facts(mentions=(replace(QUOTE, phrase="du\ud83dty"),), measures=())
    stored = facts_from_json(json.loads(dump_json(facts_to_json(facts))))
    assert stored.mentions == (replace(QUOTE, phrase="du\ufffdty"),)
