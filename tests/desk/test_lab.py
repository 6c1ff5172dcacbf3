"""`tidewaiter try`: what rules and topics would find in the stored log."""

import json
from pathlib import Path

import pytest

from tests.desk.conftest import Desk
from tests.desk.documents import STEEL


def contents(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in desk.var.glob("tidewaiter.db")}


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text)
    return path


def test_a_rule_of_ones_own_is_shown_with_what_it_finds(desk: Desk) -> None:
    done = desk.tidewaiter("try", "against-canada", "--since", "all")
    assert (done.returncode, done.stderr) == (0, "")
    assert "rule against-canada: finds 1 item, as before" in done.stdout
    assert STEEL in " ".join(done.stdout.split())
    assert "the measure targets CA" in done.stdout


def test_a_rule_in_a_file_is_compared_with_the_one_of_its_id(desk: Desk, tmp_path: Path) -> None:
    rules = [
        {"id": "against-canada", "when": {"countries": ["NO"]}},
        {"id": "wind", "when": {"topics": ["energy"]}},
    ]
    path = write(tmp_path, "mine.yml", json.dumps({"rules": rules}))
    before = contents(desk)
    found = desk.json("try", path)
    assert (found["items"], [one["name"] for one in found["tries"]]) == (
        3,
        ["rule against-canada", "rule wind"],
    )
    changed, wind = found["tries"]
    assert [changed[key] for key in ("before", "after", "gained", "lost")] == [1, 1, 1, 1]
    assert [met["title"] for met in changed["newest"]["lost"]] == [STEEL]
    assert changed["newest"]["lost"][0]["why"] == ["the measure targets CA"]
    assert (wind["new"], wind["before"], wind["after"]) == (True, 0, 1)
    assert contents(desk) == before, "nothing is changed"


def test_a_topics_file_shows_what_it_gains_and_which_rules_it_moves(
    copied: Desk, tmp_path: Path
) -> None:
    rule = {"id": "fish", "name": "F", "when": {"topics": ["energy"]}, "channels": ["desk"]}
    alerts = json.loads((copied.config / "alerts.yml").read_text())
    (copied.config / "alerts.yml").write_text(json.dumps({**alerts, "rules": [rule]}))
    path = write(tmp_path, "energy.yml", "terms:\n  en:\n    3: [salmon]\n")
    found = copied.json("try", path)
    topic, moved = found["tries"]
    assert (topic["name"], topic["new"], topic["gained"], topic["lost"]) == (
        "topic energy",
        False,
        1,
        1,
    )
    assert "“salmon”" in topic["newest"]["gained"][0]["why"]
    assert topic["newest"]["lost"][0]["why"][-1] == "now only 0.00"
    assert [moved[key] for key in ("name", "gained", "lost")] == ["rule fish", 1, 1]
    shown = copied.tidewaiter("try", path, COLUMNS="80").stdout
    assert "topic energy: 1 before, 1 after: 1 gained, 1 lost" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert [item["topics"] for item in copied.json("log", "salmon")] != [["energy"]]


def test_a_topic_that_is_new_says_so_and_no_more_is_listed_than_asked_for(
    desk: Desk, tmp_path: Path
) -> None:
    path = write(tmp_path, "mine.yml", "terms: {en: {3: [steel, salmon]}}")
    shown = desk.tidewaiter("try", path, "--limit", "1").stdout
    assert "topic mine: finds 2 items; it is new" in shown
    assert "+ … and 1 more gained" in shown
    assert "As before: against-canada." in shown
    assert shown.splitlines()[-1] == "Nothing was changed."


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["against-canda"], 5, "did you mean against-canada?"),
        (["gone.yml"], 5, "no rule in alerts.yml and no file is called gone.yml"),
        (["against-canada", "--since", "3y"], 2, "--since: write how long, as in 90d"),
        (["bad.yml"], 3, "bad.yml:1: terms.en.9: 9: must be at most 3"),
    ],
)
def test_what_cannot_be_tried_is_said(fresh: Desk, words: list[str], code: int, says: str) -> None:
    (fresh.root / "bad.yml").write_text("terms: {en: {9: [x]}}")
    done = fresh.tidewaiter("try", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr


def test_since_leaves_out_what_is_older(desk: Desk) -> None:
    assert desk.json("try", "against-canada", "--since", "2100-01-01")["items"] == 0
