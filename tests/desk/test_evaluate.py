"""`tidewaiter evaluate`: labelled texts, and the reviewed items of the log, scored."""

import gzip
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.desk.conftest import Desk
from tests.desk.documents import STEEL

SVG = "{http://www.w3.org/2000/svg}"
ROWS: list[dict[str, Any]] = [
    {"id": 1, "text": STEEL, "lang": "en", "labels": ["tariffs"], "countries": ["US", "CA"],
     "relevant": 1, "source": "a"},
    {"id": 2, "text": "A lantern festival opens at the museum.", "lang": "en", "labels": [],
     "unsure": ["culture"], "relevant": 0, "source": "a"},
    {"id": 3, "text": "Der Zoll auf Stahl steigt.", "lang": "de", "labels": ["energy"],
     "relevant": 0, "source": "b", "title": None, "orig_label": "of nobody's"},
    {"id": 4, "text": "Rain fell in Peru.", "labels": ["tariffs"], "countries": [], "source": "b"},
]  # fmt: skip


@pytest.fixture
def labelled(fresh: Desk) -> Path:
    path = fresh.root / "labelled.jsonl"
    path.write_text("".join(json.dumps(row) + "\n\n" for row in ROWS), encoding="utf-8")
    return path


def test_everything_is_counted_by_topic_language_and_source(fresh: Desk, labelled: Path) -> None:
    found = fresh.json("evaluate", labelled, "--examples", "1")
    assert (found["labelled"], found["texts"]) == ("labelled.jsonl", 4)
    assert list(found["topics"]) == ["culture", "energy", "tariffs"]
    counts = ("true_positives", "false_positives", "missed", "true_negatives")
    tariffs = found["topics"]["tariffs"]
    assert [tariffs[key] for key in counts] == [1, 1, 1, 1]
    assert [tariffs[key] for key in ("precision", "recall", "f1")] == [0.5, 0.5, 0.5]
    assert sum(found["topics"]["culture"][key] for key in counts) == 3, "one is unsure"
    assert found["languages"]["de"]["topics"]["tariffs"]["false_positives"] == 1
    assert found["sources"]["a"]["topics"]["tariffs"]["true_positives"] == 1
    assert [found["countries"][key] for key in counts] == [2, 1, 0, 0]
    assert len(found["relevance"]["curve"]) == 19
    wrong = {(one["what"], one["found"], one["id"]) for one in found["mistakes"]}
    assert {("tariffs", True, 3), ("tariffs", False, 4), ("energy", False, 3)} <= wrong
    assert not fresh.var.exists(), "nothing is stored"


def test_the_table_fits_80_columns_and_shows_what_was_asked(fresh: Desk, labelled: Path) -> None:
    done = fresh.tidewaiter("evaluate", labelled, "--by", "lang", "--examples", "1", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["tariffs", "0.500", "0.500", "0.500", "50.00%", "2", "2"] in lines
    assert ["de", "energy", "–", "0.000", "0.000", "–", "1", "0"] in lines
    for part in ("Topics by language", "Relevance from each", "Countries: names", "The surest"):
        assert part in done.stdout
    assert "tariffs found, not given" in done.stdout
    assert "by “Zoll" in done.stdout


def test_the_plot_is_an_svg_that_says_in_words_what_it_shows(fresh: Desk, labelled: Path) -> None:
    hostile = {"id": 5, "text": STEEL, "labels": ["tariffs"], "source": "<b>\x07&"}
    with labelled.open("a") as file:
        file.write(json.dumps(hostile))
    done = fresh.tidewaiter("evaluate", labelled, "--plot", "scores.svg", "--by", "source")
    assert done.returncode == 0, done.stderr
    root = ElementTree.fromstring((fresh.root / "scores.svg").read_text("utf-8"))  # noqa: S314
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert title.text == "How well 5 texts are understood"
    assert "tariffs: precision 0.67, recall 0.67, F1 0.67" in (described.text or "")
    assert "<b>& tariffs 1.00" in (described.text or "")
    assert "Relevance: precision" in (described.text or "")


def test_a_packed_file_and_stdin_are_read_too(fresh: Desk, labelled: Path) -> None:
    packed = fresh.root / "labelled.jsonl.gz"
    packed.write_bytes(gzip.compress(labelled.read_bytes()))
    given = fresh.tidewaiter("evaluate", "-", "--json", given=labelled.read_text("utf-8"))
    assert json.loads(given.stdout)["topics"] == fresh.json("evaluate", packed)["topics"]


def test_lines_that_are_not_as_agreed_are_named(fresh: Desk) -> None:
    path = fresh.root / "bad.jsonl"
    path.write_text(
        '{"id":1,"text":"x","labels":"a"}\n{frob\n{"id":2}\n{"id":3,"text":"x","relevant":2}'
    )
    done = fresh.tidewaiter("evaluate", path)
    assert (done.returncode, done.stdout) == (5, "")
    assert [
        line.split(": ", 1)[0].removeprefix(str(path)) for line in done.stderr.splitlines()
    ] == [
        ":1",
        ":2",
        ":3",
        ":4",
    ]


@pytest.mark.parametrize(
    ("words", "given", "code", "says"),
    [
        ([], None, 5, "no item of the log is reviewed: `tidewaiter review` does it"),
        (["gone.jsonl"], None, 5, "gone.jsonl: cannot be read: No such file or directory"),
        (["-"], '{"id": 1, "text": "x"}', 5, "stdin: no line says labels, countries or relevant"),
        (["-", "--by", "frob"], "", 2, "frob"),
    ],
)
def test_what_cannot_be_scored_is_said(
    fresh: Desk, words: list[str], given: str | None, code: int, says: str
) -> None:
    done = fresh.tidewaiter("evaluate", *words, given=given)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr


def test_a_label_that_is_no_topic_is_said_and_counted_as_never_found(fresh: Desk) -> None:
    row = json.dumps({"id": 1, "text": "A cod.", "labels": ["fish"]})
    done = fresh.tidewaiter("evaluate", "-", given=row)
    assert "fish: a label that is no topic of the vocabulary" in done.stderr
    assert ["fish", "–", "0.000", "0.000", "–", "1", "0"] in [
        line.split() for line in done.stdout.splitlines()
    ]


def test_the_reviewed_items_score_todays_words(copied: Desk) -> None:
    items = {item["title"]: item["id"] for item in copied.json("log")}
    steel, wind, _ = (str(items[title]) for title in sorted(items, key=lambda t: (t != STEEL, t)))
    copied.tidewaiter("review", steel, "confirmed", "--reviewer", "desk")
    topics = ("--correct.topics", "culture", "--reviewer", "desk")
    copied.tidewaiter("review", wind, "triaged", *topics)
    found = copied.json("evaluate")
    assert (found["labelled"], found["texts"]) == ("the reviewed items of the log", 2)
    assert found["topics"]["tariffs"]["true_positives"] == 1
    assert found["topics"]["culture"]["missed"] == 1
    assert found["countries"]["true_positives"] == 2
