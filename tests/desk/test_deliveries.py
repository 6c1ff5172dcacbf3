"""`tidewaiter deliveries`: what is owed, was sent or was given up."""

import json

from tests.desk.conftest import Desk
from tests.desk.documents import STEEL


def test_deliveries_are_listed_with_their_reasons(desk: Desk) -> None:
    listed = desk.json("deliveries")
    assert sorted((one["channel"], one["status"]) for one in listed) == [
        ("desk", "sent"),
        ("post", "dead"),
    ]
    done = desk.tidewaiter("deliveries", "list")
    words = " ".join(done.stdout.split())
    for line in (
        f"desk → desk@example.org {STEEL}",
        "why Measures against Canada: the measure targets CA",
        "2 deliveries",
    ):
        assert line in words
    assert [one["channel"] for one in desk.json("deliveries", "--status", "sent")] == ["desk"]
    assert desk.json("deliveries", "--status", "pending") == []


def test_a_delivery_is_shown_whole(desk: Desk) -> None:
    (sent,) = desk.json("deliveries", "--status", "sent")
    done = desk.tidewaiter("deliveries", "show", sent["id"])
    assert json.loads(done.stdout) == sent
    assert sent["message"]["subject"] == STEEL


def test_a_dead_delivery_is_owed_again_and_cancelled(copied: Desk) -> None:
    (owed,) = copied.json("deliveries", "--status", "dead")
    for command, told, status in (
        ("replay", "is owed again", "pending"),
        ("cancel", "is cancelled", "cancelled"),
    ):
        done = copied.tidewaiter("deliveries", command, owed["id"])
        assert (done.returncode, done.stdout) == (0, f"{owed['id']} {told}\n")
        listed = copied.json("deliveries", "--status", status)
        assert [one["id"] for one in listed] == [owed["id"]]


def test_what_cannot_be_done_to_a_delivery_is_said(desk: Desk) -> None:
    (sent,) = desk.json("deliveries", "--status", "sent")
    for command in ("replay", "cancel"):
        done = desk.tidewaiter("deliveries", command, sent["id"])
        said = f"{sent['id']} is sent: nothing to do\n"
        assert (done.returncode, done.stdout, done.stderr) == (5, "", said)
    for command in ("show", "replay", "cancel"):
        done = desk.tidewaiter("deliveries", command, "msg_none")
        said = "no delivery msg_none: `tidewaiter deliveries` lists them\n"
        assert (done.returncode, done.stdout, done.stderr) == (5, "", said)
