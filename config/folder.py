"""Where config is: in the checkout, or where TIDEWAITER_CONFIG says."""

import os
from functools import cache
from pathlib import Path

PREFIX = "TIDEWAITER_"
"""Of every variable that is ours."""
CHECKOUT = Path(__file__).resolve().parents[1]


def config_folder() -> Path:
    """The absolute folder with sources.yml, alerts.yml and vocabulary/.

    Asked of the environment and not of Settings, as the shapes of config are checked by the codes
    and names in it before there are any Settings.
    """
    return _folder(os.environ.get(f"{PREFIX}CONFIG"))


@cache
def _folder(named: str | None) -> Path:
    return Path(named).expanduser().absolute() if named else CHECKOUT / "config"


def vocabulary_folder() -> Path:
    """The folder with the words by which items are understood."""
    return config_folder() / "vocabulary"
