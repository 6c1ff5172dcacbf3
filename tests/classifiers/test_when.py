from datetime import UTC, datetime

import pytest
import yaml

from classifiers import when
from classifiers.facts import Dates
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))
PUBLISHED = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
CASES = yaml.safe_load((CHECKOUT / "tests/data/classifiers/when.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "published", "dates"),
    [
        (lang, case["text"], case.get("published", PUBLISHED), case["dates"])
        for lang, cases in CASES.items()
        for case in cases
    ],
)
def test_a_sentence_gives_its_dates(
    language: str, text: str, published: datetime | None, dates: dict[str, str]
) -> None:
    reading = LEXICON.read("body", text, language)
    found, mentions = when.find(reading, reading.passage.sentences[0], published, language)
    assert found == Dates(**dates)
    assert {mention.kind: mention.key for mention in mentions} == dates
    assert all(text[each.start : each.end] == each.phrase for each in mentions)


@pytest.mark.parametrize("language", ["en", "es", "ru", "pt", "fr", "de", "zh"])
def test_a_text_of_unknown_language_gives_the_same_dates(language: str) -> None:
    text, dates = CASES[language][0]["text"], CASES[language][0]["dates"]
    reading = LEXICON.read("body", text, None)
    found, _ = when.find(reading, reading.passage.sentences[0], PUBLISHED, None)
    assert found == Dates(**dates)


def test_a_day_that_does_not_exist_is_no_date() -> None:
    reading = LEXICON.read("body", "The duty applies from 31 April 2026.", "en")
    found, mentions = when.find(reading, reading.passage.sentences[0], PUBLISHED, "en")
    assert (found, mentions) == (Dates(), ())
