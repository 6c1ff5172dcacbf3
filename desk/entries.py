"""Feeds of somebody's list as entries of sources.yml, which keeps its comments."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml

from desk.failures import NOTHING, DeskError

if TYPE_CHECKING:
    from config.schema import Source
    from parsers.opml import Outline

_ID_LIMIT = 48
_GROUP_LIMIT = 30
_NAME_LIMIT = 120
_LOOSE = "imported"
"""The group of a feed that was in no folder and has no category."""


def new_entries(outlines: "Iterable[Outline]", present: "Iterable[Source]") -> "list[Source]":
    """The feeds that are not there yet, each once, as sources with ids of their own."""
    from config.schema import Source
    from parsers.urls import canonical

    there = list(present)
    taken = {source.id for source in there}
    seen = {canonical(source.location) for source in there if source.is_remote}
    made: list[Source] = []
    for outline in outlines:
        if canonical(outline.xml_url) in seen:
            continue
        seen.add(canonical(outline.xml_url))
        source = Source(
            id=_id(outline, taken),
            name=_printable(outline.title) or outline.xml_url[:_NAME_LIMIT],
            kind="feed",
            location=outline.xml_url,
            language=outline.language,
            groups=_groups(outline),
        )
        taken.add(source.id)
        made.append(source)
    return made


def as_yaml(source: "Source") -> str:
    """One entry of the list, its lines ending in a line break."""
    lines = [
        f"- id: {_scalar(source.id)}",
        f"  name: {_scalar(source.name)}",
        f"  kind: {source.kind}",
        f"  location: {_scalar(source.location)}",
    ]
    if source.language:
        lines.append(f"  language: {_scalar(source.language)}")
    lines.append(f"  groups: [{', '.join(map(_scalar, source.groups))}]")
    return "".join(f"{line}\n" for line in lines)


def append(path: Path, sources: "Collection[Source]") -> str:
    """The file's text with entries below its last one, every other character as it was.

    DeskError where what that gives is not the old sources and the new ones.
    """
    from config.load import load_sources

    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    indent = " " * _column(path)
    new = "\n".join(_indented(as_yaml(source), indent) for source in sources)
    ending = "\r\n" if "\r\n" in text else "\n"
    whole = f"{text.rstrip()}{ending * 2}{new.replace(chr(10), ending)}"
    expected = [source.id for source in (*load_sources(path), *sources)]
    if _ids(whole) != expected:
        raise DeskError(f"{path}: cannot be appended to, for its sources are not what stands last")
    return whole


def _column(path: Path) -> int:
    """How far the dashes of the file's list of sources are from the left."""
    from config.marked import read

    node = read(path).node(("sources",))
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        reason = "its sources do not stand below each other with a dash each"
        raise DeskError(f"{path}: cannot be appended to, for {reason}", NOTHING)
    return int(node.start_mark.column)


def _ids(text: str) -> list[str]:
    """The sources of a file with this text; none where it is faulty."""
    from config.load import ConfigError, load_sources

    with TemporaryDirectory() as folder:
        path = Path(folder) / "sources.yml"
        path.write_text(text, encoding="utf-8")
        try:
            return [source.id for source in load_sources(path)]
        except ConfigError:
            return []


def _indented(entry: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in entry.splitlines())


def _id(outline: "Outline", taken: Collection[str]) -> str:
    """The name in small Latin letters, or the host's where it has none; a number where taken."""
    host = (urlsplit(outline.xml_url).hostname or "").removeprefix("www.")
    made = _slug(outline.title, _ID_LIMIT) or _slug(host, _ID_LIMIT) or "feed"
    numbered = (f"{made}-{number}" for number in range(2, len(taken) + 3))
    return made if made not in taken else next(name for name in numbered if name not in taken)


def _printable(name: str) -> str:
    """A name as config takes it: without characters that no line of text can show."""
    return " ".join("".join(filter(str.isprintable, name)).split())


def _groups(outline: "Outline") -> tuple[str, ...]:
    """Its categories, or where it names none, the folders that it was in."""
    names = [part for path in outline.categories for part in path.split("/")] or outline.folders
    slugs = [slug for name in names if (slug := _slug(name, _GROUP_LIMIT))]
    return tuple(dict.fromkeys(slugs)) or (_LOOSE,)


def _slug(text: str, limit: int) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:limit].strip("-")


def _scalar(text: str) -> str:
    """The text bare where YAML reads it as what it is, in a list and by itself, else in quotes."""
    try:
        is_itself = yaml.safe_load(f"- [{text}]\n- key: {text}") == [[text], {"key": text}]
    except yaml.YAMLError:
        is_itself = False
    return text if is_itself else json.dumps(text, ensure_ascii=False)
