"""What is only tried is read as strictly as config, and changes none of it."""

from pathlib import Path

import pytest

from config.faults import ConfigError
from config.folder import CHECKOUT
from config.schema import Condition, Rule, Source
from config.tried import TriedTopic, load_tried
from config.vocabulary import TopicFile, load_vocabulary

VOCABULARY = load_vocabulary(CHECKOUT / "config" / "vocabulary")
SOURCES = [Source(id="us-ustr", name="USTR", kind="feed", location="https://ustr.example")]


def tried(path: Path, text: str) -> tuple[Rule, ...] | TriedTopic:
    path.write_text(text, encoding="utf-8")
    return load_tried(path, SOURCES, VOCABULARY)


def test_a_rule_needs_no_name_and_no_channel(tmp_path: Path) -> None:
    found = tried(tmp_path / "mine.yml", "rules: [{id: steel, when: {topics: [tariffs]}}]")
    assert isinstance(found, tuple)
    (rule,) = found
    assert (rule.id, rule.when) == ("steel", Condition(topics=("tariffs",)))


def test_a_whole_alerts_file_is_taken_by_its_rules(tmp_path: Path) -> None:
    shipped = (CHECKOUT / "config" / "alerts.yml").read_text(encoding="utf-8")
    found = tried(tmp_path / "alerts.yml", shipped)
    assert isinstance(found, tuple)
    assert [rule.id for rule in found][:2] == ["us-against-mexico", "steel-dumping"]


def test_a_topic_stands_in_for_the_one_of_its_name_or_beside_the_others(tmp_path: Path) -> None:
    words = "terms: {en: {3: [salmon]}}"
    new, other = tried(tmp_path / "fish.yml", words), tried(tmp_path / "energy.yml", words)
    assert isinstance(new, TriedTopic)
    assert isinstance(other, TriedTopic)
    assert (new.name, new.is_new, other.name, other.is_new) == ("fish", True, "energy", False)
    assert list(new.vocabulary.topics) == [*VOCABULARY.topics, "fish"]
    assert list(other.vocabulary.topics) == list(VOCABULARY.topics)
    salmon = TopicFile.model_validate({"terms": {"en": {3: ["salmon"]}}})
    assert (new.vocabulary.topics["fish"], other.vocabulary.topics["energy"]) == (salmon, salmon)
    assert len({VOCABULARY.hash, new.vocabulary.hash, other.vocabulary.hash}) == 3


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.yml", "rules:\n- {id: a, when: {topics: [fish]}}", ":2: rules[a].when.topics[0]: no t"),
        ("a.yml", "rules:\n- {id: a, when: {sources: [x]}}", ":2: rules[a].when.sources[0]: no so"),
        ("a.yml", "rules:\n- {id: a, whn: {}}", ":2: rules[a].when: is missing"),
        ("a.yml", "terms:\n  en:\n    9: [x]", ":3: terms.en.9: "),
        ("a.yml", "frob: 1", ":1: neither `rules:` as in alerts.yml nor `terms:` as in a topic's"),
        ("Big Fish.yml", "terms: {en: {3: [x]}}", ": 'Big Fish' is no topic: a topic is called as"),
        (
            "a.yml",
            "rules: [{id: a, when: {topics: [energy]}}, {id: a, when: {topics: [energy]}}]",
            ": two rules have the id a",
        ),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_key(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    path = tmp_path / name
    with pytest.raises(ConfigError) as caught:
        tried(path, text)
    lines = [line.removeprefix(str(path)) for line in str(caught.value).splitlines()]
    assert any(line.startswith(says) for line in lines), lines
