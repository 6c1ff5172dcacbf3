from typing import Any

import pytest

from alerts.rules import match
from alerts.verdict import Match
from classifiers.facts import Facts, Mention, Product
from parsers.item import Item
from tests.alerts.made import condition, facts, item, measure, mention, rule, source

STEEL_QUOTA = measure(
    instrument="Import quota",
    family="import_quota",
    status="in force",
    imposer=("EU",),
    targeted=("TR",),
    products=(Product("steel", ("72", "73")),),
    quotes=(),
)
PAPER_DUTY = measure(products=(Product("paper", ("48",)),), targeted=("CN",), quotes=())


def told(says: Facts | None = None, on: Item | None = None, **keys: Any) -> Match | None:
    return match(rule(condition(**keys)), source(), on or item(), says or facts())


def reasons(says: Facts | None = None, on: Item | None = None, **keys: Any) -> tuple[str, ...]:
    found = told(says, on, **keys)
    return found.reasons if found is not None else ()


def test_a_topic_is_met_with_its_words_as_evidence() -> None:
    words = mention("topic", "tariffs", "anti-dumping", "title")
    assert told(topics=["energy", "tariffs"]) == Match(("topic tariffs",), (words,))


def test_a_country_is_met_where_it_is_named() -> None:
    assert told(countries=["MX", "BR"]) == Match(
        ("country MX is named",), (mention("country", "MX", "Mexico"),)
    )


def test_a_country_is_met_in_one_of_the_roles_only() -> None:
    assert reasons(countries=["US", "MX"], roles=["targeted", "affected"]) == (
        "country MX is targeted",
    )
    assert told(countries=["US"], roles=["targeted"]) is None


def test_a_bloc_stands_for_itself_and_not_for_its_members() -> None:
    german = facts(countries=("DE",), roles={"DE": ("mentioned",)}, measures=())
    union = facts(countries=("EU",), roles={"EU": ("mentioned",)}, measures=())
    assert told(german, countries=["EU"]) is None
    assert told(union, countries=["DE"]) is None
    assert reasons(union, countries=["EU"]) == ("country EU is named",)
    assert reasons(german, countries=["EU", "DE"]) == ("country DE is named",)


def test_every_key_about_a_measure_gives_its_reason_and_the_measures_words() -> None:
    assert told(
        imposer=["US"],
        targeted=["MX", "BR"],
        families=["anti_dumping"],
        instruments=["anti-dumping"],
        statuses=["under investigation"],
        modalities=["act"],
        products=["73"],
    ) == Match(
        (
            "the measure is imposed by US",
            "the measure targets MX",
            "the measure's family is anti dumping",
            "the measure is: Anti-dumping",
            "the measure's status is under investigation",
            "the measure is told as act",
            "the measure covers steel pipe (HS 7304, 7306)",
        ),
        measure().quotes,
    )


@pytest.mark.parametrize(
    "keys",
    [
        {"families": ["anti_dumping"], "products": ["72"]},
        {"imposer": ["EU"], "targeted": ["CN"]},
        {"imposer": ["US"], "statuses": ["in force"]},
        {"countries": ["CN"], "roles": ["targeted"], "products": ["72"]},
    ],
)
def test_keys_about_measures_must_hold_for_one_and_the_same(keys: dict[str, Any]) -> None:
    two = facts(
        countries=("US", "CN", "EU", "TR"),
        roles={"US": ("imposer",), "CN": ("targeted",), "EU": ("imposer",), "TR": ("targeted",)},
        measures=(PAPER_DUTY, STEEL_QUOTA),
    )
    assert told(two, **keys) is None


def test_children_look_for_a_measure_of_their_own() -> None:
    two = facts(measures=(PAPER_DUTY, STEEL_QUOTA))
    children = [{"families": ["anti_dumping"]}, {"products": ["72"]}]
    assert reasons(two, all=children) == (
        "the measure's family is anti dumping",
        "the measure covers steel (HS 72, 73)",
    )


def test_roles_beside_measure_keys_are_roles_in_that_measure() -> None:
    assert reasons(countries=["MX"], roles=["targeted"], families=["anti_dumping"]) == (
        "country MX is named",
        "the measure's family is anti dumping",
        "country MX is targeted",
    )


def test_roles_that_no_measure_knows_are_roles_in_the_item() -> None:
    affected = facts(roles={"CA": ("affected",), "US": ("imposer",), "MX": ("targeted",)})
    assert reasons(affected, countries=["CA"], roles=["affected"], families=["anti_dumping"]) == (
        "country CA is named",
        "the measure's family is anti dumping",
        "country CA is affected",
    )


def test_a_chapter_holds_its_headings_and_a_heading_is_held_by_its_chapter() -> None:
    chapter = facts(measures=(STEEL_QUOTA,))
    assert reasons(products=["73"]) != ()
    assert reasons(chapter, products=["7208"]) == ("the measure covers steel (HS 72, 73)",)
    assert told(products=["7307"]) is None


def test_an_unknown_status_meets_no_status() -> None:
    assert told(facts(measures=(measure(status=None),)), statuses=["adopted"]) is None


def test_words_are_whole_words_in_any_case_in_title_or_body() -> None:
    on = item(title="STEEL Pipe duties", text="A steelworker in Tariffville.")
    assert told(on=on, words=["steel pipe", "tariff"]) == Match(
        ("the words “steel pipe”",), (Mention("word", "steel pipe", "title", 0, 10, "STEEL Pipe"),)
    )


@pytest.mark.parametrize(
    ("word", "text", "phrase"),
    [
        ("semiconductor*", "Chip makers: Semiconductors.", "Semiconductors"),
        ("полупроводник*", "Экспорт полупроводников ограничен", "полупроводников"),
        ("Seltene* Erden", "Ausfuhr seltener Erden", "seltener Erden"),
        ("稀土", "中国收紧稀土出口管制", "稀土"),
        ("Section 232", "under section 232 of the Act", "section 232"),
    ],
)
def test_words_are_found_in_every_script(word: str, text: str, phrase: str) -> None:
    found = told(on=item(title="", text=text), words=[word])
    assert found is not None
    (evidence,) = found.evidence
    assert (evidence.key, evidence.phrase) == (word, phrase)
    assert text[evidence.start : evidence.end] == phrase


def test_a_word_with_a_dotted_letter_or_an_underscore_is_found() -> None:
    on = item(title="", text="Учёт тарифов EE.UU. semi-conducteurs")
    words = ["учет", "ee.uu.", "semi conducteur*", "учёт"]
    assert reasons(on=on, words=words) == tuple(
        f"the words “{w}”" for w in ("учет", "учёт", "ee.uu.", "semi conducteur*")
    )


def test_the_summary_is_read_where_there_is_no_text() -> None:
    assert reasons(on=item(text="", summary="A quota on sugar"), words=["sugar"]) != ()


def test_source_language_and_relevance_are_asked() -> None:
    keys: dict[str, Any] = {"sources": ["gazette"], "languages": ["en", "es"], "relevance": 0.9}
    assert reasons(**keys) == (
        "source gazette",
        "language en",
        "relevance 0.95 is at least 0.9",
    )
    assert told(relevance=0.96) is None
    assert told(languages=["ru"]) is None
    assert told(on=item(language=None), languages=["en"]) is None
    assert told(sources=["other"]) is None


def test_all_needs_every_child_and_any_needs_one() -> None:
    mexico, brazil = {"countries": ["MX"]}, {"countries": ["BR"]}
    assert told(all=[mexico, brazil]) is None
    assert reasons(any=[brazil, mexico]) == ("country MX is named",)
    assert told(any=[brazil]) is None


def test_any_tells_every_child_that_held() -> None:
    assert reasons(any=[{"topics": ["tariffs"]}, {"countries": ["US"]}]) == (
        "topic tariffs",
        "country US is named",
    )


def test_not_refuses_and_tells_what_it_looked_for() -> None:
    unwanted = [{"any": [{"topics": ["culture"]}, {"countries": ["BR", "AR"]}]}]
    assert reasons(topics=["tariffs"], not_=unwanted) == (
        "topic tariffs",
        "not any (topics culture) or (countries BR or AR)",
    )
    assert told(topics=["tariffs"], not_=[{"countries": ["CA"]}]) is None


def test_an_item_without_measures_meets_no_measure_key() -> None:
    assert told(facts(measures=()), families=["tariff"]) is None
