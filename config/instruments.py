"""The names of instruments: Global Trade Alert's intervention types and a few of our own."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from config.faults import ConfigError
from config.folder import vocabulary_folder
from config.marked import read


def instruments() -> dict[str, str]:
    """Each name as facts have it, by itself in lower case; ConfigError where there are none."""
    return _read(vocabulary_folder() / "measures" / "instruments.yml")


@cache
def _read(path: Path) -> dict[str, str]:
    marked = read(path)
    listed = marked.value.get("instruments") if isinstance(marked.value, dict) else None
    if not isinstance(listed, dict):
        raise ConfigError(marked.fault((), "must have the key `instruments`"))
    names = ((isinstance(e, dict) and e.get("name")) or key for key, e in listed.items())
    return {str(name).casefold(): str(name) for name in names}


def require_instrument(name: str) -> str:
    """The name as the vocabulary spells it, or ValueError when it names no instrument."""
    known = instruments()
    if name.casefold() not in known:
        near = get_close_matches(name.casefold(), known) or _holding(name.casefold(), known)
        hint = f": did you mean {' or '.join(known[match] for match in near)}?" if near else ""
        raise ValueError(f"unknown instrument {name!r}{hint}")
    return known[name.casefold()]


def _holding(part: str, known: Iterable[str]) -> list[str]:
    """The first few names that hold what was written, a letter or two of its end left out."""
    stem = part[: max(4, len(part) - 2)]
    return [name for name in known if stem in name][:5]
