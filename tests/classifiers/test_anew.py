"""A topic looked for by itself is found as it is among all the others."""

from dataclasses import replace
from pathlib import Path

import pytest

from classifiers.anew import OneTopic
from classifiers.classify import classify
from classifiers.facts import Facts
from classifiers.vocabulary import Lexicon
from config.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
LEXICON = Lexicon(load_vocabulary(ROOT / "config" / "vocabulary"))
TITLE = "Oil refineries and a museum"
BODY = "Norway pledged new power grids, and Oslo a film festival; steel duties stay as they are."


def whole(language: str | None = "en") -> Facts:
    return classify(TITLE, BODY, language, None, LEXICON)


@pytest.mark.parametrize("language", ["en", None])
@pytest.mark.parametrize("topic", sorted(LEXICON.vocabulary.topics))
def test_it_scores_as_among_all_the_others(topic: str, language: str | None) -> None:
    facts = whole(language)
    bare = replace(
        facts,
        scores={name: score for name, score in facts.scores.items() if name != topic},
        topics=tuple(name for name in facts.topics if name != topic),
        mentions=tuple(m for m in facts.mentions if (m.kind, m.key) != ("topic", topic)),
    )
    told = OneTopic(topic, LEXICON.vocabulary).tell(bare, TITLE, BODY, language)
    assert (told.scores, told.topics) == (facts.scores, facts.topics)
    assert set(told.mentions) == set(facts.mentions)


def test_a_topic_that_is_no_longer_there_goes_with_its_words_and_nothing_else() -> None:
    facts = whole()
    told = OneTopic("energy", LEXICON.vocabulary).tell(facts, "", "Rain fell.", "en")
    assert ("energy" in facts.topics, "energy" in told.topics) == (True, False)
    assert told.scores == {**facts.scores, "energy": 0.0}
    assert told.mentions == tuple(
        m for m in facts.mentions if (m.kind, m.key) != ("topic", "energy")
    )
    assert (told.measures, told.roles, told.relevance) == (
        facts.measures,
        facts.roles,
        facts.relevance,
    )
