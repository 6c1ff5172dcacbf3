"""Terms of a topic by the words that they stand near: what counts in company, what is void in it.

After the Europe Media Monitor's alert definitions: proximity and negative context. Near is within
so many words on either side, in one field.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from classifiers.matcher import Hit, Reading, Term
from config.topics import Beside, Near, TopicFile

TOPIC, MASK = "topic", "topic-mask"
_NEAR, _NOT = "topic-near", "topic-not"
_WITH = "-with"


def terms(topic: str, file: TopicFile) -> Iterator[Term]:
    """The words of a topic's `near` and `not`; a key names topic, language and rule."""
    for kind, rules in ((_NEAR, file.near), (_NOT, file.not_)):
        for language, listed in rules.items():
            for number, rule in enumerate(listed):
                key = f"{topic} {language} {number}"
                weight = float(rule.weight) if isinstance(rule, Near) else 0.0
                yield from (Term(each, kind, key, weight, language) for each in rule.terms)
                yield from (Term(each, kind + _WITH, key, 0.0, language) for each in rule.with_)


def near(reading: Reading, topics: dict[str, TopicFile]) -> Iterator[tuple[Hit, Hit]]:
    """The terms that count for the company they are in, and the word that they stand near."""
    for hit in reading.of(_NEAR):
        topic, language, number = hit.term.key.rsplit(" ", 2)
        other = _beside(hit, reading.of(_NEAR + _WITH), topics[topic].near[language][int(number)])
        if other is not None:
            term = Term(hit.term.phrase, TOPIC, topic, hit.term.weight, language)
            yield Hit(term, hit.first, hit.last), other


def void(reading: Reading, topics: dict[str, TopicFile]) -> Iterator[Hit]:
    """What terms of the topic count nothing inside: masks, and terms in the wrong company."""
    for hit in reading.of(MASK):
        yield hit
    for hit in reading.of(_NOT):
        topic, language, number = hit.term.key.rsplit(" ", 2)
        rule = topics[topic].not_[language][int(number)]
        if _beside(hit, reading.of(_NOT + _WITH), rule) is not None:
            term = Term(hit.term.phrase, MASK, topic, 0.0, language)
            yield Hit(term, hit.first, hit.last)


def lonely(reading: Reading) -> Iterator[Hit]:
    """The terms that count in company alone, whether or not they are in it."""
    for hit in reading.of(_NEAR):
        yield Hit(replace(hit.term, kind=TOPIC, key=_topic_of(hit)), hit.first, hit.last)


def wrong(reading: Reading, void: Hit) -> Hit | None:
    """The nearest word that makes a term void; None where a mask does."""
    rules = [hit for hit in reading.of(_NOT) if (hit.first, hit.last) == (void.first, void.last)]
    keys = {rule.term.key for rule in rules if _topic_of(rule) == void.term.key}
    others = [hit for hit in reading.of(_NOT + _WITH) if hit.term.key in keys]
    return min(others, key=lambda hit: abs(hit.first - void.first), default=None)


def _topic_of(hit: Hit) -> str:
    return hit.term.key.rsplit(" ", 2)[0]


def _beside(hit: Hit, others: Sequence[Hit], rule: Beside) -> Hit | None:
    """The nearest word of the same rule, if one is near enough."""
    fitting = [(_apart(hit, other), other) for other in others if other.term.key == hit.term.key]
    fitting = [each for each in fitting if 0 < each[0] <= rule.within]
    return min(fitting, key=lambda each: each[0])[1] if fitting else None


def _apart(hit: Hit, other: Hit) -> int:
    """How many words on the other begins or ends; none where the two overlap."""
    return max(other.first - hit.last, hit.first - other.last)
