"""Scores are counted as a reader would count them by hand."""

from typing import Any

from classifiers.facts import Facts, Mention
from classifiers.labelled import Labelled, Scope, scope_of
from classifiers.scoring import Confusion, Curve, Scored, in_figures


def row(number: int = 1, **said: Any) -> Labelled:
    given = {"title": "", "text": "A text.", "language": "en", "source": "gazette", **said}
    return Labelled(id=number, **given)


def facts(*countries: str, relevance: float = 0.0, **scores: float) -> Facts:
    topics = tuple(topic for topic, score in scores.items() if score >= 0.5)
    return Facts(
        scores=scores,
        topics=topics,
        countries=countries,
        roles={},
        measures=(),
        relevance=relevance,
        mentions=tuple(Mention("topic", name, "body", 0, 1, f"word of {name}") for name in topics),
        vocabulary="",
    )


def scored(*pairs: tuple[Labelled, Facts], examples: int = 0) -> Scored:
    counted = Scored(scope_of([labelled for labelled, _ in pairs]), examples)
    for labelled, found in pairs:
        counted.add(labelled, found)
    return counted


TARIFFS, NONE = frozenset({"tariffs"}), frozenset[str]()


def test_each_topic_is_counted_found_and_given() -> None:
    found = scored(
        (row(topics=TARIFFS), facts(tariffs=0.9)),
        (row(topics=TARIFFS), facts(tariffs=0.4)),
        (row(topics=NONE), facts(tariffs=0.5)),
        (row(topics=NONE), facts(tariffs=0.1)),
        (row(topics=NONE), facts(tariffs=0.0)),
        (row(topics=None), facts(tariffs=0.9)),
    )
    assert found.topics == {"tariffs": Confusion(1, 1, 1, 2)}
    assert in_figures(found.topics["tariffs"]) == {
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "false_positive_rate": 0.3333,
        "true_positives": 1,
        "false_positives": 1,
        "missed": 1,
        "true_negatives": 2,
    }


def test_shares_of_nothing_are_unknown() -> None:
    assert {name: value for name, value in in_figures(Confusion()).items() if value is None} == {
        "precision": None,
        "recall": None,
        "f1": None,
        "false_positive_rate": None,
    }


def test_what_people_are_unsure_of_is_not_scored() -> None:
    found = scored(
        (row(topics=NONE, unsure=TARIFFS), facts(tariffs=0.9)),
        (row(topics=frozenset({"energy"})), facts(energy=0.9)),
    )
    assert found.scope.topics == ("energy", "tariffs")
    assert found.topics == {
        "energy": Confusion(true_positives=1, true_negatives=1),
        "tariffs": Confusion(true_negatives=1),
    }


def test_a_topic_that_nobody_labels_is_not_scored() -> None:
    assert list(scored((row(topics=TARIFFS), facts(tariffs=0.9, fish=0.9))).topics) == ["tariffs"]


def test_languages_and_sources_are_counted_apart() -> None:
    found = scored(
        (row(topics=TARIFFS, language="es", source="diario"), facts(tariffs=0.9)),
        (row(topics=TARIFFS, language=None), facts(tariffs=0.1)),
    )
    assert found.cells == {
        ("source", "diario", "tariffs"): Confusion(true_positives=1),
        ("language", "es", "tariffs"): Confusion(true_positives=1),
        ("source", "gazette", "tariffs"): Confusion(missed=1),
        ("language", "unknown", "tariffs"): Confusion(missed=1),
    }
    assert found.groups("language") == ("es", "unknown")


def test_a_weakly_labelled_text_counts_for_the_recall_of_its_source_alone() -> None:
    found = scored(
        (row(topics=TARIFFS, weak=True), facts(tariffs=0.9)),
        (row(topics=NONE, weak=True), facts(tariffs=0.9)),
    )
    assert (found.topics, found.cells) == (
        {},
        {("source", "gazette", "tariffs"): Confusion(true_positives=1)},
    )


def test_the_mean_is_taken_over_sources_with_enough_texts() -> None:
    def source(name: str, positives: int, found: int) -> list[tuple[Labelled, Facts]]:
        given = [(row(topics=TARIFFS, source=name), facts(tariffs=0.9))] * found
        missed = [(row(topics=TARIFFS, source=name), facts())] * (positives - found)
        return [*given, *missed, *[(row(topics=NONE, source=name), facts())] * 50]

    enough = [*source("a", 15, 15), *source("b", 30, 15)]
    too_few = source("c", 14, 0)
    mean = scored(*enough, *too_few).mean_f1("tariffs")
    assert mean == ((1 + 2 / 3) / 2, 2)
    assert scored(*too_few).mean_f1("tariffs") is None


def test_countries_are_counted_name_by_name_and_optional_ones_neither_way() -> None:
    given = row(countries=frozenset({"US", "MX", "CA"}), optional=frozenset({"CA", "BR"}))
    found = scored((given, facts("US", "CN", "BR")))
    assert found.countries == Confusion(true_positives=1, false_positives=1, missed=1)
    assert found.country_cells["source", "gazette"] == found.countries


def test_a_bloc_is_a_mistake_only_where_blocs_are_named() -> None:
    naming = (row(countries=frozenset({"EU"}), source="a"), facts("EU"))
    silent = (row(countries=frozenset({"MX"}), source="b"), facts("EU", "MX"))
    found = scored(naming, silent)
    assert found.scope == Scope((), frozenset({"a"}))
    assert found.countries == Confusion(true_positives=2)
    wrong = (row(countries=frozenset({"MX"}), source="a"), facts("EU", "MX"))
    assert scored(naming, wrong).countries == Confusion(true_positives=2, false_positives=1)


def test_a_curve_gives_the_counts_from_each_threshold_on() -> None:
    curve = Curve()
    for score, given in ((0.29, True), (0.61, True), (0.6, False), (0.1, False), (1.0, True)):
        curve.add(score, given)
    assert curve.at(0.29) == Confusion(3, 1, 0, 1)
    assert curve.at(0.3) == Confusion(2, 1, 1, 1)
    assert curve.at(0.61) == Confusion(2, 0, 1, 2)
    assert (curve.at(0.11).f1, curve.at(curve.best()).f1) == (curve.at(curve.best()).f1, 6 / 7)


def test_relevance_has_a_curve_where_people_say_what_is_relevant() -> None:
    found = scored(
        (row(relevant=True), facts(relevance=0.8)), (row(relevant=False), facts(relevance=0.2))
    )
    assert found.curves["relevance"].at(0.5) == Confusion(true_positives=1, true_negatives=1)
    assert "relevance" not in scored((row(topics=TARIFFS), facts())).curves


def test_the_surest_mistakes_are_kept_and_no_more_than_asked_for() -> None:
    found = scored(
        (row(1, topics=NONE), facts(tariffs=0.6)),
        (row(2, topics=NONE), facts(tariffs=0.9)),
        (row(3, topics=NONE), facts(tariffs=0.8)),
        (row(4, topics=TARIFFS), facts(tariffs=0.4)),
        (row(5, topics=TARIFFS), facts(tariffs=0.7)),
        examples=2,
    )
    kept = {key: [(one.row.id, one.score) for one in ones] for key, ones in found.mistakes.items()}
    assert kept == {("tariffs", True): [(2, 0.9), (3, 0.8)], ("tariffs", False): [(4, 0.4)]}
    assert found.mistakes["tariffs", True][0].words == ("word of tariffs",)
    assert scored((row(topics=NONE), facts(tariffs=0.6))).mistakes == {}
