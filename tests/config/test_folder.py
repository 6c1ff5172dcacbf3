"""A config folder of one's own is used whole: its blocs and instruments too."""

import shutil
from pathlib import Path

import pytest

from config.codes import blocs, require_code
from config.faults import ConfigError
from config.folder import CHECKOUT
from config.instruments import require_instrument
from config.products import hs_codes
from config.vocabulary import load_vocabulary


@pytest.fixture
def own_vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    vocabulary = tmp_path / "config" / "vocabulary"
    shutil.copytree(CHECKOUT / "config" / "vocabulary", vocabulary)
    monkeypatch.setenv("TIDEWAITER_CONFIG", str(vocabulary.parent))
    return vocabulary


def test_a_bloc_of_ones_own_is_a_code(own_vocabulary: Path) -> None:
    (own_vocabulary / "blocs.yml").write_text("BENELUX: [BE, NL, LU]\n")
    assert blocs() == {"BENELUX": ("BE", "NL", "LU")}
    assert require_code("BENELUX") == "BENELUX"
    with pytest.raises(ValueError, match="unknown country 'MERCOSUR'"):
        require_code("MERCOSUR")


def test_an_instrument_of_ones_own_is_known(own_vocabulary: Path) -> None:
    file = own_vocabulary / "measures" / "instruments.yml"
    file.write_text("instruments:\n  Port fee: {family: other}\n")
    assert require_instrument("port fee") == "Port fee"


def test_a_vocabulary_without_a_language_is_refused(own_vocabulary: Path) -> None:
    (own_vocabulary / "countries" / "fr.yml").unlink()
    with pytest.raises(ConfigError, match=r"countries/fr\.yml: no such file: write \{\} in it"):
        load_vocabulary(own_vocabulary)
    (own_vocabulary / "countries" / "fr.yml").write_text("{}\n")
    assert load_vocabulary(own_vocabulary).countries["fr"].names == {}


def test_goods_codes_of_ones_own_are_read_or_missed(own_vocabulary: Path) -> None:
    (own_vocabulary / "hs2022.csv").write_text("a,b\n")
    with pytest.raises(ConfigError, match="holds no HS codes"):
        hs_codes()
