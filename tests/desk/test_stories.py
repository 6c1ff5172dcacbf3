"""Who tells a story too, on the screen and as JSON."""

import json
from pathlib import Path

from config.settings import Settings
from flows.gather import take
from flows.look import Look
from flows.resources import open_resources
from flows.store import store
from sources.document import FetchState
from tests.desk.conftest import Desk
from tests.moments import NOON

TEXT = (
    "The ministry of agriculture said that the ban on poultry from Brazil ends on Friday, after "
    "three weeks in which no further case of avian influenza was found. Exporters in Paraná had "
    "lost a fifth of their sales. Shops expect lower prices by the end of the month."
)


def furnish(desk: Desk) -> None:
    """Three sources that have one text, one of them official, each looked at once."""
    classes = {"wire": "independent", "ministry": "official", "courier": "state-controlled"}
    sources = [
        {"id": name, "name": name, "kind": "folder", "location": f"{name}", "publisher": publisher}
        for name, publisher in classes.items()
    ]
    (desk.config / "sources.yml").write_text(json.dumps({"sources": sources}))
    for number, name in enumerate(classes):
        folder = Path(desk.config / name)
        folder.mkdir()
        (folder / "note.txt").write_text(f"Poultry ban ends, edition {'abc'[number]}\n\n{TEXT}")
    (desk.config / "alerts.yml").write_text("{}")
    with open_resources(Settings(config=desk.config, var=desk.var)) as resources:
        for source in resources.sources:
            look = Look(resources, source, FetchState(), NOON)
            store(look, take(look))


def test_the_official_item_is_shown_with_those_who_corroborate_it(fresh: Desk) -> None:
    furnish(fresh)
    found = fresh.json("log")
    (official,) = (one["id"] for one in found if one["source"] == "ministry")
    ids = {one["source"]: one["id"] for one in found}
    told = {
        "first": official,
        "items": [ids["ministry"], ids["wire"], ids["courier"]],
        "sources": ["ministry", "wire", "courier"],
        "others": 2,
    }
    assert [one["corroboration"] for one in found] == [told] * 3
    shown = fresh.tidewaiter("log").stdout
    assert "story +2 sources: wire, courier" in shown
    assert "edition b" in shown
    assert "edition a" not in shown
    one = fresh.tidewaiter("show", str(ids["wire"])).stdout
    assert f"first is #{official} of ministry" in one
    assert [name in one for name in ("edition b", "edition c")] == [True, True]


def test_a_replay_of_what_was_run_says_that_nothing_differs(fresh: Desk) -> None:
    furnish(fresh)
    done = fresh.tidewaiter("replay")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "3 looks gave 3 items; of 3 in the log nothing differs.\n"
    assert fresh.json("replay", "--source", "wire") == {
        "looks": 1,
        "items": 1,
        "compared": 1,
        "beyond": 0,
        "problems": [],
        "differences": [],
    }
