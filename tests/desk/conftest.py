"""`tidewaiter` as people start it: a process, with config and var of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from config.folder import CHECKOUT
from tests.alerts.mailserver import Mailbox, mail_server
from tests.desk.documents import DOCUMENTS

TIDEWAITER = Path(sys.executable).with_name("tidewaiter")
ALERTS: dict[str, Any] = {
    "channels": [
        {"id": "desk", "kind": "email", "to": ["desk@example.org"], "transport": "folder"},
        {"id": "post", "kind": "email", "to": ["post@example.org"], "transport": "smtp"},
    ],
    "rules": [
        {
            "id": "against-canada",
            "name": "Measures against Canada",
            "when": {"targeted": ["CA"]},
            "channels": ["desk", "post"],
        }
    ],
}


class Desk:
    """A folder with config, var and documents, and the program to run over them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config, self.var, self.documents = root / "config", root / "var", root / "documents"
        self.mail = "smtp://127.0.0.1:9"
        """Where mail goes; nobody listens there."""

    def furnish(self) -> None:
        """Lay out config and documents; JSON is YAML too."""
        self.config.mkdir(parents=True)
        (self.config / "vocabulary").symlink_to(CHECKOUT / "config" / "vocabulary")
        (self.config / "sources.yml").write_text(json.dumps({"sources": []}))
        (self.config / "alerts.yml").write_text(json.dumps(ALERTS))
        self.documents.mkdir()
        for name, text in DOCUMENTS.items():
            (self.documents / name).write_text(text, encoding="utf-8")

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """What a shell would give: nothing of the tests' own Prefect, and bytecode kept."""
        not_ours = ("TIDEWAITER_", "PREFECT", "PYTHONDONTWRITE")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(not_ours)}
        own = {"TIDEWAITER_CONFIG": str(self.config), "TIDEWAITER_VAR": str(self.var)}
        own |= {"TIDEWAITER_SMTP_URL": self.mail}
        return {**kept, "COLUMNS": "100", **own, **more}

    def tidewaiter(
        self, *words: str | Path, given: str | None = None, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        """One command, run to its end; `given` is its stdin, `more` its environment."""
        return subprocess.run(
            [TIDEWAITER, *words],
            input=given,
            env=self.environment(more),
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    def json(self, *words: str | Path) -> Any:
        """What a command that must go well prints as JSON, on stdout alone."""
        done = self.tidewaiter(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


FirstRun = tuple[Desk, "subprocess.CompletedProcess[str]"]


@pytest.fixture
def fresh(tmp_path: Path) -> Desk:
    """A desk of one's own, on which nothing has run."""
    desk = Desk(tmp_path / "home")
    desk.furnish()
    return desk


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """A desk whose documents were read once, and what that run said. To be looked at only."""
    desk = Desk(tmp_path_factory.mktemp("desk") / "home")
    desk.furnish()
    with mail_server(Mailbox(to_recipient="550 no such user")) as port:
        desk.mail = f"smtp://127.0.0.1:{port}"
        return desk, desk.tidewaiter("run", desk.documents, "--alert-baseline")


@pytest.fixture
def desk(first_run: FirstRun) -> Desk:
    """The desk after its first run. To be looked at only."""
    return first_run[0]


@pytest.fixture
def copied(first_run: FirstRun, tmp_path: Path) -> Desk:
    """A copy of the desk after its first run, to be written on."""
    shutil.copytree(first_run[0].root, tmp_path / "copy", symlinks=True)
    return Desk(tmp_path / "copy")
