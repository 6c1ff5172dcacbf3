"""`tidewaiter classify`: the contract that programs rely on."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.desk.conftest import Desk
from tests.desk.documents import FORUM, FORUM_TITLE, STEEL

TRAPS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "traps.yml").read_text(encoding="utf-8")
)
LINE = ["id", "topics", "scores", "relevance", "countries", "roles", "measures", "mentions"]
MEASURE = [
    *("instrument", "family", "mast", "direction", "status", "modality"),
    *("imposer", "targeted", "excluded", "products", "products_hs"),
    *("rate", "prior_rate", "unit", "dates", "authority", "quotes"),
]


def classify(desk: Desk, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """What stdin's rows give on stdout."""
    given = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    done = desk.tidewaiter("classify", "-", "-", given=given)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_traps_come_out_right_in_a_headline_and_in_a_text(fresh: Desk) -> None:
    headlines = [{"id": n, "title": trap["text"], "text": ""} for n, trap in enumerate(TRAPS)]
    texts = [{"id": n, "text": trap["text"]} for n, trap in enumerate(TRAPS)]
    found = classify(fresh, *headlines, *texts)
    for trap, line in zip([*TRAPS, *TRAPS], found, strict=True):
        stated = {code: [role] for code, role in trap.get("roles", {}).items()}
        roles = {code: line["roles"][code] for code in stated}
        assert (trap["text"], sorted(line["countries"]), roles) == (
            trap["text"],
            sorted(trap["countries"]),
            stated,
        )


def test_a_forum_and_the_tariff_under_negotiation_beside_it_are_told_apart(fresh: Desk) -> None:
    (line,) = classify(fresh, {"id": "forum", "title": FORUM_TITLE, "text": FORUM})
    assert set(line["topics"]) == {"tariffs", "energy", "digital", "culture"}
    assert set(line["countries"]) == {"BR", "ID", "US"}
    assert line["roles"]["ID"] == ["counterpart"]
    assert "imposer" in line["roles"]["US"]
    assert {"counterpart", "targeted"} <= set(line["roles"]["BR"])
    (measure,) = line["measures"]
    quotes = {(quote["kind"], quote["phrase"]) for quote in measure.pop("quotes")}
    assert measure == {
        "instrument": "Import tariff",
        "family": "tariff",
        "mast": "TARIFF",
        "direction": "restrictive",
        "status": "under negotiation",
        "modality": "act",
        "imposer": ["US"],
        "targeted": ["BR"],
        "excluded": [],
        "products": ["vehicles", "steel", "aluminum"],
        "products_hs": ["87", "72", "73", "76"],
        "rate": None,
        "prior_rate": None,
        "unit": None,
        "dates": {"announced": None, "effective": None, "expires": None, "removed": None},
        "authority": None,
    }
    assert {("instrument", "tariffs"), ("imposer", "American"), ("targeted", "Brazil")} <= quotes
    (event,) = [phrase for kind, phrase in quotes if kind == "event"]
    assert "will be held in Washington in the second week of May" in event


def test_a_line_gives_a_line_in_order_with_the_keys_that_were_agreed(
    fresh: Desk, tmp_path: Path
) -> None:
    rows = [
        {"id": "z", "text": f"{STEEL}, effective 4 March 2025.", "title": STEEL, "lang": "en"},
        {"id": 1, "text": "A lantern festival opens.", "date": "2025-05-01", "title": None},
        {"id": "a", "text": "A lone half of a pair: \ud800."},
    ]
    texts, facts = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = fresh.tidewaiter("classify", texts, facts)
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(path.name for path in tmp_path.glob("*.jsonl*")) == ["in.jsonl", "out.jsonl"]
    lines = [json.loads(line) for line in facts.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["z", 1, "a"]
    assert {tuple(line) for line in lines} == {tuple(LINE)}
    assert [list(measure) for measure in lines[0]["measures"]] == [MEASURE]
    assert list(lines[0]["measures"][0]["dates"]) == [
        "announced",
        "effective",
        "expires",
        "removed",
    ]
    for line in lines:
        assert sorted(line["scores"]) == ["culture", "digital", "energy", "tariffs"]
        assert all(0 <= score <= 1 for score in (*line["scores"].values(), line["relevance"]))
    assert {k: v for k, v in lines[2].items() if k not in ("id", "scores")} == {
        "topics": [],
        "relevance": 0.0,
        "countries": [],
        "roles": {},
        "measures": [],
        "mentions": [],
    }
    assert not fresh.var.exists(), "nothing is stored"


def test_lines_that_are_not_as_agreed_are_all_named_and_nothing_is_written(
    fresh: Desk, tmp_path: Path
) -> None:
    texts, facts = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    facts.write_text("kept\n")
    lines = ['{"id":1,"text":"x"}', "{frob", '{"text":"x"}', "[1]", '{"id":1}', "[" * 99_999,
             '{"id":1,"text":2}', '{"id":[],"text":"x"}']  # fmt: skip
    texts.write_text("\n".join(lines))
    done = fresh.tidewaiter("classify", texts, facts)
    assert (done.returncode, done.stdout) == (5, "")
    named = [line.removeprefix(f"{texts}:").split(": ", 1) for line in done.stderr.splitlines()]
    assert [(number, said[:14]) for number, said in named] == [
        ("2", "not a line of "),
        ("3", "id: is missing"),
        ("4", "not an object "),
        ("5", "text: is missi"),
        ("6", "not a line of "),
        ("7", "text: not a st"),
        ("8", "id: not a stri"),
    ]
    assert facts.read_text() == "kept\n"


@pytest.mark.parametrize(
    ("texts", "facts", "said"),
    [
        ("gone.jsonl", "out.jsonl", "gone.jsonl: cannot be read: No such file"),
        ("in.jsonl", "gone/out.jsonl", "gone/out.jsonl: cannot be written: No such file"),
        ("in.jsonl", ".", ".: cannot be written: Is a directory"),
        ("in.jsonl", "/dev/full", "/dev/full: cannot be written: No space left"),
    ],
)
def test_a_file_that_cannot_be_used_is_said(fresh: Desk, texts: str, facts: str, said: str) -> None:
    (fresh.root / "in.jsonl").write_text('{"id": 1, "text": "x"}\n')
    done = fresh.tidewaiter("classify", texts, facts)
    assert (done.returncode, done.stderr.splitlines()[-1].startswith(said)) == (5, True)


def test_progress_is_shown_on_stderr_and_unread_dates_are_counted(fresh: Desk) -> None:
    rows = [{"id": n, "text": "Rain.", "date": "some day" if n < 2 else None} for n in range(1001)]
    given = "".join(json.dumps(row) + "\n" for row in rows)
    done = fresh.tidewaiter("classify", "-", "-", given=given)
    assert done.stderr.splitlines() == [
        "Understanding 1001 texts …",
        "[500/1001] texts understood",
        "[1000/1001] texts understood",
        "2 dates could not be read: taken as unknown",
    ]
    assert len(done.stdout.splitlines()) == 1001
