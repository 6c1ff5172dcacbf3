"""The operator is told of troubles once, whole, and nothing that should stay at home."""

import json
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from bs4 import BeautifulSoup

from alerts.email import write
from alerts.operator import Case, compose, tell
from alerts.trouble import Trouble
from alerts.webhook import body
from config.schema import AlertsFile
from tests.alerts.made import NOW, desk, hook, source

SINCE = NOW - timedelta(hours=3)
FAILING = Trouble("failing", SINCE, NOW, "looks fail: 503 Service Unavailable")
ALERTS = AlertsFile(channels=(desk(), hook()), operator=("desk", "hook"))


def a_case(trouble: Trouble = FAILING, **changes: Any) -> Case:
    given: dict[str, Any] = {
        "source": source(location="https://gazette.example/feed.xml?key=hidden"),
        "trouble": trouble,
        "failures": 3.5,
        "last_success_at": NOW - timedelta(days=1),
        "last_new_at": NOW - timedelta(days=2),
        "next_due": NOW + timedelta(hours=8),
    }
    return Case(**{**given, **changes})


def parts(case: Case, *more: Case) -> tuple[EmailMessage, str, str]:
    """The mail as its reader's program has it, with its plain and its HTML part."""
    owed = tell([case, *more], ALERTS)[0]
    mail = message_from_bytes(write(owed, desk(), NOW).as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    return mail, plain.get_content().replace("\r\n", "\n"), html.get_content()


def test_the_message_says_what_is_wrong_since_when_and_what_to_do() -> None:
    message = compose([a_case()])
    assert message.pop("story").startswith("sources:")
    assert message == {
        "type": "sources.trouble",
        "subject": "Trade Gazette is failing",
        "begun": [
            {
                "source": "gazette",
                "name": "Trade Gazette",
                "trouble": "failing",
                "headline": "Trade Gazette is failing",
                "says": "looks fail: 503 Service Unavailable",
                "since": "2026-11-24T06:30:00+00:00",
                "last": "2026-11-24T09:30:00+00:00",
                "failures": 3.5,
                "last_success_at": "2026-11-23T09:30:00+00:00",
                "last_new_at": "2026-11-22T09:30:00+00:00",
                "next_due": "2026-11-24T17:30:00+00:00",
                "to_do": "`tidewaiter sources check gazette` tries it now and says what it meets.",
            }
        ],
        "over": [],
        "left_out": 0,
        "why": [
            {
                "rule": "operator",
                "name": "Health of sources",
                "reasons": ["Trade Gazette is failing"],
            }
        ],
        "mute": (
            "You get this as `operator` in config/alerts.yml names your channel; what is expected "
            "of a source stands at its `expect` in config/sources.yml."
        ),
    }


def test_the_mail_of_a_trouble() -> None:
    mail, plain, _ = parts(a_case(last_new_at=None))
    assert (mail["Subject"], mail["To"], mail["List-Id"]) == (
        "Trade Gazette is failing",
        "desk@chamber.example",
        "<operator.tidewaiter.tide.example>",
    )
    assert plain == (
        "Trade Gazette is failing\n"
        "\n"
        "IN TROUBLE\n"
        "Trade Gazette is failing\n"
        "  What        looks fail: 503 Service Unavailable\n"
        "  Noticed     24 November 2026, 06:30 UTC\n"
        "  Last read   23 November 2026, 09:30 UTC\n"
        "  Last new    never\n"
        "  Next look   24 November 2026, 17:30 UTC\n"
        "  What to do  `tidewaiter sources check gazette` tries it now and says what it meets.\n"
        "\n"
        "-- \n"
        "You get this as `operator` in config/alerts.yml names your channel; what is expected of "
        "a source stands at its `expect` in config/sources.yml.\n"
    )


def test_the_mail_of_several_sources_is_one() -> None:
    wire = source(id="wire", name="The Wire")
    over = replace(FAILING, stage="over")
    mail, plain, html = parts(a_case(), a_case(over, source=wire))
    assert mail["Subject"] == "1 source in trouble, 1 well again: Trade Gazette, The Wire"
    assert "WELL AGAIN\nThe Wire is read again\n  It was      looks fail: 503" in plain
    told = BeautifulSoup(html, "lxml").get_text(" ", strip=True)
    assert "Well again The Wire is read again It was looks fail: 503 Service Unavailable" in told


def test_each_recipient_is_told_once_under_an_id_that_stays() -> None:
    both = AlertsFile(
        channels=(desk(), desk(id="same", to=["DESK@chamber.example"]), hook()),
        operator=("desk", "same", "hook"),
    )
    owed = tell([a_case()], both)
    assert [(one.channel, one.recipient) for one in owed] == [
        ("desk", "desk@chamber.example"),
        ("hook", "hook"),
    ]
    again = tell([a_case(replace(FAILING, stage="told", last=NOW + timedelta(days=1)))], both)
    assert [one.id for one in again] == [one.id for one in owed]
    for other in (replace(FAILING, stage="over"), replace(FAILING, since=NOW)):
        assert {one.id for one in tell([a_case(other)], both)}.isdisjoint(one.id for one in owed)


def test_without_a_channel_or_a_case_nobody_is_told() -> None:
    assert tell([a_case()], AlertsFile(channels=(desk(),))) == ()
    assert tell([], ALERTS) == ()


def test_no_location_and_no_address_stands_in_the_message() -> None:
    for owed in tell([a_case()], ALERTS):
        told = body(owed).decode()
        assert [word for word in ("hidden", "gazette.example", "@chamber") if word in told] == []


def test_a_hostile_reason_is_one_inert_line() -> None:
    hostile = "boom\r\nBcc: all@example.org\r\n<script>alert(1)</script> \u202e" + "x" * 9_000
    named = source(name="Gazette").model_copy(update={"name": "=?utf-8?b?QQ==?=\r\nBcc: a@b"})
    case = a_case(replace(FAILING, says=hostile), source=named)
    mail, _, html = parts(case)
    assert "Bcc" not in mail
    assert BeautifulSoup(html, "lxml").select("script") == []
    (told,) = json.loads(body(tell([case], ALERTS)[0]))["begun"]
    assert told["says"].isprintable()
    assert len(told["says"]) == 200


def test_a_hundred_troubles_are_told_in_bounds() -> None:
    many = [a_case(source=source(id=f"s{number}")) for number in range(100)]
    message = compose(many)
    assert (len(message["begun"]), message["left_out"]) == (50, 50)
    assert len(message["subject"]) <= 140
    assert "And 50 more: `tidewaiter sources --troubled`" in parts(*many)[1]
