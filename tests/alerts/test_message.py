import json

import pytest

from alerts.message import compose
from alerts.plain import one_line, web_url
from classifiers.facts import Mention
from tests.alerts.made import (
    BODY,
    TITLE,
    alert,
    condition,
    facts,
    item,
    measure,
    mention,
    rule,
    source,
)

HOSTILE = (
    "Steel\r\nBcc: all@example.org\r\n\r\n<script>\u202eevil\u2066\ud800\x00 " + "duty " * 4000
)

WHOLE = {
    "type": "item.new",
    "story": "story-1",
    "subject": TITLE,
    "item": {
        "title": TITLE,
        "url": "https://gazette.example/1",
        "source": "Trade Gazette",
        "publisher": "independent",
        "published_at": "2026-11-23T16:05:00+00:00",
        "language": "en",
    },
    "also": [],
    "why": [
        {
            "rule": "mexico",
            "name": "Measures against Mexico",
            "reasons": ["the measure targets MX"],
        }
    ],
    "topics": ["tariffs"],
    "countries": [
        {"code": "US", "name": "United States", "roles": ["imposer"]},
        {"code": "MX", "name": "Mexico", "roles": ["targeted"]},
        {"code": "CA", "name": "Canada", "roles": ["excluded"]},
    ],
    "measures": [
        {
            "instrument": "Anti-dumping",
            "family": "anti_dumping",
            "mast": "D",
            "direction": "restrictive",
            "status": "under investigation",
            "modality": "act",
            "imposer": ["US"],
            "targeted": ["MX"],
            "excluded": ["CA"],
            "products": [{"words": "steel pipe", "hs": ["7304", "7306"], "basis": "inferred"}],
            "rate": {"new": 25.0, "prior": 10.0, "unit": "%"},
            "dates": {
                "announced": None,
                "effective": "2027-04",
                "expires": None,
                "removed": None,
            },
            "authority": None,
            "event": None,
        }
    ],
    "quotes": [
        {
            "source": "Trade Gazette",
            "field": "body",
            "start": 0,
            "end": 102,
            "text": BODY[:102],
            "cut_before": False,
            "cut_after": False,
            "marks": [
                {
                    "kind": "instrument",
                    "key": "Anti-dumping",
                    "start": 37,
                    "end": 63,
                    "phrase": "anti-dumping investigation",
                }
            ],
        }
    ],
    "mute": "To hear less of this, narrow or remove the rule “mexico” in config/alerts.yml.",
}


def test_a_message_tells_all_that_is_known() -> None:
    assert compose([alert()]) == WHOLE


def test_a_message_survives_json() -> None:
    message = compose([alert(kind="update")])
    assert json.loads(json.dumps(message, allow_nan=False)) == message


def test_an_update_says_so() -> None:
    message = compose([alert(kind="update")])
    assert (message["type"], message["subject"]) == ("item.update", f"Update: {TITLE}")


def test_an_item_without_a_title_or_a_date_is_told_as_that() -> None:
    message = compose([alert(on=item(title=" \n", published_at=None, url=None))])
    assert message["subject"] == message["item"]["title"] == "(no title)"
    assert message["item"]["published_at"] is None
    assert message["item"]["url"] is None


def test_a_hostile_title_becomes_one_short_line() -> None:
    message = compose([alert(on=item(title=HOSTILE))])
    title, subject = message["item"]["title"], message["subject"]
    assert title.startswith("Steel Bcc: all@example.org <script> evil duty duty ")
    assert (len(title), len(subject)) == (200, 140)
    assert title.isprintable()
    assert subject.endswith("…")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a\t b\r\n c ", "a b c"),
        ("price\u2028fixed", "price fixed"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("abcdef", "abcd…"),
        ("abcd efgh", "abcd…"),
        ("中国对美国加征关税", "中国对美…"),
    ],
)
def test_a_line_is_clean_and_not_too_long(text: str, line: str) -> None:
    assert one_line(text, max(5, len(line))) == line


@pytest.mark.parametrize(
    "url",
    [
        None,
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://a.example/\r\nBcc:",
        "https://a.example/b c",
        "https://[oops",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_only_a_web_address_is_offered_as_a_link(url: str | None) -> None:
    assert web_url(url) is None


def test_quotes_give_the_first_place_of_each_thing_and_neighbours_together() -> None:
    text = ("Nothing to see here. " * 20) + "Tariffs on steel rise; steel falls. " + "More. " * 80
    first, second = text.index("steel"), text.index("steel falls")
    evidence = (
        Mention("product", "steel", "body", first, first + 5, "steel"),
        Mention("product", "steel", "body", second, second + 5, "steel"),
        Mention("topic", "tariffs", "body", first - 11, first - 4, "Tariffs"),
    )
    steel = measure(quotes=evidence)
    message = compose([alert(on=item(text=text), says=facts(measures=(steel,)))])
    (quote,) = message["quotes"]
    assert [mark["phrase"] for mark in quote["marks"]] == ["Tariffs", "steel", "steel"]
    assert quote["text"] == text[quote["start"] : quote["end"]]
    assert len(quote["text"]) < 250


def test_a_quote_is_the_sentence_or_the_words_around_where_it_is_long() -> None:
    near = "First. “The U.S. raised duties on steel again.” “Last.”"
    words = rule(condition(words=["steel"]))
    (quote,) = compose([alert(words, on=item(title="T", text=near))])["quotes"]
    assert (quote["text"], quote["cut_before"], quote["cut_after"]) == (
        "“The U.S. raised duties on steel again.”",
        False,
        False,
    )
    far = f"{'before ' * 60}steel{' behind' * 60}."
    (quote,) = compose([alert(words, on=item(title="T", text=far))])["quotes"]
    assert (quote["text"], quote["cut_before"], quote["cut_after"]) == (
        f"{'before ' * 12}steel{' behind' * 12}",
        True,
        True,
    )


def test_quotes_are_few_and_short_however_much_is_found() -> None:
    text = "".join(f"word{n} {'filler ' * 40}" for n in range(60))
    evidence = tuple(
        Mention(
            "word", f"word{n}", "body", text.index(f"word{n} "), text.index(f"word{n} ") + 5, ""
        )
        for n in range(60)
    )
    message = compose([alert(on=item(text=text), says=facts(measures=(measure(quotes=evidence),)))])
    assert len(message["quotes"]) == 6
    assert max(len(quote["text"]) for quote in message["quotes"]) <= 420


def test_a_mention_outside_its_text_is_left_out() -> None:
    far = Mention("topic", "tariffs", "body", 9000, 9007, "tariffs")
    message = compose([alert(says=facts(measures=(measure(quotes=(far,)),)))])
    assert message["quotes"] == []


def test_the_evidence_of_each_copy_is_quoted_from_that_copy() -> None:
    wire = source(id="wire", name="Wire", publisher="state-controlled")
    copy = item(keys=("guid:2",), text="Duties on pipe from Mexico are near.")
    words = rule(condition(words=["duties on pipe"]), id="pipe", name="Pipe")
    message = compose([alert(), alert(words, at=wire, on=copy, says=facts())])
    assert [(q["source"], q["marks"][0]["phrase"]) for q in message["quotes"]] == [
        ("Trade Gazette", "anti-dumping investigation"),
        ("Wire", "Duties on pipe"),
    ]


def test_evidence_in_the_title_is_quoted_too() -> None:
    words = rule(condition(topics=["tariffs"]))
    title_word = mention("topic", "tariffs", "anti-dumping", "title")
    (quote,) = compose([alert(words)])["quotes"]
    assert (quote["field"], quote["text"], quote["marks"][0]["start"]) == (
        "title",
        TITLE,
        title_word.start,
    )
