import pytest
import yaml

from classifiers import rates
from classifiers.amounts import number, percentages
from classifiers.facts import Rate
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))
CASES = yaml.safe_load((CHECKOUT / "tests/data/classifiers/rates.yml").read_text("utf-8"))


def show(rate: Rate) -> str:
    prior = "" if rate.prior is None else f"{rate.prior:g} → "
    return f"{prior}{rate.new:g} {rate.unit}"


@pytest.mark.parametrize(
    ("language", "text", "rate"),
    [(lang, case["text"], case["rate"]) for lang, cases in CASES.items() for case in cases],
)
def test_a_sentence_states_its_rate(language: str, text: str, rate: str | None) -> None:
    reading = LEXICON.read("body", text, language)
    found = rates.find(reading, reading.passage.sentences[0])
    assert (found and show(found[0])) == rate
    if found:
        assert found[1].kind == "rate"
        assert text[found[1].start : found[1].end] == found[1].phrase


def test_every_rate_of_a_sentence_can_be_had() -> None:
    text = "Steel pays a 50% duty and copper a duty of 30%, while inflation is 3%."
    reading = LEXICON.read("body", text, "en")
    found = rates.every(reading, reading.passage.sentences[0])
    assert [(rate.new, mention.phrase) for rate, mention in found] == [(50, "50%"), (30, "30%")]


def test_a_change_is_preferred_to_a_plain_rate() -> None:
    text = "The 10% base duty stays while the steel duty rises from 25% to 50%."
    reading = LEXICON.read("body", text, "en")
    found = rates.find(reading, reading.passage.sentences[0])
    assert found is not None
    assert found[0] == Rate(50, 25, "%")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("25", 25),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("1,105", 1105),
        ("1.105,5", 1105.5),
        ("0.125", 0.125),
    ],
)
def test_a_number_is_read_with_point_or_comma(words: str, value: float) -> None:
    assert number(words) == value


def test_a_chinese_numeral_is_a_percentage() -> None:
    text = "百分之一百二十五点五"
    assert [amount.new for amount in percentages(text, 0, len(text))] == [125.5]
