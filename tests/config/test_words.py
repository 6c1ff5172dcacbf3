"""Faults in `config/vocabulary/` are named by file, line and key too."""

from pathlib import Path
from shutil import copytree

import pytest

from config.faults import ConfigError
from config.vocabulary import load_vocabulary

VOCABULARY = Path(__file__).parents[2] / "config" / "vocabulary"


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("topics/energy.yml", "terms: {en: {5: oil}}\n", "1: terms.en.5: 5: must be at most 3"),
        ("topics/energy.yml", "terms:\n  en:\n    x: oil\n", "3: terms.en.x: 'x': write a whole"),
        ("topics/energy.yml", "terms: {english: {3: oil}}\n", "1: terms.english: not a language"),
        ("topics/energy.yml", "terms: {}\ntreshold: 3\n", "2: treshold: unknown key; did you mean"),
        ("topics/energy.yml", "terms: {}\nthreshold: -1\n", "2: threshold: -1: must be more than"),
        ("topics/energy.yml", "", "1: the file is empty"),
        ("countries/en.yml", "names:\n  Mexico: x\n", "2: names.Mexico: unknown country 'Mexico'"),
        ("countries/en.yml", "names: {NO: x}\n", '1: names.NO: put the key in quotes ("NO")'),
        ("countries/en.yml", "name: {}\n", "1: name: unknown key; did you mean names?"),
        ("measures/statuses.yml", "actions: {imposed: {}}\n", "1: actions.imposed: unknown value"),
    ],
)
def test_a_wrong_word_list_is_named(tmp_path: Path, file: str, text: str, says: str) -> None:
    folder = tmp_path / "vocabulary"
    copytree(VOCABULARY, folder)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_vocabulary(folder)
    assert str(caught.value).startswith(f"{folder / file}:{says}")
