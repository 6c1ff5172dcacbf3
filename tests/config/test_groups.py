"""Which groups of sources are looked at."""

from pathlib import Path

import pytest

from config.faults import ConfigError
from config.load import load_sources
from config.settings import Settings, read_settings

SOURCES = """\
sources:
  - {id: a, name: A, kind: feed, location: https://a.example/, groups: [official, es]}
  - {id: b, name: B, kind: feed, location: https://b.example/, groups: [media, es]}
  - {id: c, name: C, kind: feed, location: https://c.example/, groups: [official], enabled: false}
  - {id: d, name: D, kind: feed, location: https://d.example/}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.yml"


def enabled(path: Path, text: str, *enable: str) -> list[str]:
    path.write_text(text)
    sources = load_sources(path, enable)
    assert [source.id for source in sources] == ["a", "b", "c", "d"]
    return [source.id for source in sources if source.enabled]


def faults(path: Path, text: str, *enable: str) -> list[str]:
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_sources(path, enable)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def test_without_enable_every_source_is_looked_at_that_is_not_switched_off(path: Path) -> None:
    assert enabled(path, SOURCES) == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("groups", "ids"),
    [("[official]", ["a"]), ("[es]", ["a", "b"]), ("[media, official]", ["a", "b"])],
)
def test_only_sources_in_one_of_the_groups_are_looked_at_and_all_are_listed(
    path: Path, groups: str, ids: list[str]
) -> None:
    assert enabled(path, f"enable: {groups}\n{SOURCES}") == ids


def test_what_the_environment_enables_counts_instead_of_what_the_file_does(path: Path) -> None:
    assert enabled(path, f"enable: [official]\n{SOURCES}", "media") == ["b"]


def test_a_group_that_no_source_is_in_is_a_fault(path: Path) -> None:
    assert faults(path, f"enable:\n  - es\n  - oficial\n{SOURCES}") == [
        "3: enable[1]: no source is in the group 'oficial'; did you mean official?"
    ]
    assert faults(path, f"enable: [zh]\n{SOURCES}") == [
        "1: enable[0]: no source is in the group 'zh'; there are es, media, official"
    ]
    alone = "enable: [es]\nsources: [{id: d, name: D, kind: feed, location: https://d.example/}]\n"
    assert faults(path, alone) == [
        "1: enable[0]: no source is in the group 'es'; no source names any"
    ]


def test_such_a_group_in_the_environment_is_named_by_its_variable(path: Path) -> None:
    assert faults(path, SOURCES, "offical", "es") == [
        "TIDEWAITER_ENABLE: no source is in the group 'offical'; did you mean official?"
    ]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("[]", "1: enable: is empty: name a group, or leave the key out for all"),
        ("", "1: enable: is empty: write a value, or leave the key out"),
        ("official", "1: enable: must be a list: [official]"),
        ("[Official]", "1: enable[0]: not an id: 'Official'; write small Latin letters, digits"),
    ],
)
def test_enable_is_a_list_of_groups(path: Path, written: str, says: str) -> None:
    (fault,) = faults(path, f"enable: {written}\n{SOURCES}")
    assert fault.startswith(says)


@pytest.mark.parametrize(
    ("written", "groups"),
    [("es", ("es",)), ("official, ru,", ("official", "ru")), ('["es"]', ("es",)), ("", ())],
)
def test_the_variable_is_a_comma_list_or_json(
    monkeypatch: pytest.MonkeyPatch, written: str, groups: tuple[str, ...]
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TIDEWAITER_{name.upper()}", raising=False)
    monkeypatch.setenv("TIDEWAITER_ENABLE", written)
    assert read_settings().enable == groups
