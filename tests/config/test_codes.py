"""Codes of countries and blocs."""

from pathlib import Path

import pytest

from config.codes import ISO_3166, blocs, read_blocs, require_code
from config.faults import ConfigError


def test_there_are_249_iso_codes_and_kosovo() -> None:
    assert (len(ISO_3166), "XK" in ISO_3166) == (250, True)


def test_blocs_are_no_countries_and_their_members_are() -> None:
    assert set(blocs()) & ISO_3166 == set()
    assert {member for members in blocs().values() for member in members} <= ISO_3166
    assert blocs()["USMCA"] == ("CA", "MX", "US")
    assert len(blocs()["EU"]) == 27


@pytest.mark.parametrize("code", ["MX", "EU", "XK", "PACIFIC-ALLIANCE"])
def test_a_code_stands_for_itself(code: str) -> None:
    assert require_code(code) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("mx", "MX"),
        ("MEX", "MX"),
        ("Mexico", "MX"),
        ("México", "MX"),
        ("Россия", "RU"),
        ("中国", "CN"),
        ("UK", "GB"),
        ("usmca", "USMCA"),
        ("MERCOSUL", "MERCOSUR"),
    ],
)
def test_what_was_meant_is_named(written: str, code: str) -> None:
    with pytest.raises(ValueError, match=f"^unknown country '{written}'; did you mean {code}\\?$"):
        require_code(written)


@pytest.mark.parametrize("written", ["", "XX", "Atlantis", "U S"])
def test_what_is_no_country_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="write its ISO 3166-1 alpha-2 code, or a bloc: EU"):
        require_code(written)


def test_a_wrong_member_of_a_bloc_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "blocs.yml"
    path.write_text("ALBA: [CU, VE]\nEFTA: [CH, NO]\nG7: US\n")
    with pytest.raises(ConfigError) as caught:
        read_blocs(path)
    assert str(caught.value).splitlines() == [
        f"{path}:2: EFTA[1]: unknown country False",
        f"{path}:3: G7: must be a list of its members",
    ]
