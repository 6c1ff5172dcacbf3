"""Terms that count near others, and terms that are void near others."""

from dataclasses import replace
from pathlib import Path

import pytest

from classifiers import topics
from classifiers.facts import Mention
from classifiers.vocabulary import Lexicon
from config.load import ConfigError, load
from config.topics import TopicFile
from config.vocabulary import load_vocabulary

SHIPPED = load_vocabulary(Path(__file__).parents[2] / "config" / "vocabulary")


def reader(tmp_path: Path, written: str) -> Lexicon:
    path = tmp_path / "mine.yml"
    path.write_text(written, "utf-8")
    mine = {"mine": load(path, TopicFile)}
    return Lexicon(replace(SHIPPED, topics=mine, countries={}))


def told(lexicon: Lexicon, text: str, language: str | None = "en", title: str = "") -> list[str]:
    """The words that count."""
    readings = (lexicon.read("title", title, language), lexicon.read("body", text, language))
    return [mention.phrase for mention in topics.score(readings, lexicon.vocabulary)[1]]


DUTIES = """
terms: {en: {1: duty}}
near:
  en:
    - {terms: "duty, duties", with: "steel, rice", within: 3, weight: 3}
"""


def test_a_term_counts_where_one_of_the_others_stands_near_on_either_side(tmp_path: Path) -> None:
    lexicon = reader(tmp_path, DUTIES)
    assert told(lexicon, "Duties on imported steel") == ["Duties"]
    assert told(lexicon, "Steel and its duties") == ["duties"]
    assert told(lexicon, "Duties of officers") == []
    assert told(lexicon, "Duties of officers in charge of rice") == []


def test_it_is_near_up_to_the_last_of_so_many_words(tmp_path: Path) -> None:
    lexicon = reader(tmp_path, DUTIES)
    assert told(lexicon, "duties on all steel") == ["duties"]
    assert told(lexicon, "duties on all foreign steel") == []


def test_the_others_must_stand_in_the_same_field(tmp_path: Path) -> None:
    assert told(reader(tmp_path, DUTIES), "Steel", title="New duties") == []


def test_a_term_that_counts_anyway_weighs_more_in_company(tmp_path: Path) -> None:
    lexicon = reader(tmp_path, DUTIES)

    def score(text: str) -> float:
        readings = (lexicon.read("body", text, "en"),)
        return topics.score(readings, lexicon.vocabulary)[0]["mine"]

    assert score("A duty for all") < 0.3
    assert score("A steel duty for all") > 0.5


def test_company_is_kept_as_evidence_with_its_place(tmp_path: Path) -> None:
    lexicon = reader(tmp_path, DUTIES)
    readings = (lexicon.read("body", "New duties on steel", "en"),)
    _, mentions = topics.score(readings, lexicon.vocabulary)
    assert mentions == (Mention("topic", "mine", "body", 4, 10, "duties"),)


CHIPS = """
terms: {en: {3: "chip*, memory chip*"}}
not:
  en:
    - {terms: chip*, with: "fish, potato*", within: 4}
"""


def test_a_term_is_void_near_the_others(tmp_path: Path) -> None:
    lexicon = reader(tmp_path, CHIPS)
    assert told(lexicon, "Fish and chips") == []
    assert told(lexicon, "Chips made of old potatoes") == []
    assert told(lexicon, "Chips for the next generation of potato peelers") == ["Chips"]


def test_a_longer_term_around_a_void_one_still_counts(tmp_path: Path) -> None:
    assert told(reader(tmp_path, CHIPS), "Memory chips, a fish pond") == ["Memory chips"]


def test_a_word_inside_the_term_is_no_company(tmp_path: Path) -> None:
    lexicon = reader(
        tmp_path,
        "terms: {en: {3: potato chip}}\nnot: {en: [{terms: potato chip, with: potato, within: 9}]}",
    )
    assert told(lexicon, "Potato chip") == ["Potato chip"]


@pytest.mark.parametrize(
    ("language", "term", "other", "text", "far"),
    [
        ("es", "cuota*", "importación", "Cuotas de importación", "Cuotas del gimnasio"),
        ("ru", "пошлин*", "стал*", "Пошлины на ввоз стали", "Пошлины за развод"),
        ("pt", "tarifa*", "aço", "Tarifa sobre o aço", "Tarifa do ônibus"),
        ("fr", "droits", "acier", "Droits sur l'acier", "Droits de l'homme"),
        ("de", "Abgabe*", "Einfuhr", "Abgaben auf die Einfuhr", "Abgabe der Arbeit"),
        ("zh", "配额", "进口", "配额用于大米进口", "手术配额"),
        ("it", "dazi*", "acciaio", "Dazi sull'acciaio", "Dazi e gabelle"),
        ("pl", "cł*", "stal*", "Cła na stal", "Cła i podatki"),
        ("uk", "мит*", "стал*", "Мито на сталь", "Мито і податки"),
        ("cs", "cl*", "ocel*", "Cla na ocel", "Cla a daně"),
        ("ar", "رسوم", "الصلب", "رسوم على الصلب", "رسوم متحركة"),
    ],
)
def test_company_works_in_every_language(
    tmp_path: Path, language: str, term: str, other: str, text: str, far: str
) -> None:
    rule = f"{{terms: {term!r}, with: {other!r}, within: 6"
    counts = reader(tmp_path, f"terms: {{}}\nnear: {{{language}: [{rule}, weight: 3}}]}}")
    voids = reader(
        tmp_path, f"terms: {{{language}: {{3: {term!r}}}}}\nnot: {{{language}: [{rule}}}]}}"
    )
    assert bool(told(counts, text, language)) is True
    assert told(counts, far, language) == []
    assert told(voids, text, language) == []
    assert bool(told(voids, far, language)) is True
    assert bool(told(counts, text, None)) is True


def test_in_chinese_characters_are_counted(tmp_path: Path) -> None:
    lexicon = reader(
        tmp_path,
        "terms: {}\nnear: {zh: [{terms: 关税, with: 钢铁, within: 4, weight: 3}]}",
    )
    assert told(lexicon, "关税涉及钢铁", "zh") == ["关税"]
    assert told(lexicon, "关税还将涉及钢铁", "zh") == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "near:\n  en:\n    - {terms: a, with: b, within: 0, weight: 3}",
            r":4: near.en\[0\].within",
        ),
        ("near:\n  en:\n    - {terms: a, with: b, within: 3}", r":4: near.en\[0\].weight: is miss"),
        ("near:\n  en:\n    - {terms: a, with: b, within: 3, weight: 4}", "must be at most 3"),
        ("near:\n  en:\n    - {terms: a, within: 3, weight: 1}", r"near.en\[0\].with: is missing"),
        ("near:\n  en:\n    - {terms: a, wit: b, within: 3, weight: 1}", "did you mean with"),
        ("not:\n  en:\n    - {terms: [], with: b, within: 3}", r":4: not.en\[0\].terms"),
        ("not:\n  en:\n    - {terms: a, with: b, within: 3, weight: 1}", r"weight: unknown key"),
        ("not:\n  english:\n    - {terms: a, with: b, within: 3}", "not a language: 'english'"),
    ],
)
def test_a_faulty_rule_is_named_by_file_line_and_key(
    tmp_path: Path, written: str, fault: str
) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(f"terms: {{}}\n{written}\n", "utf-8")
    with pytest.raises(ConfigError, match=fault) as caught:
        load(path, TopicFile)
    assert str(caught.value).startswith(f"{path}:")
