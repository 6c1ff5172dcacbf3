"""Which countries a text names: the cases of `tests/data/classifiers/countries.yml`, and forms."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from classifiers import countries
from classifiers.capitals import capitals
from classifiers.countries import Named
from classifiers.facts import Field, Mention
from classifiers.matcher import Hit, Matcher, Reading
from classifiers.names import inflect
from classifiers.passage import read
from config.codes import ISO_3166
from config.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
VOCABULARY = load_vocabulary(ROOT / "config" / "vocabulary")
CASES = yaml.safe_load((ROOT / "tests/data/classifiers/countries.yml").read_text("utf-8"))


@cache
def matcher(language: str | None) -> Matcher:
    return Matcher(
        term
        for term in countries.terms(VOCABULARY.narrowed(language))
        if language is None or term.language in (None, language)
    )


def reading(text: str, language: str | None, field: Field = "title") -> Reading:
    passage = read(field, text)
    by_kind: dict[str, list[Hit]] = {}
    for hit in matcher(language).find(passage):
        by_kind.setdefault(hit.term.kind, []).append(hit)
    return Reading(passage, by_kind)


def codes(text: str, language: str | None, field: Field = "title") -> list[str]:
    named = countries.find((reading(text, language, field),))
    return list(dict.fromkeys(each.code for each in named))


@pytest.mark.parametrize(
    ("language", "field", "text", "expected"),
    [
        pytest.param(language, field, case[field], case["codes"], id=f"{language}: {case[field]}")
        for language, cases in CASES.items()
        for case in cases
        for field in ("title", "body")
        if field in case
    ],
)
def test_a_text_names_its_countries(
    language: str, field: Field, text: str, expected: list[str]
) -> None:
    assert codes(text, language, field) == expected


def test_every_country_has_a_name_in_every_language() -> None:
    named = {
        language: {term.key for term in countries.terms(VOCABULARY) if term.language == language}
        for language in ("es", "pt", "fr", "de", "ru", "zh")
    }
    named["en"] = {
        term.key for term in countries.terms(VOCABULARY) if term.language in (None, "en")
    }
    nameless = {language: ISO_3166 - keys for language, keys in named.items()}
    assert {language: codes for language, codes in nameless.items() if codes} == {}


def test_a_name_says_its_form_and_its_place() -> None:
    text = "Moscow, the EU and Mexican officials met in Tokyo, Japan"
    named = countries.find((reading(text, "en"),))
    assert [(each.code, each.form, each.phrase) for each in named] == [
        ("RU", "metonym", "Moscow"),
        ("EU", "bloc", "EU"),
        ("MX", "demonym", "Mexican"),
        ("JP", "capital", "Tokyo"),
        ("JP", "name", "Japan"),
    ]
    assert named[2] == Named("MX", "demonym", "title", 4, 4, 19, 26, "Mexican")


def test_names_come_title_first_and_become_mentions() -> None:
    title, body = reading("Duties on Chile", "en"), reading("Peru protests.", "en", "body")
    assert countries.mentions(countries.find((title, body))) == (
        Mention("country", "CL", "title", 10, 15, "Chile"),
        Mention("country", "PE", "body", 0, 4, "Peru"),
    )


def test_english_names_count_in_other_languages() -> None:
    assert codes("Handel mit Germany und Mexico", "de") == ["DE", "MX"]


def test_a_text_of_unknown_language_is_read_with_every_languages_names() -> None:
    assert codes("Мексика, Deutschland y Brasil", None) == ["MX", "DE", "BR"]


def test_a_name_has_one_sense_in_an_item() -> None:
    title = reading("Georgia ports oppose the tariff", "en")
    atlanta = reading("The port authority spoke in Atlanta.", "en", "body")
    tbilisi = reading("The Georgian ministry spoke of Atlanta.", "en", "body")
    assert countries.find((title, atlanta)) == ()
    assert [each.code for each in countries.find((title, tbilisi))] == ["GE", "GE"]


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("новый Чад", ["новый Чад", "новый Чада", "новых Чад", "новых Чада"]),
        ("США", ["США"]),
        ("стар*", ["стар*"]),
    ],
)
def test_every_word_of_a_phrase_is_inflected(phrase: str, forms: list[str]) -> None:
    endings = {"": ("", "а"), "ый": ("ый", "ых")}
    assert list(inflect(phrase, endings)) == forms


def test_capitals_are_called_as_each_language_calls_them() -> None:
    assert [capitals(locale)["CZ"] for locale in ("en", "es", "ru", "pt", "fr", "de", "zh")] == [
        *("Prague", "Praga", "Прага", "Praga", "Prague", "Prag", "布拉格")
    ]


def test_a_town_named_with_its_state_is_that_town_all_through_the_item() -> None:
    title = reading("Lebanon lays off a hundred", "en")
    body = reading("The plant in Lebanon, Ohio, made tools that Canada bought.", "en", "body")
    elsewhere = reading("Beirut and Lebanese banks met.", "en", "body")
    assert [each.code for each in countries.find((title, body))] == ["CA"]
    assert [each.code for each in countries.find((title, elsewhere))] == ["LB", "LB", "LB"]


def test_a_towns_name_is_the_capital_where_several_countries_are_named() -> None:
    local = "The sheriff and the school board of Athens met."
    abroad = "The school board of Athens met guests from Italy and Spain."
    assert codes(local, "en", "body") == []
    assert codes(abroad, "en", "body") == ["GR", "IT", "ES"]


def test_a_word_that_is_a_country_too_says_nothing_beside_its_rival() -> None:
    assert codes("Turkey prices rise before Thanksgiving", "en") == []
    assert codes("Turkey raises duties before Thanksgiving, Ankara says", "en") == ["TR"]


def test_a_simplified_name_is_found_in_traditional_characters() -> None:
    assert codes("马尔代夫", "zh") == codes("馬爾代夫", "zh") == ["MV"]


def test_a_language_may_write_its_small_words_with_a_name() -> None:
    assert [codes(text, "ar") for text in ("الصين", "للصين", "والصين", "بالصين")] == [["CN"]] * 4
