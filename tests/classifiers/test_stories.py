"""Copies of one text are one story; two texts in much the same words are not."""

import random
from datetime import timedelta

import pytest

from classifiers.copies import gist_of, same_story
from classifiers.stories import bands_of, story_of
from parsers.item import Item
from tests.moments import NOON

AGENCY = (
    "The European Commission said on Thursday it would extend anti-dumping duties on bicycles "
    "from China for another five years, after finding that dumping would resume if the measures "
    "lapsed. The duties stand at 48.5 percent and also cover parts shipped through Sri Lanka and "
    "Tunisia. Producers in Portugal, Poland and Italy had asked for the review. The Commission "
    "said that imports had halved since the first measures, while output in the bloc had grown. "
    "Importers called the decision a tax on cycling and said they would go to court."
)
TEASER = " ".join(AGENCY.split()[:36])
CHINESE = (
    "商务部周四宣布，自下月起对原产于澳大利亚的进口葡萄酒取消反倾销税。该措施自二零二一年起实施，"
    "期限为五年。商务部表示，鉴于市场情况发生变化，已没有必要继续征税。澳大利亚酒商对此表示欢迎。"
)
NOTICE = (
    "The Department determines that {what} from {where} are being sold in the country at less than "
    "normal value during the period of review. Interested parties are invited to comment on these "
    "preliminary results within thirty days of their publication."
)


def an_item(title: str, text: str = "", source: str = "wire") -> Item:
    return Item(source, ("guid:1",), None, title, "", text, "en", None, None)


def same(one: Item, other: Item) -> bool:
    """Whether the other is found by the one's bands, and is then seen to be its copy."""
    shares = not set(bands_of(one)).isdisjoint(bands_of(other))
    gists = [gist_of(item.source_id, item.title, item.body) for item in (one, other)]
    assert same_story(*gists) is same_story(*reversed(gists)), "whichever came first"
    return shares and same_story(*gists)


def reworded(text: str, count: int, seed: int) -> str:
    """The text with some of its plain words replaced."""
    words, rng = text.split(), random.Random(seed)  # noqa: S311
    plain = [i for i, word in enumerate(words) if word.islower() and word.isalpha()]
    for place in rng.sample(plain, count):
        words[place] = rng.choice(("meanwhile", "reportedly", "overall", "again"))
    return " ".join(words)


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_with_three_words_changed_is_the_same_story(seed: int) -> None:
    edited = an_item("Bike duties stay", reworded(AGENCY, 3, seed), "gazette")
    assert same(an_item("EU extends duties on Chinese bicycles", AGENCY), edited)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Cyclists to pay more for five years", AGENCY),
        ("EU EXTENDS DUTIES ON CHINESE BICYCLES", AGENCY.upper()),
        ("Bike duties stay", TEASER),
        ("Bike duties stay", f"{TEASER} …"),
        ("Bike duties stay", f"{AGENCY} Read more in our newsletter. Follow us."),
        ("EU extends duties on Chinese bicycles", ""),
        ("EU extends duties on Chinese bicycles - The Gazette", ""),
        ("EU extends duties on Chinese bicycles", " ".join(AGENCY.split()[:12]) + "…"),
    ],
)
def test_a_copy_is_one_story_cut_or_under_another_headline(title: str, text: str) -> None:
    first = an_item("EU extends duties on Chinese bicycles", AGENCY)
    assert same(first, an_item(title, text, "gazette"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("US weighs tariff of 10% on copper", "US weighs tariff of 25% on copper"),
        ("EU imposes duties on steel from Turkey", "EU imposes duties on steel from Algeria"),
        ("China imposes tariffs on the US", "US imposes tariffs on China"),
        ("US lifts ban on beef imports", "US lifts ban on pork imports"),
        ("对美国加征关税百分之十", "对美国加征关税百分之二十五"),
        ("Notice of initiation of a review", "Notice of initiation of a sunset review"),
    ],
)
def test_short_headlines_are_not_glued_together(one: str, other: str) -> None:
    assert not same(an_item(one), an_item(other, source="gazette"))


def test_one_template_with_another_subject_is_another_story() -> None:
    nails = an_item("Nails from Oman", NOTICE.format(what="steel nails", where="Oman"))
    racks = an_item("Racks from Oman", NOTICE.format(what="steel racks", where="Oman"), "gazette")
    india = an_item("Nails from India", NOTICE.format(what="steel nails", where="India"), "gazette")
    assert [same(nails, other) for other in (racks, india)] == [False, False]
    plain = NOTICE.format(what="steel nails", where="Peru")
    assert not same(an_item("Notice", plain), an_item("Notice", plain.replace("Peru", "Chile")))


def test_one_number_apart_is_apart_where_the_headline_or_a_rate_says_it() -> None:
    first = an_item("EU extends duties on bicycles", AGENCY)
    rate = an_item("EU extends duties on bicycles", AGENCY.replace("48.5", "19.2"), "gazette")
    year = an_item("EU extends 2 duties", AGENCY), an_item("EU extends 3 duties", AGENCY, "gazette")
    assert [same(first, rate), same(*year)] == [False, False]


def test_a_publisher_s_boilerplate_under_each_headline_is_no_story() -> None:
    assert not same(an_item("Steel from Peru", NOTICE), an_item("Wire from Chile", NOTICE))
    assert same(an_item("Steel from Peru", NOTICE), an_item("Update: steel from Peru", NOTICE))


def test_chinese_needs_no_spaces_to_be_known_again() -> None:
    first = an_item("商务部取消对澳葡萄酒反倾销税", CHINESE)
    edited = an_item("中国对澳葡萄酒恢复正常", CHINESE.replace("周四", "今日"), "gazette")
    other = an_item("商务部取消对澳大麦反倾销税", CHINESE.replace("葡萄酒", "大麦"), "gazette")
    assert [same(first, edited), same(first, other)] == [True, False]


def test_a_text_of_one_word_or_none_has_bands_that_hurt_nobody() -> None:
    assert bands_of(an_item("")) == ()
    assert bands_of(an_item("", "…")) == ()
    assert len(bands_of(an_item("Notice"))) == 16


def test_bands_are_stable_between_processes_and_fit_a_database() -> None:
    found = bands_of(an_item("EU extends duties on Chinese bicycles", AGENCY))
    assert [band for band, _ in found] == list(range(21))
    assert max(value for _, value in found) < 2**61
    assert found[0] == (0, 760784954223373443)


def test_an_old_story_in_the_same_words_is_another_one() -> None:
    item = an_item("Duties on bicycles")
    assert story_of(item, NOON) == story_of(item, NOON + timedelta(hours=1))
    assert story_of(item, NOON) != story_of(item, NOON + timedelta(days=30))
