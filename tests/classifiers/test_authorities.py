import pytest
import yaml

from classifiers import authorities
from classifiers.facts import Mention
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))
CASES = yaml.safe_load((CHECKOUT / "tests/data/classifiers/authorities.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [(lang, case["text"], case["act"]) for lang, cases in CASES.items() for case in cases],
)
def test_a_sentence_names_the_act_it_rests_on(language: str, text: str, act: str | None) -> None:
    reading = LEXICON.read("title", text, language)
    found = authorities.find(reading, reading.passage.sentences[0])
    if act is None:
        assert found is None
        return
    start = text.index(act)
    mention = Mention("authority", act, "title", start, start + len(act), act)
    assert found == (act, mention)
