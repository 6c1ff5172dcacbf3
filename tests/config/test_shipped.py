"""The config that is shipped."""

from pathlib import Path

from config.load import check_together, load_alerts, load_sources
from config.vocabulary import load_vocabulary

CONFIG = Path(__file__).parents[2] / "config"


def test_the_shipped_config_loads_and_fits_together() -> None:
    sources = load_sources(CONFIG / "sources.yml")
    alerts = load_alerts(CONFIG / "alerts.yml")
    vocabulary = load_vocabulary(CONFIG / "vocabulary")
    check_together(CONFIG / "alerts.yml", alerts, sources, vocabulary.topics)
    assert set(vocabulary.topics) == {"tariffs", "energy", "digital", "culture"}


def test_the_shipped_sources_are_feeds_of_governments_and_their_agencies() -> None:
    sources = load_sources(CONFIG / "sources.yml")
    assert {source.kind for source in sources} == {"feed"}
    assert {source.publisher for source in sources} == {"official", "state-controlled"}
    assert all(source.is_remote for source in sources)
    assert len({source.location for source in sources}) == len(sources)
    jurisdictions = {source.jurisdiction for source in sources}
    assert jurisdictions >= {"US", "MX", "CA", "EU", "GB", "BR", "CN", "JP", "IN", "EAEU", "RU"}
    assert {source.language for source in sources} >= {"en", "es", "pt", "ru", "zh"}


def test_the_licence_is_whole() -> None:
    text = (CONFIG.parent / "LICENSE").read_text()
    assert text.count("\n") == 202
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert text.rstrip().endswith("limitations under the License.")
