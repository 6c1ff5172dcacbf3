"""Config files to checked records; whatever is wrong is named by file, line and key."""

import re
from collections.abc import Hashable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from config.schema import AlertsFile, Source, SourcesFile

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]


class ConfigError(Exception):
    """Config that cannot be run with; one line per fault."""


def load(path: Path, model: type[Model]) -> Model:
    """The file as `model`; ConfigError names each fault's file, line and key."""
    root = _compose(path)
    lines: dict[Place, int] = {}
    data = _plain(path, root, (), lines)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = [_fault(path, lines, dict(fault)) for fault in error.errors()]
        raise ConfigError("\n".join(dict.fromkeys(faults))) from error


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of one file, their ids unique and their paths absolute."""
    sources = load(path, SourcesFile).sources
    _refuse_repeats(path, "source", (source.id for source in sources))
    return tuple(resolve(source, path.parent) for source in sources)


def resolve(source: Source, base: Path) -> Source:
    """The source with a path location made absolute, as seen from the folder `base`."""
    if source.is_remote:
        return source
    location = (base / Path(source.location).expanduser()).resolve()
    return source.model_copy(update={"location": str(location)})


def source_of(path: str) -> Source:
    """A file or folder of somebody's own as a source, the same one each time."""
    absolute = Path(path).expanduser().resolve()
    name = re.sub(r"[^a-z0-9]+", "-", absolute.name.lower()).strip("-")[:40] or "path"
    digest = sha256(str(absolute).encode()).hexdigest()[:8]
    return Source(id=f"{name}-{digest}", name=path, kind="folder", location=str(absolute))


def load_alerts(path: Path) -> AlertsFile:
    """Channels and rules, their ids unique and every rule's channels known."""
    alerts = load(path, AlertsFile)
    _refuse_repeats(path, "channel", (channel.id for channel in alerts.channels))
    _refuse_repeats(path, "rule", (rule.id for rule in alerts.rules))
    known = {channel.id for channel in alerts.channels}
    for rule in alerts.rules:
        for channel in rule.channels:
            if channel not in known:
                line = _line_of(path, channel)
                fault = f"rules.{rule.id}.channels: no channel {channel!r}"
                raise ConfigError(f"{path}:{line}: {fault}")
    return alerts


def _compose(path: Path) -> yaml.Node:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}:{line}: not YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not YAML: {error}") from error
    if root is None:
        raise ConfigError(f"{path}:1: the file is empty")
    return root


def _plain(path: Path, node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:
    """The node's value; `lines` learns where each place of it stands."""
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(path, child, (*place, i), lines) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(path, node, place, lines)
    return yaml.SafeLoader("").construct_object(node)


def _plain_mapping(
    path: Path, node: yaml.MappingNode, place: Place, lines: dict[Place, int]
) -> dict[Hashable, Any]:
    values: dict[Hashable, Any] = {}
    for key_node, child in node.value:
        key = _plain(path, key_node, (), {})
        if key in values:
            raise ConfigError(f"{path}:{key_node.start_mark.line + 1}: {key}: given twice")
        values[key] = _plain(path, child, (*place, key), lines)
        lines[(*place, key)] = key_node.start_mark.line + 1
    return values


def _fault(path: Path, lines: dict[Place, int], fault: dict[str, Any]) -> str:
    place: Place = ()
    for part in fault["loc"]:
        # A union's tag stands in the fault's place but not in the file: step over it.
        place = (*place, part) if (*place, part) in lines else place
    key = ".".join(
        map(str, place if place[-1:] == fault["loc"][-1:] else (*place, fault["loc"][-1]))
    )
    what = "unknown key" if fault["type"] == "extra_forbidden" else fault["msg"]
    return f"{path}:{lines[place]}: {key}: {what.removeprefix('Value error, ')}"


def _refuse_repeats(path: Path, what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            line = _line_of(path, identifier, last=True)
            raise ConfigError(f"{path}:{line}: id: two {what}s are called {identifier!r}")
        seen.add(identifier)


def _line_of(path: Path, value: str, *, last: bool = False) -> int:
    """The line on which a scalar stands (its last one when asked)."""
    tokens = yaml.scan(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    found: list[int] = [
        token.start_mark.line + 1
        for token in tokens
        if isinstance(token, yaml.ScalarToken) and token.value == value
    ]
    return found[-1 if last else 0]
