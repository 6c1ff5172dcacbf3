"""What a topic's score means, and how relevance is told from it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classifiers import topics
from classifiers.calibration import probability
from classifiers.classify import classify
from classifiers.vocabulary import Lexicon
from classifiers.weights import Signs
from config.load import ConfigError, load
from config.topics import Calibration
from config.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(Path(__file__).parents[2] / "config" / "vocabulary")
LEXICON = Lexicon(VOCABULARY)
WEIGHTS = VOCABULARY.calibration
HEADLINE = Signs(1.0, decides=True, early=True, silent=False, cover=0.2, held=1.0)
FILLER = "The committee met again on Monday and heard the mayor speak about the new bridge. "


def score(signs: Signs) -> float:
    return probability(signs, WEIGHTS)


def relevance(title: str, body: str = "", language: str = "en") -> float:
    moment = datetime(2026, 4, 2, tzinfo=UTC)
    return classify(title, body, language, moment, LEXICON).relevance


def test_every_sign_moves_the_score_its_way() -> None:
    assert score(replace(HEADLINE, reached=0.5)) < score(HEADLINE)
    assert score(replace(HEADLINE, decides=False)) < score(HEADLINE)
    assert score(replace(HEADLINE, early=False)) < score(HEADLINE)
    assert score(replace(HEADLINE, silent=True)) < score(HEADLINE)
    assert score(replace(HEADLINE, cover=0.05)) < score(HEADLINE)


def test_a_term_that_decides_makes_a_headline_of_ten_words_be_about_it() -> None:
    assert score(replace(HEADLINE, early=False, cover=0.1)) >= 0.5


def test_less_than_the_threshold_is_never_about_it_and_says_how_far_it_is() -> None:
    assert score(replace(HEADLINE, held=2 / 3, reached=2 / 3, decides=False)) == pytest.approx(0.4)
    assert score(replace(HEADLINE, held=0.999, reached=90.0)) < 0.5


def test_a_passing_word_in_an_article_is_not_about_it_and_a_section_is() -> None:
    passing = Signs(0.56, decides=True, early=False, silent=True, cover=0.003, held=1.0)
    section = Signs(1.7, decides=True, early=False, silent=True, cover=0.02, held=3.0)
    assert score(passing) < 0.2
    assert score(section) > 0.5


@pytest.mark.parametrize("extreme", [0.0, 1e-300, 1e300])
def test_a_score_is_between_0_and_1_whatever_is_found(extreme: float) -> None:
    signs = Signs(extreme, decides=True, early=True, silent=False, cover=extreme, held=1.0)
    assert 0.0 <= score(signs) <= 1.0


def test_the_title_speaks_for_the_body() -> None:
    found = topics.score(
        (
            LEXICON.read("title", "Import tariffs on steel", "en"),
            LEXICON.read("body", FILLER * 30, "en"),
        ),
        VOCABULARY,
    )
    assert found[0]["tariffs"] >= 0.5


def test_weights_that_are_lost_are_named(tmp_path: Path) -> None:
    path = tmp_path / "calibration.yml"
    path.write_text("base: -3\nreached: 1\ndecides: 2\nearly: x\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, Calibration)
    assert str(caught.value).splitlines() == [
        f"{path}:4: early: 'x': write a number",
        f"{path}:1: cover: is missing: this key is required",
    ]


@pytest.mark.parametrize(
    ("language", "policy", "commerce"),
    [
        ("en", "India restricts rice exports", "Rice exports of India fell in May"),
        ("es", "Argentina prohíbe la exportación de soja", "Las exportaciones de soja cayeron"),
        ("ru", "Россия запретила экспорт зерна", "Экспорт зерна снизился в мае"),
        ("pt", "Brasil proíbe a exportação de soja", "As exportações de soja caíram em maio"),
        ("fr", "L'Inde interdit l'exportation de blé", "Les exportations de blé reculent en mai"),
        ("de", "Indien verbietet die Ausfuhr von Weizen", "Die Exporte von Weizen sanken im Mai"),
        ("zh", "印度禁止大米出口", "五月大豆出口下降"),
    ],
)
def test_policy_is_more_relevant_than_goods_that_move(
    language: str, policy: str, commerce: str
) -> None:
    assert relevance(policy, "", language) > relevance(commerce, "", language)
    assert relevance(commerce, "", language) < 0.5


def test_an_act_is_more_relevant_than_talk_of_it() -> None:
    act = relevance("Norway imposed a 10% import tariff on Danish cheese")
    talk = relevance("What an import tariff is, explained with cheese")
    assert act > talk >= 0.5


def test_a_text_without_a_word_of_trade_is_not_relevant() -> None:
    assert relevance("The choir sang", FILLER) == 0.0


def test_a_vocabulary_without_the_topic_of_relevance_tells_none() -> None:
    lexicon = Lexicon(replace(VOCABULARY, topics={"energy": VOCABULARY.topics["energy"]}))
    told = classify("Import tariffs rise", "", "en", None, lexicon)
    assert (told.relevance, told.topics) == (0.0, ())
