"""Why a text has its facts: terms, weights and margins, parts, and what was taken for nothing."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from classifiers.casting import Part
from classifiers.classify import classify
from classifiers.explanation import Explanation, Found, Verdict, explain
from classifiers.facts import Mention
from classifiers.vocabulary import Lexicon
from config.topics import Calibration, TopicFile
from config.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
TERMS = {"en": {3: ("salmon", "cod*"), 2: ("fish farm*",), 1: ("fish", "farm*"), 0: ("cod liver",)}}


@cache
def lexicon() -> Lexicon:
    """Every country and measure, and one small topic."""
    vocabulary = load_vocabulary(ROOT / "config" / "vocabulary")
    near = {"en": [{"weight": 3, "terms": ("catch*",), "with": ("herring",), "within": 5}]}
    not_ = {"en": [{"terms": ("salmon",), "with": ("colour",), "within": 5}]}
    fish = TopicFile.model_validate({"terms": TERMS, "near": near, "not": not_})
    plain = Calibration(base=0.0, reached=3.0, decides=0.0, early=0.0, cover=0.0)
    return Lexicon(replace(vocabulary, topics={"fish": fish}, calibration=plain, hash="fish"))


def explained(title: str, body: str = "", language: str | None = "en") -> Explanation:
    return explain(title, body, language, None, lexicon())


def verdict(title: str, body: str = "") -> Verdict:
    (found,) = explained(title, body).topics
    return found


def test_the_facts_are_those_that_classify_gives() -> None:
    given = ("Norway lifts its ban on salmon", "Oslo said so on Monday.", "en", None, lexicon())
    assert explain(*given).facts == classify(*given)


def test_a_given_topic_names_its_terms_with_weight_field_and_offsets() -> None:
    found = verdict("Salmon and codfish", "The fish is sold.")
    assert found == Verdict(
        "fish",
        found.score,
        3.0,
        found.signs,
        (
            Found("salmon", 3.0, "en", "title", 0, 6, "Salmon"),
            Found("cod*", 3.0, "en", "title", 11, 18, "codfish"),
            Found("fish", 1.0, "en", "body", 4, 8, "fish"),
        ),
    )
    assert found.is_given
    assert found.counted == found.found
    assert found.margin == round(found.score - 0.5, 4) > 0
    assert found.signs is not None
    assert (found.signs.decides, found.signs.early) == (True, True)
    assert found.signs.reached > 1


def test_a_near_miss_says_what_was_found_and_how_much_is_lacking() -> None:
    found = verdict("A fish is for sale")
    assert [(one.term, one.weight) for one in found.counted] == [("fish", 1.0)]
    assert found.signs is not None
    assert found.signs.reached == 1 / 3
    assert (found.is_given, found.margin) == (False, round(found.score - 0.5, 4))
    assert -0.5 < found.margin < 0


def test_a_masked_term_is_said_to_be_masked_and_by_what() -> None:
    found = verdict("A spoon of cod liver oil")
    assert (found.score, found.signs, found.counted) == (0.0, None, ())
    assert found.found == (Found("cod*", 3.0, "en", "title", 11, 14, "cod", "masked", "cod liver"),)


def test_a_term_inside_a_longer_one_of_its_topic_is_passed_over() -> None:
    found = verdict("A new fish farm")
    assert [(one.phrase, one.use, one.by) for one in found.found] == [
        ("fish farm", "counted", None),
        ("fish", "passed over", "fish farm"),
        ("farm", "passed over", "fish farm"),
    ]


def test_a_term_in_company_is_told_with_it_and_one_without_as_lacking_it() -> None:
    (near,) = verdict("The catch of herring", "").found
    assert (near.term, near.use, near.by) == ("catch*", "counted", "herring")
    (alone,) = verdict("The catch in the contract").found
    assert (alone.term, alone.use, alone.by) == ("catch*", "passed over", None)


def test_a_term_in_the_wrong_company_is_told_with_the_word_that_makes_it_void() -> None:
    (void,) = verdict("Salmon pink is the colour of the year").found
    assert (void.phrase, void.use, void.by) == ("Salmon", "masked", "colour")


def test_a_topic_of_which_nothing_is_found_is_not_told() -> None:
    assert explained("The weather will be fine").topics == ()


def test_a_part_in_a_measure_is_told_with_the_words_of_the_measure() -> None:
    title = "Washington weighs duties on Beijing"
    washington = Mention("imposer", "US", "title", 0, 10, "Washington")
    beijing = Mention("targeted", "CN", "title", 28, 35, "Beijing")
    assert explained(title).parts == (
        Part("US", "imposer", "in the measure", (washington,)),
        Part("CN", "targeted", "in the measure", (beijing,)),
    )


def test_each_of_several_measures_is_told_by_its_number() -> None:
    found = explained(
        "", "China imposed a tariff on wine from Chile. India banned imports of toys from Peru."
    )
    assert [(part.code, part.role, part.why) for part in found.parts] == [
        ("CN", "imposer", "in measure 1"),
        ("CL", "targeted", "in measure 1"),
        ("IN", "imposer", "in measure 2"),
        ("PE", "targeted", "in measure 2"),
    ]


def test_a_part_without_a_measure_is_told_by_the_word_that_gives_it() -> None:
    found = explained("", "Kenya and Ghana signed a memorandum on cooperation. Peru watched.")
    assert [(part.code, part.role, part.why) for part in found.parts] == [
        ("KE", "counterpart", found.parts[0].why),
        ("GH", "counterpart", found.parts[1].why),
        ("PE", "mentioned", "named, without a part in a measure"),
    ]
    assert found.parts[0].why.startswith("works with another: “")
    assert found.parts[0].quotes[0].phrase == "Kenya"


def test_whose_industry_is_hit_is_told_by_the_word_for_it() -> None:
    (part,) = explained("", "Canadian steelmakers fear the tariff.").parts
    assert (part.code, part.role) == ("CA", "affected")
    assert part.why == "whose industry is spoken of: “steelmakers” in its sentence"


@pytest.mark.parametrize(
    ("text", "code", "phrase", "why"),
    [
        ("Storms in the Gulf of Mexico.", "MX", "Mexico", "part of “Gulf of Mexico”"),
        ("They met Michael Jordan there.", "JO", "Jordan", "part of “Michael Jordan”"),
        ("A comedy with Chad Smith opened.", "TD", "Chad", "a person: “Chad Smith”"),
        ("It costs US$ 40 million.", "US", "US", "a currency: “US$”"),
        ("Passengers of Air India waited.", "IN", "India", "a firm or a paper: “Air India”"),
        ("He ate Swiss cheese.", "CH", "Swiss", "goods that are called after it: “Swiss cheese”"),
        ("Lessons in Portuguese.", "PT", "Portuguese", "a language"),
        ("A mill in Moscow, Idaho.", "RU", "Moscow", "a town, as the words beside it say"),
        ("Offices in Atlanta, Georgia.", "GE", "Georgia", "a state, as the words beside it say"),
        (
            "The Dakar Accords were signed.",
            "SN",
            "Dakar",
            "a treaty or a school: “Dakar Accords”",
        ),
        (
            "MEXICO CITY, April 2 (Newswire) — Rain fell.",
            "MX",
            "MEXICO CITY",
            "the place that the report was sent from",
        ),
        (
            "Georgia voted. Voters in Atlanta queued.",
            "GE",
            "Georgia",
            "another place of that name is meant all through: “Atlanta”",
        ),
    ],
)
def test_a_name_that_is_no_country_is_told_with_the_reason(
    text: str, code: str, phrase: str, why: str
) -> None:
    (refused,) = explained("", text).refused
    assert (refused.code, refused.phrase, refused.why) == (code, phrase, why)
    assert text[refused.start : refused.end] == phrase
    assert explained("", text).facts.countries == ()


def test_a_name_that_is_a_country_is_not_among_the_refused() -> None:
    found = explained("Mexico City hosts talks", "Mexico and the New Mexico governor met.")
    assert [(one.field, one.phrase) for one in found.refused] == [("body", "Mexico")]
    assert found.refused[0].start == len("Mexico and the New ")
