"""A home of its own for each test, and one Prefect server for all of them."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # before Prefect reads it

from prefect.testing.utilities import prefect_test_harness

from config.folder import CHECKOUT
from config.settings import Settings
from flows.home import no_heartbeat
from flows.resources import Resources, open_resources

ALERTS: dict[str, Any] = {
    "channels": [
        {"id": "desk", "kind": "email", "to": ["desk@example.org"], "transport": "folder"}
    ],
    "rules": [
        {
            "id": "tariffs",
            "name": "Anything on tariffs",
            "when": {"topics": ["tariffs"]},
            "channels": ["desk"],
        }
    ],
}


class Home:
    """A folder with config, var and a place for documents; the settings point at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config = root / "config"
        self.outbox = root / "var" / "outbox"
        self.config.mkdir()
        (self.config / "vocabulary").symlink_to(CHECKOUT / "config" / "vocabulary")
        self.configure()

    def configure(
        self, sources: list[dict[str, Any]] | None = None, alerts: dict[str, Any] = ALERTS
    ) -> None:
        """Write config; JSON is YAML too."""
        (self.config / "sources.yml").write_text(json.dumps({"sources": sources or []}))
        (self.config / "alerts.yml").write_text(json.dumps(alerts))

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def mails(self) -> list[Path]:
        return sorted(self.outbox.glob("*.eml"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("TIDEWAITER_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TIDEWAITER_VAR", str(tmp_path / "var"))
    return Home(tmp_path)


@pytest.fixture
def resources(home: Home) -> Iterator[Resources]:
    with open_resources(Settings()) as opened:
        yield opened


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """Prefect's own server on a database of its own; it takes some seconds, once."""
    with prefect_test_harness(server_startup_timeout=90), no_heartbeat():
        yield
