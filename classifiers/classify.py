"""A text to its facts."""

from datetime import datetime

from classifiers import actors, countries, measures, roles, topics
from classifiers.facts import Facts
from classifiers.relevance import relevance
from classifiers.vocabulary import Lexicon


def classify(
    title: str,
    body: str,
    language: str | None,
    published_at: datetime | None,
    lexicon: Lexicon,
) -> Facts:
    """What the text is about, whom it names and which measures it states, with the evidence."""
    vocabulary = lexicon.vocabulary
    readings = (lexicon.read("title", title, language), lexicon.read("body", body, language))
    found = topics.find(readings, vocabulary)
    scores = topics.scores(readings, found, vocabulary)
    named = actors.bodies(readings, countries.find(readings))
    stated = measures.find(readings, named, published_at, language, vocabulary)
    told = roles.of(readings, named, stated)
    return Facts(
        scores=scores,
        topics=_topics(scores),
        countries=tuple(told),
        roles=told,
        measures=stated,
        relevance=relevance(readings, found, stated, vocabulary),
        mentions=(*topics.mentions(readings, found), *countries.mentions(named)),
        vocabulary=vocabulary.hash,
    )


def _topics(scores: dict[str, float]) -> tuple[str, ...]:
    over = [topic for topic, score in scores.items() if score >= topics.THRESHOLD]
    return tuple(sorted(over, key=lambda topic: -scores[topic]))
