"""YAML files read so that whatever is wrong in them can be named by line and key."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from config.faults import ConfigError, shown
from config.syntax import syntax_fault

Place = tuple[str | int, ...]
"""The keys and list indexes that lead to a value."""

# libyaml reads ten times as fast, and the vocabulary is half a megabyte.
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_LARGEST = 500_000
_BOUND = f"at most {_LARGEST} values, aliases written out, and {_DEEPEST} within each other"
_INSIDE = "stands inside a value that has an anchor of its own: write one of them out"
_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map")
}
_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML file's value, and where each part of it stands."""

    path: Path
    root: yaml.Node
    value: Any

    def fault(self, place: Place, what: str) -> str:
        """One line that names file, line, key and what is wrong."""
        key = self.key(place)
        return f"{self.path}:{self.line(place)}: {key}{': ' if key else ''}{what}"

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it that the file has."""
        return [self.root.start_mark.line, *(line for _, line, _ in self._steps(place))][-1] + 1

    def key(self, place: Place) -> str:
        """A place as people write it, an entry of a list by its id: `rules[steel].when.topics`."""
        nodes = [self.root, *(node for _, _, node in self._steps(place))]
        around: list[yaml.Node | None] = [*nodes, *(None for _ in place)]
        named = [_step(around[at], part, around[at + 1]) for at, part in enumerate(place)]
        return "".join(named).removeprefix(".")

    def node(self, place: Place) -> yaml.Node | None:
        """What the file has at a place, if anything."""
        steps = [node for _, _, node in self._steps(place)]
        return [self.root, *steps][-1] if len(steps) == len(place) else None

    def _steps(self, place: Place) -> Iterator[tuple[str | int, int, yaml.Node]]:
        """Each part of a place with its line and node, as far as the file goes."""
        node: yaml.Node = self.root
        for part in place:
            found = _child(node, part)
            if found is None:
                return
            line, node = found
            yield part, line, node


def read(path: Path) -> Marked:
    """The file at `path`; ConfigError when it cannot be read, is no YAML or is empty.

    Anchors and aliases work within bounds; merge keys and tags are refused.
    """
    text = _text(path)
    try:
        _require_small(path, text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ConfigError(syntax_fault(path, text, error)) from error
    if root is None:
        raise ConfigError(f"{path}:1: the file is empty")
    return Marked(path, root, _value(Marked(path, root, None), root, (), SafeConstructor()))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise ConfigError(
            f"{path}:{line}: byte 0x{byte:02x} is not UTF-8: save the file as UTF-8"
        ) from error


def _require_small(path: Path, text: str) -> None:
    """ConfigError at too deep nesting, or where aliases would make a large file of a small one."""
    sizes: dict[str | None, int] = {}
    around: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=_LOADER):
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            if any(name for name, _ in around):
                raise ConfigError(f"{path}:{_line(event)}: the alias *{anchor} {_INSIDE}")
            total += sizes.get(anchor, 0)
        elif isinstance(event, yaml.NodeEvent):
            total += 1
            sizes[anchor] = 1
        if isinstance(event, yaml.CollectionStartEvent):
            around.append((anchor, total))
        elif isinstance(event, yaml.CollectionEndEvent):
            name, before = around.pop()
            sizes[name] = total - before + 1
        if len(around) > _DEEPEST or total > _LARGEST:
            raise ConfigError(f"{path}:{_line(event)}: too large: {_BOUND}")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _child(node: yaml.Node, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        child = node.value[part] if part < len(node.value) else None
        return (child.start_mark.line, child) if child is not None else None
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if key.value == str(part):
                return key.start_mark.line, child
    return None


def _step(around: yaml.Node | None, part: str | int, node: yaml.Node | None) -> str:
    if isinstance(part, str) or isinstance(around, yaml.MappingNode):
        return f".{_printable(str(part))}"
    entry = _child(node, "id") if node is not None else None
    name = entry[1].value if entry and isinstance(entry[1], yaml.ScalarNode) else ""
    return f"[{_printable(name) or part}]"


def _printable(text: str) -> str:
    return text if text.isprintable() else ascii(text)


def _value(marked: Marked, node: yaml.Node, place: Place, constructor: SafeConstructor) -> Any:
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if node.tag not in _TAGS:
        raise ConfigError(marked.fault(place, _refuse_tag(node)))
    if isinstance(node, yaml.SequenceNode):
        entries = enumerate(node.value)
        return [_value(marked, child, (*place, i), constructor) for i, child in entries]
    if isinstance(node, yaml.MappingNode):
        return _mapping(marked, node, place, constructor)
    try:
        return constructor.construct_object(node)
    except (ValueError, OverflowError) as error:
        what = f"{shown(node.value)} is no value that YAML can read: put it in quotes"
        raise ConfigError(marked.fault(place, what)) from error


def _mapping(
    marked: Marked, node: yaml.MappingNode, place: Place, constructor: SafeConstructor
) -> dict[Hashable, Any]:
    values: dict[Hashable, Any] = {}
    for key_node, child in node.value:
        key = _key(marked, key_node, place, constructor)
        if key in values:
            first = marked.line((*place, key))
            where = f"{marked.path}:{key_node.start_mark.line + 1}: {marked.key((*place, key))}"
            raise ConfigError(f"{where}: given twice, the first time on line {first}")
        values[key] = _value(marked, child, (*place, key), constructor)
    return values


def _key(marked: Marked, node: yaml.Node, place: Place, constructor: SafeConstructor) -> str | int:
    if not isinstance(node, yaml.ScalarNode):
        where = f"{marked.path}:{node.start_mark.line + 1}"
        raise ConfigError(f"{where}: a key must be one word, not a list and not keys of its own")
    if node.tag == "tag:yaml.org,2002:merge":
        what = "merge keys (<<) are not read here: write the keys out"
        raise ConfigError(f"{marked.path}:{node.start_mark.line + 1}: {what}")
    key = _value(marked, node, (*place, node.value), constructor)
    if isinstance(key, bool) or not isinstance(key, str | int):
        what = f'put the key in quotes ("{node.value}"), for bare it is no text to YAML'
        raise ConfigError(marked.fault((*place, node.value), what))
    return key


def _refuse_tag(node: yaml.Node) -> str:
    if node.tag == "tag:yaml.org,2002:value":
        return 'put it in quotes: "="'
    return f"the tag {node.tag} is not read here: take it away"
