"""`tidewaiter check` as somebody types it who has just broken their config."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

CONFIG = Path(__file__).parents[2] / "config"
TIDEWAITER = Path(sys.executable).with_name("tidewaiter")


def check(config: Path, **variables: str) -> tuple[int, str, str]:
    """Exit code, output and complaint of the command."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TIDEWAITER_")
    }
    environment |= {"TIDEWAITER_CONFIG": str(config), **variables}
    done = subprocess.run(
        [TIDEWAITER, "check"], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(copytree(CONFIG, tmp_path / "config"))


def test_a_copy_of_the_shipped_config_is_fine(copy: Path) -> None:
    code, output, complaint = check(copy)
    assert (code, complaint) == (0, "")
    assert output.startswith(f"{copy} is fine.\n")


def test_a_channel_without_its_variable_is_named_before_anything_runs(copy: Path) -> None:
    path = copy / "alerts.yml"
    shipped, folder = path.read_text("utf-8"), "\n    transport: folder\n"
    mailed = shipped.replace(folder, "\n    transport: smtp\n", 1)
    called = mailed.replace(folder, "\n    transport: http\n    secret_env: ERP_SECRET\n", 1)
    path.write_text(called, "utf-8")
    code, output, complaint = check(copy)
    assert (code, output) == (3, "")
    first, second = complaint.strip().splitlines()[-2:]
    assert "channels[trade-desk].transport: TIDEWAITER_SMTP_URL is not set" in first
    assert "channels[customs-system].secret_env: ERP_SECRET is not set" in second
    variables = {"TIDEWAITER_SMTP_URL": "smtp://mail.example", "ERP_SECRET": "whsec_c2VjcmV0"}
    assert check(copy, **variables)[0] == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("sources.yml", "every: 30m", "evry: 30m", "sources[us-ustr].evry: unknown key; did"),
        ("sources.yml", "jurisdiction: US", "jurisdiction: USA", "unknown country 'USA'; did you"),
        ("sources.yml", "kind: feed", "kind: page", "sources[us-ustr]: a page needs selectors"),
        ("sources.yml", "id: us-cbp-csms", "id: us-ustr", "two sources have this id, the other"),
        ("alerts.yml", "topics: [energy,", "topics: [enrgy,", "no topic is called 'enrgy'"),
        ("vocabulary/topics/energy.yml", "terms:", "term:", "term: unknown key; did you mean"),
    ],
)
def test_wrong_config_stops_with_file_line_and_key(
    copy: Path, file: str, old: str, new: str, says: str
) -> None:
    path = copy / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    code, output, complaint = check(copy)
    assert (code, output) == (3, "")
    assert complaint.startswith(f"{path}:") or f"\n{path}:" in complaint
    assert says in complaint
    assert "Traceback" not in complaint


def test_a_wrong_variable_stops_with_its_name_and_without_its_secret(copy: Path) -> None:
    code, output, complaint = check(copy, TIDEWAITER_SMTP_URL="http://u:hunter2@mail.example")
    assert (code, output) == (3, "")
    assert complaint.startswith("TIDEWAITER_SMTP_URL: not a mail server's URL")
    assert "hunter2" not in complaint
