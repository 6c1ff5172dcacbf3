"""A text to its facts."""

from collections.abc import Sequence
from datetime import datetime

from classifiers import actors, countries, measures, roles, topics
from classifiers.facts import Facts, Measure
from classifiers.vocabulary import Lexicon

_THRESHOLD = 0.5


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
    scores, topic_mentions = topics.score(readings, vocabulary)
    named = actors.bodies(readings, countries.find(readings))
    stated = measures.find(readings, named, published_at, language, vocabulary)
    told = roles.of(readings, named, stated)
    return Facts(
        scores=scores,
        topics=_topics(scores),
        countries=tuple(told),
        roles=told,
        measures=stated,
        relevance=relevance(scores.get("tariffs", 0.0), stated),
        mentions=(*topic_mentions, *countries.mentions(named)),
        vocabulary=vocabulary.hash,
    )


def relevance(tariffs: float, stated: Sequence[Measure]) -> float:
    """How surely an item is one of trade policy, 0 to 1.

    The tariffs score t; a stated measure halves what is left to 1, one that is only looked back
    on, or of an unknown imposer and target, takes a quarter of it.
    """
    if not stated:
        return round(tariffs, 3)
    firm = any(m.modality != "analysis" and (m.imposer or m.targeted) for m in stated)
    return round(tariffs + (1 - tariffs) * (0.5 if firm else 0.25), 3)


def _topics(scores: dict[str, float]) -> tuple[str, ...]:
    over = [topic for topic, score in scores.items() if score >= _THRESHOLD]
    return tuple(sorted(over, key=lambda topic: -scores[topic]))
