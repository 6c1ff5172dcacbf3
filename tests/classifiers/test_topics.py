"""What texts are about: the cases of `tests/data/classifiers/topics.yml`, and the rules."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from classifiers import topics
from classifiers.facts import Mention
from classifiers.matcher import Hit, Matcher, Reading
from classifiers.passage import read
from config.load import ConfigError, load
from config.vocabulary import TopicFile, Vocabulary, load_vocabulary

ROOT = Path(__file__).parents[2]
VOCABULARY = load_vocabulary(ROOT / "config" / "vocabulary")
CASES = yaml.safe_load((ROOT / "tests/data/classifiers/topics.yml").read_text("utf-8"))
PASSING = yaml.safe_load((ROOT / "tests/data/classifiers/topics_passing.yml").read_text("utf-8"))
LANGUAGES = ("en", "es", "ru", "pt", "fr", "de", "zh")
FILLER = "The committee met again on Monday and heard the mayor speak about the new bridge. "


@cache
def matcher(language: str | None) -> Matcher:
    return _matcher(VOCABULARY, language)


def _matcher(vocabulary: Vocabulary, language: str | None) -> Matcher:
    return Matcher(t for t in topics.terms(vocabulary) if language in (None, t.language))


def readings(title: str, body: str, finder: Matcher) -> tuple[Reading, Reading]:
    passages = (read("title", title), read("body", body))
    found = []
    for passage in passages:
        by_kind: dict[str, list[Hit]] = {}
        for hit in finder.find(passage):
            by_kind.setdefault(hit.term.kind, []).append(hit)
        found.append(Reading(passage, by_kind))
    return found[0], found[1]


def scores(title: str, body: str = "", language: str | None = "en") -> dict[str, float]:
    return topics.score(readings(title, body, matcher(language)), VOCABULARY)[0]


def about(title: str, body: str = "", language: str | None = "en") -> set[str]:
    return {topic for topic, value in scores(title, body, language).items() if value >= 0.5}


@pytest.mark.parametrize(
    ("language", "title", "body", "expected"),
    [
        pytest.param(
            language,
            case.get("title", ""),
            case.get("body", ""),
            set(case["topics"]),
            id=f"{language}: {case.get('title')}",
        )
        for language, cases in (*CASES.items(), *PASSING.items())
        for case in cases
    ],
)
def test_a_text_has_the_topics_a_reader_gives_it(
    language: str, title: str, body: str, expected: set[str]
) -> None:
    assert about(title, body, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_cases_of_every_topic_and_of_none(language: str) -> None:
    given = [frozenset(case["topics"]) for case in CASES[language]]
    assert len(given) >= 10
    assert set().union(*given) == set(VOCABULARY.topics)
    assert frozenset() in given


@pytest.mark.parametrize("topic", ["tariffs", "energy", "digital", "culture"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_each_topic_in_depth(topic: str, language: str) -> None:
    weights = VOCABULARY.topics[topic].terms[language]
    assert set(weights) == {0, 1, 2, 3}
    assert sum(len(phrases) for weight, phrases in weights.items() if weight) >= 200


def test_no_term_has_two_weights() -> None:
    for name, file in VOCABULARY.topics.items():
        for language, weights in file.terms.items():
            phrases = [phrase for each in weights.values() for phrase in each]
            repeated = {phrase for phrase in phrases if phrases.count(phrase) > 1}
            assert repeated == set(), (name, language)


def test_a_word_that_decides_a_headline_is_only_in_passing_in_a_long_article() -> None:
    assert about("Tariffs") == {"tariffs"}
    assert about("", FILLER * 40 + "Tariffs were not on the list. " + FILLER * 40) == set()


def test_a_section_of_its_own_counts_in_a_long_article() -> None:
    section = "Import tariffs on steel and new export quotas stood in the way of a trade deal. "
    assert about("", FILLER * 60 + section + FILLER * 60) == {"tariffs"}


def test_the_same_terms_strewn_over_a_long_article_are_in_passing() -> None:
    strewn = (FILLER * 30).join(["Tariffs fell. ", "Quotas on rice. ", "An import ban. ", ""])
    assert about("", strewn + FILLER * 30) == set()


def test_a_title_counts_more_than_the_body() -> None:
    words = "Import tariffs rise"
    assert scores(words, FILLER * 60)["tariffs"] > scores("", words + ". " + FILLER * 60)["tariffs"]


def test_a_repeated_term_adds_ever_less() -> None:
    once, twice, often = (scores("tariff " * n)["tariffs"] for n in (1, 2, 20))
    assert once < twice < often < scores("tariff customs duty import ban")["tariffs"]


def test_a_text_without_words_of_any_topic_scores_nothing() -> None:
    zero = dict.fromkeys(VOCABULARY.topics, 0.0)
    assert topics.score(readings("", FILLER, matcher("en")), VOCABULARY) == (zero, ())
    assert topics.score((), VOCABULARY) == (zero, ())


def test_evidence_is_kept_with_its_place() -> None:
    _, mentions = topics.score(
        readings("Import ban on coal", "No feed-in tariff.", matcher("en")), VOCABULARY
    )
    assert mentions == (
        Mention("topic", "energy", "title", 14, 18, "coal"),
        Mention("topic", "energy", "body", 3, 17, "feed-in tariff"),
        Mention("topic", "tariffs", "title", 0, 10, "Import ban"),
    )


def test_a_text_of_unknown_language_is_read_with_every_languages_words() -> None:
    assert about("Бразилия снижает импортные пошлины", language=None) == {"tariffs"}
    assert about("Nuevos aranceles al acero", language=None) == {"tariffs"}


def test_the_forum_text_of_many_sections_is_about_all_of_them() -> None:
    body = (
        "More than a hundred companies from the two countries met to find partners. " * 4
        + "One session was on renewable energy and on how to modernise the oil industry. "
        + FILLER * 3
        + "Another, on the digital economy, showed software for smart cities. "
        + FILLER * 3
        + "A panel spoke of cultural cooperation, of museums and of student exchanges. "
        + FILLER * 3
        + "Separately the government said that talks on import tariffs and on the quota "
        + "for steel exports go on. "
    )
    assert about("A forum in the capital", body) == {"tariffs", "energy", "digital", "culture"}


def test_an_analysts_own_topic_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "fisheries.yml").write_text(
        "terms:\n"
        "  en:\n"
        "    3: >-\n"
        "      fishing quota*, trawler*,\n"
        "      exclusive economic zone\n"
        "    2: [cod, herring]\n"
        "    0: phishing, cod liver oil\n",
        "utf-8",
    )
    ours = {path.stem: load(path, TopicFile) for path in folder.glob("*.yml")}
    vocabulary = replace(VOCABULARY, topics=ours)
    finder = _matcher(vocabulary, "en")

    def fisheries(title: str) -> float:
        return topics.score(readings(title, "", finder), vocabulary)[0]["fisheries"]

    assert fisheries("Norway and the EU share out fishing quotas") > 0.5
    assert fisheries("Cod and herring stocks recover") > 0.5
    assert fisheries("Cod is off the menu") == 0.4  # two thirds of the threshold
    assert fisheries("Cod liver oil sells well") == 0.0


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("terms: {en: {4: tariff}}", "terms.en.4: 4: must be at most 3"),
        ("terms: {english: {3: tariff}}", "not a language: 'english'"),
        ("terms: {en: {3: tariff}}\nthreshhold: 2", "unknown key"),
        ("terms: {en: {3: tariff}}\nthreshold: 0", "threshold: 0: must be more than 0"),
    ],
)
def test_a_faulty_topic_file_is_named(tmp_path: Path, written: str, fault: str) -> None:
    path = tmp_path / "fisheries.yml"
    path.write_text(written, "utf-8")
    with pytest.raises(ConfigError, match=fault):
        load(path, TopicFile)
