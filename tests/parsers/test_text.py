import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import clean, one_line, plain, quoted


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Duty on steel", "Duty on steel"),
        ("Ma&iacute;z &amp; sorgo", "Maíz & sorgo"),
        ("a < b and <5% & more", "a < b and <5% & more"),
        ("<p>One<br>two</p>\n<p>three\nfour</p>", "One\ntwo\nthree four"),
        ("<b>Zölle</b> auf<i> Stahl</i>", "Zölle auf Stahl"),
        ("x<script>alert(1)</script><style>p{}</style><!-- c -->y", "xy"),
        ("<img src=x onerror=alert(1)>duty", "duty"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("<?xml version='1.0' encoding='latin-1'?><p>é</p>", "é"),
        ("<table><tr><td>HS 72</td><td>25%</td></tr></table>", "HS 72\n25%"),
        ("AT&amp;T pays.\n\nSo do others.", "AT&T pays.\nSo do others."),
        ("&#0;&#xd800;&#x202e;duty<b></b>", "\ufffd\ufffdduty"),
        ("<>", "<>"),
        ('<img alt="x -> y">duty', "duty"),
        ("<p title='a>b' class=\"c>d\">duty", "duty"),
        ("<a <a <a", ""),
        ("<script>x<b", ""),
        ("<ScRiPt src='a>b'>x</sCrIpT >duty", "duty"),
        ("<html><head><title>x</title><body>duty", "duty"),
        ("<header>duty</header><x-y>ends</x-y>", "duty\nends"),
        ("<svg><path d='M0'/><title>x</title></svg>duty", "duty"),
        ("<![CDATA[duty]]>", "duty"),
        ("1<2<p>3", "1<2\n3"),
        ("&lt;script&gt;x&lt;/script&gt;<b>duty</b>", "<script>x</script>duty"),
        ("<p> </p>", ""),
        ("<p>a\xa0\tb &nbsp; c\u3000d</p>", "a b c d"),
        ("<p>e\u0301 and \u212b<!-- x --></p>", "é and Å"),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_what_hides_or_reorders_words_is_taken_out() -> None:
    hidden = "du\u200bty\x00 \u202eleets\u202c on\ud800 \ufeffsteel\u00ad\x07"
    assert clean(hidden) == "duty leets on steel"


def test_text_is_composed_and_piles_of_marks_are_cut() -> None:
    assert clean("Me\u0301xico") == "México"
    assert len(clean("a" + "\u0301\u0323" * 100_000)) < 10


def test_a_wrapped_paragraph_is_one_line_and_paragraphs_stay_apart() -> None:
    wrapped = (
        "The duty on imported steel and aluminium rises from ten\n"
        "to twenty-five percent.\nExporters object\n\nBackground\n- steel\n- aluminium\n"
    )
    assert clean(wrapped) == (
        "The duty on imported steel and aluminium rises from ten to twenty-five percent.\n"
        "Exporters object\nBackground\n- steel\n- aluminium"
    )


def test_wrapped_chinese_is_joined_without_a_space() -> None:
    line = "商务部决定自即日起对原产于欧盟的进口相关猪肉及猪副产品征收反倾销税，实施"
    assert clean(f"{line}\n期限五年。") == f"{line}期限五年。"


def test_a_long_line_is_cut_at_a_word() -> None:
    assert one_line("duties on\nsteel", 20) == "duties on steel"
    assert one_line("duties on steel and aluminium", 20) == "duties on steel and…"
    assert one_line("x" * 30, 20) == "x" * 19 + "…"


def test_a_value_in_a_problem_line_cannot_break_the_line() -> None:
    assert quoted("a\nb\u202e\x1b[31m" + "c" * 500, 20) == repr("a b[31mccccccccccccc"[:19] + "…")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000 + "x",
        "<" * 500_000,
        "&" * 500_000,
        "<a " + "x=1 " * 200_000,
        "<p>" + " " * 1_000_000,
        "<p>" + "x\n" * 300_000,
        "x\n" * 300_000,
    ],
    ids=["nested", "brackets", "ampersands", "attributes", "spaces", "lines", "bare lines"],
)
def test_hostile_markup_takes_no_time(markup: str) -> None:
    started = time.thread_time()
    plain(markup)
    assert time.thread_time() - started < 5


@given(st.text())
def test_plain_text_can_always_be_stored_and_never_changes_again(markup: str) -> None:
    text = plain(markup)
    assert "\0" not in text
    text.encode()
    assert clean(text) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<a " * 300_000,
        "<!--" * 200_000,
        "<script" * 100_000,
        "<script>" * 100_000,
        '<a b="' * 150_000,
        "<a b='\">" * 100_000,
        "<b><i><font>" * 60_000,
        "<div>" * 100_000 + "x",
        "&" * 500_000,
        "&#1234567890" * 50_000,
        "a line that goes on and on and never comes to its end\n" * 15_000,
        "</" * 300_000,
        "<![CDATA[" * 100_000,
        " \n" * 400_000,
    ],
)
def test_any_markup_takes_time_in_proportion_to_its_length(markup: str) -> None:
    started = time.thread_time()
    plain(markup)
    assert time.thread_time() - started < 3
