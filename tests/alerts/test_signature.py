"""What is something new to tell of an item, and what is not."""

import pytest

from alerts.signature import signature
from classifiers.facts import Facts, Rate
from tests.storage.samples import a_measure, some_facts


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
