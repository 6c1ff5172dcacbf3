"""Sources as a user writes them, right and wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.faults import ConfigError
from config.load import load_sources, source_of
from config.schema import Source

FEED = """\
sources:
  - id: a
    name: A
    kind: feed
    location: https://a.example/rss
"""
PAGE = FEED.replace("feed", "page")
API = FEED.replace("feed", "api")


def faults(path: Path, text: str) -> list[str]:
    """What `load_sources` finds wrong, without the path."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_sources(path)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


KNOWN = (
    "id, name, kind, location, every, up_to, language, jurisdiction, publisher, groups, "
    "selectors, mapping, pages, paths, article, robots, expect, checked, enabled, baseline_alerts"
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (FEED + "    evry: 1h\n", "6: sources[a].evry: unknown key; did you mean every?"),
        (FEED + "    colour: red\n", f"6: sources[a].colour: unknown key; known here: {KNOWN}"),
        (
            FEED.replace("feed", "rss"),
            "4: sources[a].kind: unknown value 'rss'; write feed, page, sitemap, api or folder",
        ),
        (
            FEED + "    publisher: offical\n",
            "6: sources[a].publisher: unknown value 'offical'; did you mean official?",
        ),
        (PAGE, "2: sources[a]: a page needs selectors: write at least `selectors: {item: …}`"),
        (FEED + "    selectors: {item: li}\n", "2: sources[a]: a feed takes no selectors"),
        (
            PAGE + "    selectors: {item: 'li['}\n",
            "6: sources[a].selectors.item: not a CSS selector: Malformed attribute selector at "
            "position 2",
        ),
        (
            PAGE + "    selectors: {item: li, tittle: h3}\n",
            "6: sources[a].selectors.tittle: unknown key; did you mean title?",
        ),
        (
            PAGE + "    selectors: {item: li}\n    paths: [news]\n",
            "7: sources[a].paths[0]: not a URL path: 'news'; write as in /news/*",
        ),
        (
            FEED + "    paths: [/news/*]\n",
            "2: sources[a]: paths are for a page or a sitemap, not for kind feed",
        ),
        (FEED + "    pages: 2\n", "2: sources[a]: kind feed has no further pages: leave pages out"),
        (FEED + "    mapping: {title: a}\n", "2: sources[a]: a feed takes no mapping"),
        (API, "2: sources[a]: an api needs a mapping: write at least `mapping: {title: …}`"),
        (
            API + "    mapping: {title: 'a['}\n",
            "6: sources[a].mapping.title: not a JMESPath expression: 'a['",
        ),
        (
            API + "    pages: 2\n    mapping: {title: a}\n",
            "2: sources[a]: pages needs mapping.next: where the next page's URL stands",
        ),
        (
            FEED + "    jurisdiction: Mexico\n",
            "6: sources[a].jurisdiction: unknown country 'Mexico'; did you mean MX?",
        ),
        (
            FEED + "    jurisdiction: NO\n",
            '6: sources[a].jurisdiction: put it in quotes ("NO"), for YAML reads it bare as true '
            "or false",
        ),
        (FEED + FEED[9:], "6: sources[a].id: two sources have this id, the other on line 2"),
        (FEED + "    kind: page\n", "6: sources[a].kind: given twice, the first time on line 4"),
        (
            FEED + "    every: 5\n",
            "6: sources[a].every: not an interval: 5; write as in 30m, 2h or 1d",
        ),
        (
            FEED + "    every: 0h\n",
            "6: sources[a].every: not an interval: '0h'; write as in 30m, 2h or 1d",
        ),
        (FEED + "    enabled: perhaps\n", "6: sources[a].enabled: 'perhaps': write true or false"),
        (
            FEED + "    baseline_alerts: many\n",
            "6: sources[a].baseline_alerts: 'many': write a whole number",
        ),
        (
            FEED + "    baseline_alerts: -1\n",
            "6: sources[a].baseline_alerts: -1: must be at least 0",
        ),
        (
            FEED + "    language: english\n",
            "6: sources[a].language: not a language: 'english'; write two small letters, as in en "
            "or es",
        ),
        (
            FEED + "    language: [en, es]\n",
            "6: sources[a].language: must be one text, not a list and not keys of its own",
        ),
        (
            FEED.replace("id: a", "id: US USTR"),
            "2: sources[US USTR].id: not an id: 'US USTR'; write small Latin letters, digits and "
            ". _ - (64 at most)",
        ),
        (
            FEED.replace("name: A", "name:"),
            "3: sources[a].name: is empty: write a value, or leave the key out",
        ),
        (FEED.replace("name: A", 'name: ""'), "3: sources[a].name: is empty: write a text"),
        (
            FEED.replace("name: A", 'name: "A\\nB"'),
            "3: sources[a].name: must be one line of text",
        ),
        (
            FEED.replace("https:", "ftp:"),
            "5: sources[a].location: must be an http(s) URL or a path",
        ),
        (
            FEED.replace("a.example/rss", ""),
            "5: sources[a].location: must be an http(s) URL or a path",
        ),
        (
            FEED.replace("feed", "folder"),
            "2: sources[a]: a folder's location is a path; an address takes kind: feed or page",
        ),
        ("sources:\n", "1: sources: is empty: write a value, or leave the key out"),
        ("sources: a\n", "1: sources: must be a list: [a]"),
        ("sources: {a: b}\n", "1: sources: must be a list: begin each entry with a dash"),
        ("- a\n", "1: must be keys with values, as in `key: value` (enable, sources)"),
        (
            "sources:\n  - a\n",
            f"2: sources[0]: must be keys with values, as in `key: value` ({KNOWN})",
        ),
    ],
)
def test_a_wrong_source_is_named_by_line_key_and_what_to_write(
    tmp_path: Path, text: str, says: str
) -> None:
    assert faults(tmp_path / "sources.yml", text) == [says]


def test_all_faults_are_named_at_once_the_first_twenty_in_full(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    assert faults(path, FEED + "    every: 5\n    language: english\n")[1:] == [
        "7: sources[a].language: not a language: 'english'; write two small letters, as in en or es"
    ]
    many = faults(path, "sources:\n" + "  - id: a\n" * 10)
    assert (len(many), many[-1]) == (21, "… and 10 more")


def test_a_source_has_defaults_and_its_path_is_seen_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("sources:\n  - {id: own, name: Own, kind: folder, location: texts}\n")
    (source,) = load_sources(path)
    assert source == Source(
        id="own",
        name="Own",
        kind="folder",
        location=str(tmp_path / "texts"),
        every=timedelta(hours=1),
        publisher="independent",
    )
    assert not source.is_remote


def test_the_same_path_is_the_same_source_each_time(tmp_path: Path) -> None:
    one, same = source_of(str(tmp_path / "Mi Texto.txt")), source_of(f"{tmp_path}/./Mi Texto.txt")
    assert (one.id, one.location) == (same.id, same.location)
    assert one.id.startswith("mi-texto-txt-")
    assert source_of(str(tmp_path / "другой.txt")).id != one.id
