from pathlib import Path

import pytest
import yaml

from classifiers import products
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.load import ConfigError
from config.products import hs_codes, load_standing
from config.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(CHECKOUT / "config" / "vocabulary")
LEXICON = Lexicon(VOCABULARY)
LANGUAGES = {"en", "es", "ru", "pt", "fr", "de", "zh"}
CASES = yaml.safe_load((CHECKOUT / "tests/data/classifiers/products.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "goods"),
    [(lang, case["text"], case["goods"]) for lang, cases in CASES.items() for case in cases],
)
def test_a_sentence_names_its_goods(language: str, text: str, goods: list[str]) -> None:
    reading = LEXICON.read("body", text, language)
    found = products.find(reading, reading.passage.sentences[0])
    shown = [
        f"{product.words} = {' '.join(product.hs)}{' stated' if product.basis == 'stated' else ''}"
        for product, _ in found
    ]
    assert [each.strip() for each in shown] == goods
    for product, mention in found:
        assert mention.phrase == product.words == text[mention.start : mention.end]
        assert (mention.kind, mention.key) == ("products", " ".join(product.hs))


def test_every_language_names_every_kind_of_goods() -> None:
    for file in VOCABULARY.standing.products:
        for codes, words in file.goods.items():
            assert set(words) == LANGUAGES, codes
            assert all(words.values()), codes


def test_every_chapter_has_words_and_every_code_is_in_hs_2022() -> None:
    codes = {
        code for file in VOCABULARY.standing.products for key in file.goods for code in key.split()
    }
    assert codes <= hs_codes()
    chapters = {code for code in hs_codes() if len(code) == 2}
    assert {code[:2] for code in codes} == chapters
    assert len(chapters) == 96, "01 to 97, of which 77 is reserved"


def test_an_unknown_code_is_refused_by_file_line_and_key(tmp_path: Path) -> None:
    folder = tmp_path / "products"
    folder.mkdir()
    (folder / "bad.yml").write_text('goods:\n  "7799":\n    en: [unobtainium]\n', "utf-8")
    with pytest.raises(ConfigError, match=r"bad\.yml:\d+: goods\.7799.*no HS 2022"):
        load_standing(tmp_path)


def test_goods_named_twice_are_one() -> None:
    reading = LEXICON.read("body", "Steel is dear because steel is taxed.", "en")
    found = products.find(reading, reading.passage.sentences[0])
    assert [(product.words, mention.start) for product, mention in found] == [("Steel", 0)]


def test_only_the_sentence_asked_for_is_read() -> None:
    reading = LEXICON.read("body", "Copper is taxed. Zinc is not.", "en")
    second = products.find(reading, reading.passage.sentences[1])
    assert [product.hs for product, _ in second] == [("79",)]
