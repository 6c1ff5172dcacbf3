"""How terms are found in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.matcher import Matcher, Reading, Term, by_kind, longest
from classifiers.passage import read
from classifiers.patterns import Memo


def found(text: str, *phrases: str) -> list[str]:
    """The quotes of all hits of terms so written."""
    passage = read("body", text)
    hits = Matcher(Term(phrase, "x", phrase) for phrase in phrases).find(passage)
    return [passage.quote(hit.first, hit.last) for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("tariff", "Tariff, TARIFF and tariff", ["Tariff", "TARIFF", "tariff"]),
        ("tariff", "tariffs", []),
        ("Turkey", "Turkey TURKEY turkey", ["Turkey", "TURKEY"]),
        ("US", "US Us us", ["US"]),
        ("WTO*", "WTO WTOs wto", ["WTO", "WTOs"]),
        ("iPhone*", "iPhones and IPHONE", ["iPhones", "IPHONE"]),
    ],
)
def test_case_is_as_strict_as_the_term_is_written(
    phrase: str, text: str, quotes: list[str]
) -> None:
    assert found(text, phrase) == quotes


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("tariff*", "tariff tariffs tariffed tarif", ["tariff", "tariffs", "tariffed"]),
        ("*zölle", "Strafzölle Zölle Zöllen", ["Strafzölle", "Zölle"]),
        (
            "импортн* пошлин*",
            "импортных пошлин, импортную пошлину",
            ["импортных пошлин", "импортную пошлину"],
        ),
        ("trade deal*", "trade dealings; trade. Deal", ["trade dealings"]),
    ],
)
def test_a_star_is_any_ending_or_beginning(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(text, phrase) == quotes


def test_a_word_takes_one_star() -> None:
    with pytest.raises(ValueError, match="one \\*"):
        Matcher([Term("*zoll*", "x", "x")])


def test_a_term_has_words() -> None:
    with pytest.raises(ValueError, match="without words"):
        Matcher([Term("*", "x", "x")])


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("关税", "中国对美国加征关税。", ["关税"]),
        ("关税", "关于税收", []),
        ("301调查", "启动301调查程序", ["301调查"]),
        ("RCEP成员", "与RCEP成员磋商", ["RCEP成员"]),
    ],
)
def test_chinese_needs_no_spaces(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(text, phrase) == quotes


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("U.S. steel", "the U.S. steel mills", ["U.S. steel"]),
        ("EE.UU.", "aranceles de EE.UU. al acero", ["EE.UU."]),
        ("EE. UU.", "aranceles de EE. UU. al acero", ["EE. UU"]),
        (
            "anti-dumping",
            "anti-dumping, anti dumping, anti‑dumping, antidumping",
            ["anti-dumping", "anti dumping", "anti‑dumping"],
        ),
        ("l'énergie", "l’énergie et l'énergie", ["l’énergie", "l'énergie"]),
        ("import ban", "import\nban", ["import\nban"]),
        ("import ban", "import, ban", []),
        ("import ban", "of import. Ban it", []),
        ("oil and gas", "oil (and) gas", []),
    ],
)
def test_a_phrase_is_words_joined_by_a_space_or_a_hyphen(
    phrase: str, text: str, quotes: list[str]
) -> None:
    assert found(text, phrase) == quotes


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        (
            "exportación",
            "EXPORTACION, exportación, Exportacion",
            ["EXPORTACION", "exportación", "Exportacion"],
        ),
        ("énergie", "ENERGIE", ["ENERGIE"]),
        ("außenhandel*", "Aussenhandels", ["Aussenhandels"]),
        ("œuvre*", "oeuvres", ["oeuvres"]),
        ("полёт", "полет полёт", ["полет", "полёт"]),
        ("Irã", "Ira Irã", ["Irã"]),
        ("öl", "ol Öl", ["Öl"]),
        ("energia", "energía", []),
        ("российский", "россиискии", []),
    ],
)
def test_a_long_word_may_lack_its_accents(phrase: str, text: str, quotes: list[str]) -> None:
    assert found(text, phrase) == quotes


def test_all_hits_are_found_and_the_longest_kept() -> None:
    passage = read("body", "free trade agreement talks")
    terms = [
        Term(p, "x", p) for p in ("trade", "free trade", "trade agreement*", "agreement talks")
    ]
    hits = Matcher(terms).find(passage)
    assert [hit.term.phrase for hit in hits] == [
        "free trade",
        "trade",
        "trade agreement*",
        "agreement talks",
    ]
    assert [hit.term.phrase for hit in longest(hits)] == ["free trade", "agreement talks"]


def test_of_two_terms_on_one_word_the_more_exact_is_kept() -> None:
    passage = read("body", "Zoll, Zollamt")
    hits = Matcher(Term(p, "x", p) for p in ("zo*", "zoll*", "*oll", "zoll")).find(passage)
    assert [hit.term.phrase for hit in longest(hits)] == ["zoll", "zoll*"]


def test_a_term_may_stand_for_two_things() -> None:
    terms = (Term("cod", "topic", "fisheries"), Term("cod", "product", "0303"))
    hits = Matcher(terms).find(read("body", "Cod"))
    assert [hit.term.key for hit in hits] == ["fisheries", "0303"]


WORDS = st.lists(st.sampled_from("tariff Zölle пошлина 关 税 US U.S. of . , - \n".split(" ")))


@given(WORDS.map(" ".join))
def test_finding_again_finds_the_same(text: str) -> None:
    matcher = Matcher(Term(p, "x", p) for p in ("tariff*", "*zölle", "пошлин*", "关税", "US"))
    passage = read("body", text)
    hits = matcher.find(passage)
    assert matcher.find(passage) == hits
    assert [hit.first for hit in hits] == sorted(hit.first for hit in hits)
    assert all(hit.first <= hit.last < len(passage.words) for hit in hits)


def test_a_search_in_a_range_finds_what_begins_there() -> None:
    passage = read("body", "duty and tariff and trade duty free trade")
    matcher = Matcher(Term(p, "x", p) for p in ("tariff", "duty", "duty free", "trade"))
    spans = [(hit.first, hit.last) for hit in matcher.find(passage, 2, 6)]
    assert spans == [(2, 2), (4, 4), (5, 5), (5, 6)]
    whole = matcher.find(passage)
    assert [hit for hit in whole if 2 <= hit.first < 6] == matcher.find(passage, 2, 6)


def test_a_word_is_covered_by_any_term_over_it() -> None:
    passage = read("body", "the free trade agreement today")
    matcher = Matcher([Term("free trade agreement", "x", "x")])
    assert [matcher.covers(passage, word) for word in range(5)] == [False, True, True, True, False]


def test_a_reading_gives_the_hits_of_each_sentence() -> None:
    passage = read("body", "Duty on steel. Steel duty\nFree trade. No duty.")
    first = Matcher(Term(p, "goods", p) for p in ("steel", "trade"))
    later = Matcher(Term(p, "duty", p) for p in ("duty", "duty free"))
    reading = Reading(passage, by_kind(first.find(passage)), later)
    assert [len(reading.within("goods", each)) for each in passage.sentences] == [1, 1, 1, 0]
    assert [len(reading.within("duty", each)) for each in passage.sentences] == [1, 1, 0, 1]
    assert reading.holding("goods") == {0, 1, 2}
    # "duty\nFree" is a term that lies in no one sentence.
    assert len(reading.of("duty")) == 4
    part = reading.part(passage.sentences[1])
    assert [hit.term.phrase for hit in (*part["goods"], *part["duty"])] == ["steel", "duty"]
    assert part["none"] == []


def test_what_is_remembered_of_words_has_a_limit() -> None:
    made = list[str]()

    def make(word: str) -> int:
        made.append(word)
        return len(word)

    memo = Memo(make, limit=2)
    assert [memo[word] for word in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert made == ["a", "bb", "ccc", "a"]
