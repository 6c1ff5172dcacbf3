"""`tidewaiter reclassify` and `check`: today's words, over what is stored."""

import shutil

from config.folder import CHECKOUT
from tests.desk.conftest import ALERTS, Desk


def test_what_new_words_change_is_shown_stored_when_asked_and_alerts_nobody(copied: Desk) -> None:
    words = copied.config / "vocabulary"
    words.unlink()
    shutil.copytree(CHECKOUT / "config" / "vocabulary", words)
    (words / "topics" / "fish.yml").write_text("terms:\n  en:\n    3: [salmon]\n")
    (before,) = copied.json("log", "salmon")
    done = copied.tidewaiter("reclassify", "--apply")
    assert done.returncode == 0, done.stderr
    assert [line.split() for line in done.stdout.splitlines()[1:]] == [
        ["topics", "+", "fish"],
        ["1", "item", "differs;", "stored."],
    ]
    (after,) = copied.json("log", "--topic", "fish")
    assert (after["id"], after["alerts"]) == (before["id"], before["alerts"])


def test_check_says_what_config_holds(fresh: Desk) -> None:
    held = fresh.json("check")
    assert {**held, "vocabulary": None} == {
        "config": str(fresh.config),
        "sources": 0,
        "enabled": 0,
        "channels": len(ALERTS["channels"]),
        "rules": 1,
        "topics": ["culture", "digital", "energy", "tariffs"],
        "vocabulary": None,
    }
    assert fresh.tidewaiter("check").stdout.startswith(f"{fresh.config} is fine.\n")
    assert not fresh.var.exists(), "looking at config writes nothing"
