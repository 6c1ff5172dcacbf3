"""Where config is: in the checkout, or where TIDEWAITER_CONFIG says."""

import os
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def config_folder() -> Path:
    """The absolute folder with sources.yml, alerts.yml and vocabulary/."""
    return _folder(os.environ.get("TIDEWAITER_CONFIG"))


@cache
def _folder(named: str | None) -> Path:
    return Path(named).expanduser().absolute() if named else CHECKOUT / "config"


def vocabulary_folder() -> Path:
    """The folder with the words by which items are understood."""
    return config_folder() / "vocabulary"
