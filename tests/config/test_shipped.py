"""The config that is shipped."""

import re
from pathlib import Path

from config.load import check_together, load_alerts, load_sources
from config.vocabulary import load_vocabulary

CONFIG = Path(__file__).parents[2] / "config"
SHIPPED = load_sources(CONFIG / "sources.yml", ["official", "media"])
"""Every source as it is when all groups are looked at."""
REGIONS = {
    "north-america", "latin-america", "europe", "asia-pacific", "middle-east", "africa", "cis",
    "international",
}  # fmt: skip


def test_the_shipped_config_loads_and_fits_together() -> None:
    sources = load_sources(CONFIG / "sources.yml")
    alerts = load_alerts(CONFIG / "alerts.yml")
    vocabulary = load_vocabulary(CONFIG / "vocabulary")
    check_together(CONFIG / "alerts.yml", alerts, sources, vocabulary.topics)
    assert set(vocabulary.topics) == {"tariffs", "energy", "digital", "culture"}


def test_the_catalogue_is_broad_and_official_first() -> None:
    assert len(SHIPPED) >= 100
    official = [source for source in SHIPPED if source.publisher == "official"]
    assert len(official) >= 60
    jurisdictions = {source.jurisdiction for source in SHIPPED} - {None}
    assert len(jurisdictions) >= 30
    assert jurisdictions >= {"US", "MX", "CA", "EU", "GB", "BR", "CN", "JP", "IN", "EAEU", "RU"}
    languages = {source.language for source in SHIPPED} - {None}
    assert languages == {"en", "es", "ru", "pt", "zh", "de", "fr", "it", "ja", "ko"}
    assert {source.kind for source in SHIPPED} == {"feed", "page", "sitemap", "api"}
    assert len({source.location for source in SHIPPED}) == len(SHIPPED)


def test_only_official_sources_are_looked_at_as_shipped() -> None:
    looked_at = {source.id for source in load_sources(CONFIG / "sources.yml") if source.enabled}
    official = {s.id for s in SHIPPED if s.publisher == "official" and s.enabled}
    assert looked_at == official


def test_every_source_is_in_the_groups_that_its_other_keys_say() -> None:
    for source in SHIPPED:
        sort = "official" if source.publisher == "official" else "media"
        assert {"official", "media"} & {*source.groups} == {sort}, source.id
        assert source.language in (*source.groups, None), source.id
        assert {*source.groups} & REGIONS, source.id


def test_every_group_is_explained_at_the_top_of_the_file() -> None:
    top, _, _ = (CONFIG / "sources.yml").read_text(encoding="utf-8").partition("\nenable:")
    explained = set(re.findall(r"[a-z][a-z-]+", top))
    assert {group for source in SHIPPED for group in source.groups} <= explained


def test_an_id_begins_with_its_jurisdiction() -> None:
    named = {s.id: s.jurisdiction for s in SHIPPED if s.jurisdiction is not None}
    wrong = [name for name, code in named.items() if not name.startswith(f"{code.lower()}-")]
    assert wrong == []


def test_a_source_says_how_long_its_silence_may_be_and_nothing_that_was_not_seen() -> None:
    enabled = [source for source in SHIPPED if source.enabled]
    silent = [s.id for s in enabled if s.expect.new_within is None and s.jurisdiction != "USMCA"]
    assert silent == []
    assert all(source.up_to is not None and source.up_to > source.every for source in SHIPPED)
    assert [source.id for source in SHIPPED if source.checked is not None] == []


def test_a_source_that_is_off_says_why() -> None:
    lines = (CONFIG / "sources.yml").read_text(encoding="utf-8").splitlines()
    for source in SHIPPED:
        above = lines[lines.index(f"  - id: {source.id}") - 3 :][:3]
        assert source.enabled != any("# Off: " in line for line in above), source.id


def test_the_licence_is_whole() -> None:
    text = (CONFIG.parent / "LICENSE").read_text()
    assert text.count("\n") == 202
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert text.rstrip().endswith("limitations under the License.")
