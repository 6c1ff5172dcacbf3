from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from bs4 import BeautifulSoup

from alerts.email import write
from alerts.grouping import delivery_id
from classifiers.facts import Dates, Rate
from tests.alerts.made import (
    NOW,
    TITLE,
    alert,
    condition,
    delivery,
    desk,
    facts,
    item,
    measure,
    rule,
    source,
)

HOSTILE = (
    "Steel\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> \u202e\ud800" + "x" * 20_000
)


def parsed(mail: EmailMessage) -> EmailMessage:
    """The mail as its reader's program has it."""
    read = message_from_bytes(mail.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def part(mail: EmailMessage, kind: str) -> str:
    body = parsed(mail).get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def page(mail: EmailMessage) -> BeautifulSoup:
    return BeautifulSoup(part(mail, "html"), "lxml")


def test_the_headers_of_a_mail() -> None:
    owed = delivery()
    mail = parsed(write(owed, desk(), NOW))
    assert [(name, str(value)) for name, value in mail.items()] == [
        ("From", "Tidewaiter <watch@tide.example>"),
        ("To", "desk@chamber.example"),
        ("Subject", TITLE),
        ("Date", "Tue, 24 Nov 2026 09:30:00 +0000"),
        ("Message-ID", f"<{owed.id}@tide.example>"),
        ("List-Id", "<mexico.tidewaiter.tide.example>"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="={owed.id}="'),
    ]


def test_a_repeat_is_the_same_mail_to_the_byte() -> None:
    owed = delivery()
    assert write(owed, desk(), NOW).as_bytes() == write(owed, desk(), NOW).as_bytes()


def test_an_update_answers_to_the_mail_of_the_news() -> None:
    mail = write(delivery(alert(kind="update")), desk(), NOW)
    news = f"<{delivery_id('desk@chamber.example', 'story-1', 'new')}@tide.example>"
    assert (mail["In-Reply-To"], mail["References"]) == (news, news)
    assert mail["Subject"] == f"Update: {TITLE}"
    assert part(mail, "plain").startswith("UPDATE: ")
    assert "Update · Measures against Mexico" in page(mail).get_text()


def test_the_plain_part_tells_what_why_and_how_to_hear_less() -> None:
    assert part(write(delivery(), desk(), NOW), "plain") == (
        "Washington opens anti-dumping probe into Mexican steel pipe\n"
        "Trade Gazette · independent · 23 November 2026, 16:05 UTC\n"
        "https://gazette.example/1\n"
        "\n"
        "WHAT IT STATES\n"
        "- Anti-dumping · under investigation\n"
        "  United States → Mexico (not Canada) · steel pipe (HS 7304, 7306)\n"
        "  25% (was 10%) · effective 2027-04\n"
        "\n"
        "IN ITS WORDS\n"
        "> The US Commerce Department opened an *anti-dumping investigation* into steel pipe from"
        " Mexico on Monday.\n"
        "\n"
        "WHY YOU GET THIS\n"
        "- Measures against Mexico: the measure targets MX\n"
        "\n"
        "Topics: tariffs\n"
        "Countries: United States (imposer), Mexico (targeted), Canada (excluded)\n"
        "\n"
        "-- \n"
        "To hear less of this, narrow or remove the rule “mexico” in config/alerts.yml.\n"
    )


def test_the_html_part_marks_the_evidence_in_title_and_text() -> None:
    topical = rule(condition(topics=["tariffs"], targeted=["MX"]))
    seen = page(write(delivery(alert(topical)), desk(), NOW))
    heading = seen.select_one("h1 a")
    assert heading is not None
    assert (heading["href"], heading.get_text()) == ("https://gazette.example/1", TITLE)
    assert [mark.get_text() for mark in seen.select("mark")] == [
        "anti-dumping",
        "anti-dumping investigation",
    ]
    assert len(seen.select("blockquote")) == 1


def test_copies_are_named_and_quoted_with_their_source() -> None:
    wire = source(id="wire", name="State Wire", publisher="state-controlled")
    copy = item(keys=("guid:2",), url="https://wire.example/2", title="Probe", published_at=None)
    mail = write(delivery(alert(), alert(at=wire, on=copy)), desk(), NOW)
    assert "- Probe\n  State Wire · state-controlled · no date · https://wire.example/2\n" in part(
        mail, "plain"
    )
    assert [quote.get_text()[-12:] for quote in page(mail).select("blockquote")] == [
        "o on Monday.",
        ". State Wire",
    ]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_what_the_item_does_not_say_is_not_told(kind: str) -> None:
    bare = measure(
        status=None, imposer=(), excluded=(), products=(), rate=None, dates=Dates(), quotes=()
    )
    says = facts(topics=(), countries=(), roles={}, measures=(bare,), mentions=())
    nowhere = item(url=None, published_at=None, language=None)
    text = part(write(delivery(alert(on=nowhere, says=says)), desk(), NOW), kind)
    assert "Anti-dumping · status not stated" in text
    assert "someone → Mexico" in text.replace("Someone", "someone")
    assert "no date" in text
    for absent in ("None", "Topics", "Countries", "In its words", "IN ITS WORDS", "Also", "href"):
        assert absent not in text


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (Rate(25.0, 10.0, "%"), "25% (was 10%)"),
        (Rate(12.5, None, "EUR/t"), "12.5 EUR/t"),
        (Rate(None, 10.0, "%"), "New rate not stated (was 10%)"),
    ],
)
def test_a_rate_is_told_as_stated(rate: Rate, told: str) -> None:
    says = facts(measures=(measure(rate=rate, dates=Dates()),))
    assert told in part(write(delivery(alert(says=says)), desk(), NOW), "plain")


def test_a_hostile_title_is_one_header_line_and_plain_text() -> None:
    on = item(title=HOSTILE, url="javascript:alert(1)")
    at = source(name="<img src=x onerror=alert(1)>")
    mail = write(delivery(alert(on=on, at=at)), desk(), NOW)
    read = parsed(mail)
    assert read["Bcc"] is None
    assert read.get_all("To") == ["desk@chamber.example"]
    assert str(read["Subject"]).startswith("Steel Bcc: all@example.org <script>alert(1)</script>")
    assert len(str(read["Subject"])) == 140
    seen = page(mail)
    assert seen.select("script, img, a") == []
    assert "javascript" not in part(mail, "html")
    assert max(len(line) for line in mail.as_bytes().splitlines()) < 100


@pytest.mark.parametrize(
    "title",
    [
        "中国对美国加征关税",
        "США ввели пошлины на сталь из Мексики",
        "México negocia aranceles",
        "الولايات المتحدة تفرض رسوما",
        "a" * 3000,
    ],
)
def test_a_title_in_any_script_comes_back_whole(title: str) -> None:
    read = parsed(write(delivery(alert(on=item(title=title))), desk(), NOW))
    assert read["Bcc"] is None
    assert str(read["Subject"]) == (title if len(title) < 140 else "a" * 139 + "…")


def test_an_encoded_word_in_a_title_stays_the_words_it_is() -> None:
    title = "Duties =?utf-8?q?=0D=0ABcc=3A_all=40example.org?= rise"
    read = parsed(write(delivery(alert(on=item(title=title))), desk(), NOW))
    assert read["Bcc"] is None
    assert str(read["Subject"]) == "Duties = ?utf-8?q?=0D=0ABcc=3A_all=40example.org?= rise"
