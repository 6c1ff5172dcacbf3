"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from config.folder import CHECKOUT, PREFIX
from config.load import load_alerts
from config.settings import Settings
from desk.cli import COMMANDS

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/decisions.md")


def test_the_config_example_loads(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "alerts.yml"
    path.write_text(example)
    alerts = load_alerts(path)
    assert [rule.id for rule in alerts.rules] == ["steel-against-us"]


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    table = re.findall(r"^\| `tidewaiter (\w+)` \|", README, re.MULTILINE)
    assert sorted(table) == sorted(COMMANDS)
    typed = re.findall(r"(?:`|bin/|587 )tidewaiter (\w+)", README)
    assert set(typed) <= set(COMMANDS)


def test_every_setting_stands_in_the_readme() -> None:
    table = re.findall(rf"^\| `{PREFIX}(\w+)` \|", README, re.MULTILINE)
    assert sorted(table) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    text = (CHECKOUT / document).read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:config|seeds|tests|flows|alerts|storage|desk|parsers|classifiers|"
        r"docs)/[\w./-]*)`",
        text,
    )
    placeholders = ("NAME", "LANGUAGE")
    missing = [
        path
        for path in named
        if not any(word in path for word in placeholders) and not (CHECKOUT / path).exists()
    ]
    assert missing == []
