"""`tidewaiter run`, over documents of one's own."""

import re

import pytest

from tests.desk.conftest import Desk, FirstRun
from tests.desk.documents import STEEL

SGR = re.compile(r"\x1b\[[0-9;]*m")
"""What sets a colour or a weight."""


def test_a_run_shows_sources_then_items_then_alerts_then_what_to_type_next(
    first_run: FirstRun,
) -> None:
    desk, done = first_run
    assert done.returncode == 5, "somebody has to see to what was given up"
    parts = re.findall(r"^(\w+) ─+$", done.stdout, re.MULTILINE)
    assert parts == ["Items", "Alerts", "Next"]
    table, _, told = done.stdout.partition("Items ─")
    assert [line.split() for line in table.splitlines()] == [
        ["Source", "seen", "new", "changed", "problems"],
        [str(desk.documents), "3", "3", "0", "0"],
    ]
    alerts = told[told.index("Alerts ─") : told.index("Next ─")]
    assert STEEL in alerts
    assert "why Measures against Canada: the measure targets CA" in alerts
    assert "to desk → desk@example.org sent" in alerts
    assert "to post → post@example.org given up: " in " ".join(alerts.split())
    assert "3 new, 0 changed, 1 sent, 1 given up." in alerts
    assert len(re.findall(r"^  \S*tidewaiter ", told[told.index("Next ─") :], re.MULTILINE)) == 3


def test_progress_goes_to_stderr_and_prefect_keeps_quiet(first_run: FirstRun) -> None:
    desk, done = first_run
    assert done.stderr.splitlines() == [
        "Starting Prefect …",
        f"[1/1] {desk.documents}",
        "[1/2] desk",
        "[2/2] post",
        "1 of what was owed was given up: `tidewaiter deliveries --status dead` lists them",
    ]


def test_a_second_run_finds_nothing_new_alerts_nobody_and_names_what_it_cannot_read(
    first_run: FirstRun, copied: Desk
) -> None:
    documents, binary = first_run[0].documents, copied.root / "picture.dat"
    binary.write_bytes(bytes(range(256)) * 20)
    gone, empty = copied.root / "gone.txt", copied.root / "empty"
    empty.mkdir()
    done = copied.tidewaiter("run", documents, binary, gone, empty, COLUMNS="250")
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()[1:5]}
    assert lines == {
        str(documents): ["3", "0", "0", "0"],
        str(binary): ["0", "0", "0", "failed"],
        str(gone): ["0", "0", "0", "failed"],
        str(empty): ["0", "0", "0", "0"],
    }
    assert f"{gone}: there is no such file or folder\n" in done.stdout
    assert "\nNothing new, nobody alerted.\n" in done.stdout
    assert "Alerts" not in done.stdout
    assert len(list((copied.var / "outbox").iterdir())) == 1
    assert (done.returncode, done.stderr.splitlines()[-1]) == (5, "2 of 4 could not be read")


@pytest.mark.parametrize("width", ["60", "200"])
def test_what_is_shown_fits_the_terminal(desk: Desk, width: str) -> None:
    for words in (["log"], ["show", "1"], ["deliveries"], ["log", "--help"]):
        done = desk.tidewaiter(*words, COLUMNS=width)
        assert done.returncode == 0, done.stderr
        assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= int(width)


def test_colours_are_used_where_they_are_wanted_and_no_others(desk: Desk) -> None:
    forced = desk.tidewaiter("log", FORCE_COLOR="1").stdout
    assert "\x1b[33mtariffs\x1b[0m" in forced
    without = desk.tidewaiter("log", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert {code for found in SGR.findall(without) for code in found[2:-1].split(";")} <= {
        *("0", "1", "2"),  # plain, bold, dim
    }
    assert SGR.findall(desk.tidewaiter("log").stdout) == []


def test_nothing_that_is_shown_can_steer_a_terminal(first_run: FirstRun) -> None:
    desk, done = first_run
    (item,) = [each for each in desk.json("log") if "salmon" in each["title"]]
    screens = [
        done.stdout,
        *(desk.tidewaiter(*words).stdout for words in (["log"], ["show", str(item["id"])])),
        desk.tidewaiter("log", "--json").stdout,
        SGR.sub("", desk.tidewaiter("show", str(item["id"]), FORCE_COLOR="1").stdout),
    ]
    for screen in screens:
        assert "[red]now[/red]" in screen, "markup is shown, not obeyed"
        steering = set(
            re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]", screen)
        )
        assert steering == set()
