"""Measures in full: the cases of `wholes.yml`, where a fact that is not listed is not stated."""

from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from classifiers.classify import classify
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary
from tests.wholes import expected, whole

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))
PUBLISHED = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
CASES = yaml.safe_load((CHECKOUT / "tests/data/classifiers/wholes.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "case"), [(lang, case) for lang, cases in CASES.items() for case in cases]
)
def test_a_text_gives_its_measures_whole(language: str, case: dict[str, Any]) -> None:
    title, text = case.get("title", ""), case["text"]
    facts = classify(title, text, language, PUBLISHED, LEXICON)
    assert [whole(each) for each in facts.measures] == list(map(expected, case["measures"]))
    for measure in facts.measures:
        quotes = {(quote.kind, quote.key) for quote in measure.quotes}
        for role in ("imposer", "targeted", "excluded"):
            assert {(role, code) for code in getattr(measure, role)} <= quotes
        for quote in measure.quotes:
            source = title if quote.field == "title" else text
            assert source[quote.start : quote.end] == quote.phrase
