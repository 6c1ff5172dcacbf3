"""`tidewaiter opml`: lists of feeds, to and from other readers."""

import stat
from pathlib import Path

import pytest
import yaml

from config.load import load_sources
from config.schema import Source
from desk.entries import as_yaml, new_entries
from parsers.opml import Outline, read_opml
from tests.desk.conftest import Desk

SOURCES = """\
# Our own places.
enable: [official]

sources:
  # The gazette: always first.
  - id: gazette
    name: "Gaceta: sección I"
    kind: feed
    location: https://gaceta.example/rss?s=1&t=2
    language: es
    groups: [official, latin-america, es]

  - id: list                                # no feed
    name: A list
    kind: page
    location: https://list.example/news
    selectors: {item: li}
    groups: [official, europe]

  - {id: press, name: Press, kind: feed, location: "https://press.example/", groups: [media]}
  # Switched off for good.
  - {id: gone, name: Gone, kind: feed, location: "https://gone.example/", groups: [media], enabled: false}
  - {id: own, name: Own, kind: folder, location: texts, groups: [official]}
"""  # noqa: E501 - as people write it

LIST = """<opml version="2.0"><body>
<outline text="Gaceta" xmlUrl="http://www.gaceta.example/rss?t=2&amp;s=1&amp;utm_source=x"/>
<outline text="Comercio &amp; Aduanas">
  <outline text="Aduanas: avisos" xmlUrl="https://aduanas.example/feed" language="es-ES"/>
  <outline text="Aduanas: avisos" xmlUrl="https://aduanas.example/otros"/>
</outline>
<outline text="Таможня" xmlUrl="https://www.tamozhnya.example/rss" category="/no/ru,official"/>
<outline text="Again" xmlUrl="https://aduanas.example/feed?utm_medium=rss"/>
</body></opml>
"""

ENTRIES = """\
- id: aduanas-avisos
  name: "Aduanas: avisos"
  kind: feed
  location: https://aduanas.example/feed
  language: es
  groups: [comercio-aduanas]

- id: aduanas-avisos-2
  name: "Aduanas: avisos"
  kind: feed
  location: https://aduanas.example/otros
  groups: [comercio-aduanas]

- id: tamozhnya-example
  name: Таможня
  kind: feed
  location: https://www.tamozhnya.example/rss
  groups: ["no", ru, official]
"""
SAID = """\
3 new feeds, 2 there already
not looked at until one of their groups is in `enable`: comercio-aduanas
"""


@pytest.fixture
def ours(fresh: Desk) -> Desk:
    (fresh.config / "sources.yml").write_text(SOURCES, encoding="utf-8")
    (fresh.root / "list.opml").write_text(LIST, encoding="utf-8")
    return fresh


def test_the_feeds_that_are_looked_at_are_exported_with_folders_and_categories(ours: Desk) -> None:
    done = ours.tidewaiter("opml", "export")
    assert (done.returncode, done.stderr) == (0, "")
    declared, root, _, title, *_ = done.stdout.splitlines()
    assert (declared, root) == ('<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">')
    assert title.strip() == "<title>Tidewaiter</title>"
    assert read_opml("ours", done.stdout.encode()) == (
        Outline(
            title="Gaceta: sección I",
            xml_url="https://gaceta.example/rss?s=1&t=2",
            html_url="https://gaceta.example/",
            language="es",
            folders=("official", "latin-america"),
            categories=("official", "latin-america", "es"),
        ),
    )


def test_a_group_is_exported_whether_it_is_enabled_or_not_to_a_file(ours: Desk) -> None:
    path = ours.root / "media.opml"
    for code, said in ((0, ""), (2, f"{path} is there already: name a file that is not\n")):
        done = ours.tidewaiter("opml", "export", path, "--group", "media")
        assert (done.returncode, done.stdout, done.stderr) == (code, "", said)
    assert [feed.title for feed in read_opml("media", path.read_bytes())] == ["Press"]


def test_a_group_that_no_source_is_in_is_said(ours: Desk) -> None:
    done = ours.tidewaiter("opml", "export", "--group", "medja")
    assert (done.returncode, done.stdout) == (3, "")
    assert "no source is in the group 'medja'; did you mean media?" in done.stderr


def test_other_kinds_are_exported_as_links_when_asked_for(ours: Desk) -> None:
    done = ours.tidewaiter("opml", "export", "--every-kind")
    assert 'type="link" url="https://list.example/news"' in done.stdout
    assert [feed.title for feed in read_opml("ours", done.stdout.encode())] == ["Gaceta: sección I"]
    assert "texts" not in done.stdout


def test_new_feeds_are_printed_as_entries_with_ids_of_their_own(ours: Desk) -> None:
    done = ours.tidewaiter("opml", "import", "list.opml")
    assert (done.returncode, done.stdout, done.stderr) == (0, ENTRIES, SAID)
    assert (ours.config / "sources.yml").read_text(encoding="utf-8") == SOURCES
    piped = ours.tidewaiter("opml", "import", "-", given=LIST)
    assert (piped.stdout, piped.stderr) == (ENTRIES, SAID)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_new_feeds_are_appended_and_every_comment_stays(ours: Desk, ending: str) -> None:
    path = ours.config / "sources.yml"
    path.write_bytes(SOURCES.replace("\n", ending).encode())
    path.chmod(0o640)
    before = load_sources(path)
    done = ours.tidewaiter("opml", "import", "list.opml", "--write")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", SAID)
    indented = "".join(f"  {line}\n" if line else "\n" for line in ENTRIES.splitlines())
    assert path.read_bytes() == f"{SOURCES}\n{indented}".replace("\n", ending).encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    after = load_sources(path)
    assert after[: len(before)] == before
    assert after[-1] == Source(
        id="tamozhnya-example",
        name="Таможня",
        kind="feed",
        location="https://www.tamozhnya.example/rss",
        groups=("no", "ru", "official"),
    )
    again = ours.tidewaiter("opml", "import", "list.opml", "--write")
    assert (again.returncode, again.stderr) == (0, "0 new feeds, 5 there already\n")


@pytest.mark.parametrize(
    "name",
    ["-", "no", "1.5", "2026-11-20", "# x", "a: b", "*a", "[a", "a, b", 'say "a"', "\\n", "日"],
)
def test_whatever_a_feed_is_called_its_entry_is_yaml(name: str) -> None:
    (made,) = new_entries(
        [Outline(title=name, xml_url="https://a.example/", categories=("no",))], []
    )
    assert [Source.model_validate(entry) for entry in yaml.safe_load(as_yaml(made))] == [made]
    assert (made.name, made.groups) == (name, ("no",))


def test_a_name_that_no_line_can_show_is_left_to_the_address() -> None:
    (made,) = new_entries([Outline(title="\ue000", xml_url="https://www.a.example/feed")], [])
    assert (made.id, made.name) == ("a-example", "https://www.a.example/feed")


def test_what_is_exported_is_there_already(ours: Desk) -> None:
    exported = ours.tidewaiter("opml", "export").stdout
    done = ours.tidewaiter("opml", "import", "-", given=exported)
    assert (done.stdout, done.stderr) == ("", "0 new feeds, 1 there already\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sources: []\n", "its sources do not stand below each other with a dash each"),
        (
            SOURCES.replace("enable: [official]\n", "") + "enable: [official]\n",
            "its sources are not what stands last",
        ),
    ],
)
def test_a_file_that_cannot_be_appended_to_is_left_alone(ours: Desk, text: str, says: str) -> None:
    path = ours.config / "sources.yml"
    path.write_text(text, encoding="utf-8")
    done = ours.tidewaiter("opml", "import", "list.opml", "--write")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == f"{path}: cannot be appended to, for {says}\n"
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.opml", "none.opml: cannot be read: No such file or directory\n"),
        ("config/alerts.yml", "config/alerts.yml: not OPML\n"),
    ],
)
def test_what_is_no_list_is_said(ours: Desk, name: str, says: str) -> None:
    done = ours.tidewaiter("opml", "import", name)
    assert (done.returncode, done.stdout, done.stderr) == (5, "", says)


def test_the_shipped_catalogue_goes_out_and_comes_back(fresh: Desk, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "config" / "sources.yml"
    (fresh.config / "sources.yml").write_bytes(shipped.read_bytes())
    exported = fresh.tidewaiter("opml", "export", TIDEWAITER_ENABLE="official,media")
    feeds = {s.location: s for s in load_sources(shipped, ["official", "media"]) if s.enabled}
    read = read_opml("shipped", exported.stdout.encode())
    assert len(read) == sum(source.kind == "feed" for source in feeds.values())
    assert {feed.xml_url for feed in read} <= {*feeds}
    assert all(feeds[feed.xml_url].groups == feed.categories for feed in read)
