"""A text to its facts."""

from datetime import datetime

from classifiers import countries, measures, topics
from classifiers.facts import Facts
from classifiers.vocabulary import Lexicon


def classify(
    title: str,
    body: str,
    language: str | None,
    published_at: datetime | None,
    lexicon: Lexicon,
) -> Facts:
    """What the text is about, whom it names and which measures it states, with the evidence."""
    readings = (lexicon.read("title", title, language), lexicon.read("body", body, language))
    scores, topic_mentions = topics.score(readings, lexicon.vocabulary)
    named = countries.find(readings)
    stated = measures.find(readings, named, published_at)
    raise NotImplementedError
