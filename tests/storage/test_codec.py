"""Facts survive JSON exactly, and their signature says whether there is something to tell."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.facts import Dates, Facts, Measure, Mention, Product, Rate
from storage.codec import facts_from_json, facts_to_json
from storage.columns import dump_json
from tests.storage.samples import QUOTE, some_facts

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


def test_half_a_surrogate_pair_in_the_evidence_is_replaced() -> None:
    facts = some_facts(mentions=(replace(QUOTE, phrase="du\ud83dty"),), measures=())
    stored = facts_from_json(json.loads(dump_json(facts_to_json(facts))))
    assert stored.mentions == (replace(QUOTE, phrase="du\ufffdty"),)
