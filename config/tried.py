"""Rules and topics that are only tried: read and checked as config is, and not a part of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.faults import refuse, shown
from config.load import check_together, load
from config.marked import read
from config.schema import AlertsFile, Condition, Rule, Source, Strict
from config.values import Identifier, Name, Topic
from config.vocabulary import TopicFile, Vocabulary

_NOBODY = ("nobody",)


class TriedRule(Strict):
    """A rule that need not say yet what it is called and whom it tells."""

    id: Identifier
    name: Name = "a rule that is tried"
    when: Condition
    channels: tuple[Identifier, ...] = _NOBODY


class RulesFile(AlertsFile):
    """A file with rules alone, or a whole alerts.yml."""

    rules: tuple[TriedRule, ...]  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class TriedTopic:
    """A topic in the place of the one of its name, or beside the others."""

    name: str
    is_new: bool
    vocabulary: Vocabulary


def load_tried(
    path: Path, sources: Iterable[Source], vocabulary: Vocabulary
) -> tuple[Rule, ...] | TriedTopic:
    """The rules of a file, or its topic; ConfigError names file, line and key of what is wrong."""
    marked = read(path)
    keys = marked.value if isinstance(marked.value, dict) else {}
    if "rules" in keys:
        return _rules(path, sources, vocabulary)
    if "terms" in keys:
        return _topic(path, vocabulary)
    raise refuse([f"{path}:1: neither `rules:` as in alerts.yml nor `terms:` as in a topic's file"])


def _rules(path: Path, sources: Iterable[Source], vocabulary: Vocabulary) -> tuple[Rule, ...]:
    listed = load(path, RulesFile).rules
    rules = tuple(Rule.model_construct(**dict(rule)) for rule in listed)
    ids = [rule.id for rule in rules]
    if repeated := {name for name in ids if ids.count(name) > 1}:
        raise refuse(f"{path}: two rules have the id {name}" for name in sorted(repeated))
    check_together(path, AlertsFile.model_construct(rules=rules), sources, vocabulary.topics)
    return rules


def _topic(path: Path, vocabulary: Vocabulary) -> TriedTopic:
    file, name = load(path, TopicFile), path.stem
    try:
        TypeAdapter(Topic).validate_python(name)
    except ValidationError as error:
        what = "a topic is called as its file is: small Latin letters, as in energy.yml"
        raise refuse([f"{path}: {shown(name)} is no topic: {what}"]) from error
    topics = {**vocabulary.topics, name: file}
    tried = replace(vocabulary, topics=topics, hash=f"{vocabulary.hash}+{name}")
    return TriedTopic(name, name not in vocabulary.topics, tried)
