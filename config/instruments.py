"""The names of instruments: Global Trade Alert's intervention types and a few of our own."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml

INSTRUMENTS_FILE = Path(__file__).parent / "vocabulary" / "measures" / "instruments.yml"


@cache
def instruments() -> dict[str, str]:
    """Each name as facts have it, by itself in lower case."""
    listed = yaml.safe_load(INSTRUMENTS_FILE.read_text(encoding="utf-8"))["instruments"]
    names = (entry.get("name") or key for key, entry in listed.items())
    return {name.casefold(): name for name in names}


def require_instrument(name: str) -> str:
    """The name as the vocabulary spells it, or ValueError when it names no instrument."""
    known = instruments()
    if name.casefold() not in known:
        near = [known[match] for match in get_close_matches(name.casefold(), known)]
        hint = f": did you mean {' or '.join(near)}?" if near else ""
        raise ValueError(f"unknown instrument {name!r}{hint}")
    return known[name.casefold()]
