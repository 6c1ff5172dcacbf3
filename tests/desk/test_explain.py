"""`tidewaiter explain`: all that decides what any text is taken for."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from config.folder import CHECKOUT
from tests.desk.conftest import Desk
from tests.desk.documents import STEEL
from tests.servers import Answer, serving

TEXT = "Washington weighs duties on Beijing. Storms crossed the Gulf of Mexico."
PAGE = f"""<html lang="en"><head><title>{STEEL}</title></head><body><article><h1>{STEEL}</h1>
<p>{"The United States imposed a 25% tariff on steel from Canada on Monday. " * 5}</p>
</article></body></html>"""
FEED = f"""<rss version="2.0"><channel><title>Wire</title>
<item><title>{STEEL}</title><guid>1</guid></item>
<item><title>A lantern festival opens at the museum</title><guid>2</guid></item>
</channel></rss>"""


def own_words(desk: Desk) -> Path:
    """A vocabulary of one's own, in the place of the shipped one."""
    words = desk.config / "vocabulary"
    words.unlink()
    shutil.copytree(CHECKOUT / "config" / "vocabulary", words)
    return words


def only(desk: Desk, *words: str | Path) -> dict[str, Any]:
    (found,) = desk.json("explain", *words)
    assert isinstance(found, dict)
    return found


def test_a_text_is_shown_with_terms_margins_parts_and_names_that_are_none(fresh: Desk) -> None:
    done = fresh.tidewaiter("explain", TEXT, COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "\x1b" not in done.stdout, "plain where it is no terminal"
    words = " ".join(done.stdout.split())
    for line in (
        "duties on (3) body 18–27",
        "US imposer in the measure: “Washington” body 0–10",
        "CN targeted in the measure: “Beijing” body 28–35",
        "not MX “Mexico” body 64–70 is part of “Gulf of Mexico”",
        "status proposed “weighs” body 11–17",
    ):
        assert line in words
    assert words.endswith(TEXT)
    assert not fresh.var.exists(), "nothing is stored"


def test_its_json_has_offsets_that_hold_and_the_hash(fresh: Desk) -> None:
    found = only(fresh, TEXT, "--title", "Talks")
    why = found["explanation"]
    (tariffs,) = [one for one in why["topics"] if one["topic"] == "tariffs"]
    assert tariffs["score"] == pytest.approx(found["scores"]["tariffs"])
    assert tariffs["margin"] == pytest.approx(tariffs["score"] - 0.5)
    assert tariffs["given"] is ("tariffs" in found["topics"])
    (duties,) = [one for one in tariffs["found"] if one["term"] == "duties on"]
    assert (duties["weight"], duties["use"], duties["language"]) == (3.0, "counted", "en")
    assert found["text"][duties["start"] : duties["end"]] == duties["phrase"] == "duties on"
    assert [(part["code"], part["role"]) for part in why["roles"]] == [
        ("US", "imposer"),
        ("CN", "targeted"),
    ]
    assert [(one["code"], one["why"]) for one in why["refused"]] == [
        ("MX", "part of “Gulf of Mexico”")
    ]
    assert why["vocabulary"] == found["vocabulary"] == fresh.json("check")["vocabulary"]


def test_an_analysts_own_topic_is_one_new_file(fresh: Desk) -> None:
    words = own_words(fresh)
    (words / "topics" / "mine.yml").write_text(
        "terms:\n  en:\n    3: [sea bass]\n    1: [harbour*]\n    0: [harbour master]\n"
    )
    text = "The harbour sold sea bass; the harbour master watched."
    done = fresh.tidewaiter("explain", text)
    shown = " ".join(done.stdout.split())
    assert "sea bass (3) body 17–25" in shown
    assert "not counted: “harbour” masked by “harbour master” body 31–38" in shown
    (words / "topics" / "far.yml").write_text("threshold: 30\nterms: {en: {3: [sea bass]}}\n")
    near = " ".join(fresh.tidewaiter("explain", text).stdout.split())
    lacking = "short of 0.5: no term decides alone, 10% of the weight that a text so long needs"
    assert f"{lacking} sea bass (3) body 17–25" in near
    assert only(fresh, text)["topics"] == ["mine"]


def test_a_file_of_several_items_is_shown_briefly_and_one_of_them_by_its_number(
    fresh: Desk,
) -> None:
    (fresh.root / "wire.rss").write_text(FEED)
    brief = fresh.tidewaiter("explain", "wire.rss").stdout
    assert f"1 {STEEL}" in brief
    assert "2 A lantern festival opens at the museum" in brief
    assert brief.endswith("tidewaiter explain wire.rss 1` shows the first in full.\n")
    assert "Countries: role and why" not in brief
    assert "Countries: role and why" in fresh.tidewaiter("explain", "wire.rss", "2").stdout
    assert fresh.json("explain", "wire.rss")[0]["title"] == STEEL
    assert only(fresh, "wire.rss", "2")["title"] == "A lantern festival opens at the museum"


def test_a_page_is_fetched_as_any_page_is_and_read_as_an_article(fresh: Desk) -> None:
    page = Answer(200, PAGE.encode(), {"Content-Type": "text/html; charset=utf-8"})
    with serving({"/news": page}) as server:
        refused = fresh.tidewaiter("explain", server.url("/news"))
        assert (refused.returncode, "loopback address" in refused.stderr) == (5, True)
        assert server.paths() == []
        done = fresh.tidewaiter(
            "explain", server.url("/news"), "--json", TIDEWAITER_ALLOW_NETWORKS="127.0.0.0/8"
        )
        assert done.returncode == 0, done.stderr
        assert server.paths() == ["/robots.txt", "/news"]
    (found,) = json.loads(done.stdout)
    assert (found["title"], found["topics"]) == (STEEL, ["tariffs"])
    assert found["roles"] == {"US": ["imposer"], "CA": ["targeted"]}


def test_stdin_title_and_language_are_taken_as_given(fresh: Desk) -> None:
    given = ("explain", "-", "--title", "Zölle", "--lang", "de-AT", "--json")
    (found,) = json.loads(fresh.tidewaiter(*given, given="Neue Zölle\n").stdout)
    assert (found["title"], found["text"], found["language"]) == ("Zölle", "Neue Zölle", "de")


def test_words_without_quotes_are_a_text_and_a_number_after_them_too(fresh: Desk) -> None:
    assert only(fresh, "tariffs", "on", "steel")["text"] == "tariffs on steel"
    assert only(fresh, "steel", "25")["text"] == "steel 25"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ([], 2, "say what to explain: a text, a file, an address, or - for stdin"),
        ([""], 5, "there is no text to explain"),
        (["x", "--lang", "english!"], 2, "--lang: write two letters, as in en or es"),
        (["gone.txt"], 5, "there is no such file or folder"),
        (["documents", "9"], 5, "documents: no item 9: there are 3"),
        (["documents", "--title", "x"], 5, "--title: documents holds 3 items"),
        (["picture.png"], 5, "no reader for .png"),
    ],
)
def test_what_cannot_be_explained_is_said(
    fresh: Desk, words: list[str], code: int, says: str
) -> None:
    (fresh.root / "picture.png").write_bytes(b"\x89PNG")
    done = fresh.tidewaiter("explain", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_evidence_is_marked_by_kind_on_a_terminal(fresh: Desk) -> None:
    done = fresh.tidewaiter("explain", TEXT, FORCE_COLOR="1")
    assert "marked:" in done.stdout
    assert "\x1b[36mWashington\x1b[0m" in done.stdout


def test_show_says_when_the_words_have_changed_since(copied: Desk) -> None:
    (item,) = copied.json("log", "--topic", "tariffs", "--country", "CA")
    number = str(item["id"])
    assert "has changed since" not in copied.tidewaiter("show", number).stdout
    words = own_words(copied)
    (words / "topics" / "mine.yml").write_text("terms: {en: {3: [steel]}}\n")
    done = copied.tidewaiter("show", number)
    assert "The vocabulary has changed since this item was understood." in done.stdout
    shown = copied.json("show", number)
    assert "mine" in [one["topic"] for one in shown["explanation"]["topics"]]
    assert (shown["topics"], shown["vocabulary"]) == (item["topics"], item["vocabulary"])
