"""A trial of a source: what it comes to, and how it is told."""

from dataclasses import replace
from typing import Any

import pytest

from desk.folded import fold
from desk.trial import Contents, Trial
from desk.trialview import lines, trial_block, verdict_lines
from desk.verdict import Verdict, judge
from parsers.item import Item
from sources.heard import Heard
from tests.watched import DAY, NOW, STRICT, a_source


def contents(*titles: str, **changes: Any) -> Contents:
    items = tuple(
        Item("gazette", (f"guid:{title}",), None, title, "Short.", "", "en", NOW - DAY, None)
        for title in titles or ("Duties on steel", "Quotas on rice")
    )
    given: dict[str, Any] = {
        "documents": 1,
        "media_types": ("application/rss+xml",),
        "charsets": ("utf-8",),
        "size": 5_120,
        "garbled": 0,
        "items": items,
        "skipped": 0,
        "newest": NOW - DAY,
        "undated": 0,
        "future": 0,
        "languages": (("en", 2),),
        "length": 180,
    }
    return Contents(**{**given, **changes})


def a_trial(found: Contents | None = None, **changes: Any) -> Trial:
    source = a_source(language="en", expect=STRICT)
    heard = (Heard("https://gazette.example/feed.xml", 200, "application/rss+xml"),)
    given = {"source": source, "contents": found or contents(), "answers": heard, "seconds": 0.4}
    return Trial(**{**given, **changes})


CAPPED = "the server counts no further than 10,000: narrow the query"
MOVED = (Heard("https://old.example/", 301, None), Heard("https://new.example/", 200, None))


@pytest.mark.parametrize(
    ("trial", "doubt"),
    [
        (a_trial(contents("Only one")), "it gives 1 entry where 2 or more are expected"),
        (
            a_trial(contents(newest=NOW - 40 * DAY)),
            "its newest entry is 40d old, where one is expected every 7d",
        ),
        (a_trial(contents(undated=2, newest=None)), "no entry has a date that can be trusted"),
        (a_trial(contents(future=1)), "1 entry dated after today"),
        (a_trial(contents(garbled=3)), "3 characters cannot be decoded"),
        (a_trial(contents(skipped=4)), "4 entries cannot be read"),
        (a_trial(contents(languages=(("es", 2),))), "most of it is in Spanish, not English"),
        (a_trial(problems=(CAPPED,), partial=(CAPPED,)), CAPPED),
        (
            a_trial(stored=True, known=0),
            "nothing of it is stored: items were probably missed",
        ),
        (
            a_trial(answers=MOVED),
            "its address has moved for good, to https://new.example/",
        ),
    ],
)
def test_what_is_not_as_expected_is_a_doubt(trial: Trial, doubt: str) -> None:
    verdict = judge(trial, NOW)
    assert verdict == Verdict("doubtful", (doubt,))
    assert verdict.line == f"works, but {doubt}"


def test_a_trial_is_fine_or_has_failed() -> None:
    assert judge(a_trial(), NOW).line == "fine"
    assert judge(a_trial(contents(languages=())), NOW).line == "fine"
    assert judge(a_trial(error="404 Not Found"), NOW).line == "fails: 404 Not Found"


def test_a_trial_is_told_in_the_order_in_which_it_was_found() -> None:
    trial = a_trial(
        answers=(replace(MOVED[0], status=302), MOVED[1]),
        robots="lets us look at it",
        stored=True,
        known=1,
        problems=("entry 3: no title", "entry 5: no title"),
    )
    assert list(lines(trial, NOW)) == [
        ("address", "https://old.example/\n→ https://new.example/ (302 Found)"),
        ("answer", "200 OK · application/rss+xml · utf-8 · 5.12 kB · 0.4 s"),
        ("robots.txt", "lets us look at it"),
        ("entries", "2 entries · the newest 24h old (2026-11-23 09:30 UTC)"),
        ("language", "English · declared as English"),
        (
            "text",
            "teasers of about 180 characters "
            "(`article: when-short` would read the pages they link to)",
        ),
        ("known", "1 of 2 entries stored already"),
        ("shows", "Duties on steel\nQuotas on rice"),
        ("problem", "entry 3: no title"),
        ("problem", "entry 5: no title"),
        ("verdict", "fine"),
    ]


def test_the_answer_told_is_the_one_that_brought_the_document() -> None:
    stumbled = (replace(MOVED[1], status=503), MOVED[1], replace(MOVED[1], status=404))
    told = dict(lines(a_trial(contents(documents=2), answers=stumbled), NOW))
    assert told["answer"] == "200 OK · application/rss+xml · utf-8 · 5.12 kB · 2 documents · 0.4 s"
    failed = dict(lines(Trial(a_source(), answers=stumbled[:1], error="503"), NOW))
    assert failed["answer"] == "503 Service Unavailable · 0.0 s"


def test_what_one_look_knows_of_one_entry_is_told_of_one() -> None:
    told = dict(lines(a_trial(contents("Only one"), stored=True, known=1), NOW))
    assert told["known"] == "1 of 1 entry stored already"


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("200 OK · text/xml · 0.1 s", ["200 OK · text/xml ·", "0.1 s"]),
        ("twenty columns hold 12 entries", ["twenty columns hold", "12 entries"]),
        ("read at 2026-11-24 09:30 UTC", ["read at", "2026-11-24 09:30 UTC"]),
        ("(`article: always` reads it)", ["(`article: always`", "reads it)"]),
        ("https://gazette.example/feed", ["https://gazette.exam", "ple/feed"]),
        ("对进口钢铁产品征收附加关税", ["对进口钢铁产品征收附", "加关税"]),
        ("one\n\nand more", ["one", "", "and more"]),
    ],
    ids=["parts", "a number", "a moment", "code", "a long word", "wide letters", "lines"],
)
def test_lines_are_folded_where_a_reader_would_fold_them(words: str, folded: list[str]) -> None:
    assert list(fold(words, 20)) == folded


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_trial_fits_its_terminal_without_blanks_at_the_end_of_a_line(width: int) -> None:
    trial = a_trial(contents("Duties on steel " * 12, "Quotas on rice"), problems=(CAPPED,) * 5)
    told = trial_block(trial, NOW, width).plain.split("\n")
    told += [line.plain for line in verdict_lines([trial, a_trial()], NOW, width)]
    assert max(map(len, told)) <= width
    assert [line for line in told if line != line.rstrip()] == []
    assert told[-1] == "gazette  fine"
