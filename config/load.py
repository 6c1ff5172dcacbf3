"""Config files to checked records; whatever is wrong is named by file, line and key."""

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from config.faults import ConfigError, Fault, did_you_mean, in_words, refuse, shown
from config.folder import PREFIX
from config.marked import Marked, Place, read
from config.schema import AlertsFile, Condition, Source, SourcesFile

__all__ = ["ConfigError", "check_together", "load", "load_alerts", "load_sources", "source_of"]

Model = TypeVar("Model", bound=BaseModel)
ENABLE = f"{PREFIX}ENABLE"
"""The variable that says which groups, where the file's own `enable` is not to count."""


def load(path: Path, model: type[Model]) -> Model:
    """The file as `model`; ConfigError names each fault's file, line and key."""
    return _checked(read(path), model)


def load_sources(path: Path, enable: Collection[str] = ()) -> tuple[Source, ...]:
    """The sources of one file, their ids unique and their paths absolute.

    Those outside the groups of `enable` (where that is empty, of the file's own) are not enabled.
    """
    marked = read(path)
    listed = _checked(marked, SourcesFile)
    repeats = _repeats(marked, "sources", [source.id for source in listed.sources])
    _stop_at([*repeats, *_unknown_groups(marked, listed, enable)])
    chosen = frozenset(enable or listed.enable)
    return tuple(resolve(_chosen(source, chosen), path.parent) for source in listed.sources)


def _chosen(source: Source, groups: frozenset[str]) -> Source:
    if not groups or not groups.isdisjoint(source.groups):
        return source
    return source.model_copy(update={"enabled": False})


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
    """Channels and rules, their ids unique, the channels of rules and of the operator known."""
    marked = read(path)
    alerts = _checked(marked, AlertsFile)
    channels = [channel.id for channel in alerts.channels]
    _stop_at(
        [
            *_repeats(marked, "channels", channels),
            *_repeats(marked, "rules", [rule.id for rule in alerts.rules]),
            *_unknown_channels(marked, alerts, channels),
        ]
    )
    return alerts


def check_together(
    path: Path, alerts: AlertsFile, sources: Iterable[Source], topics: Collection[str]
) -> None:
    """ConfigError where a rule of the file at `path` names a source or topic that is not there."""
    known = {"sources": [source.id for source in sources], "topics": list(topics)}
    found = [
        ((*place, key, index), key, name)
        for place, condition in _conditions(alerts)
        for key in known
        for index, name in enumerate(getattr(condition, key))
        if name not in known[key]
    ]
    if found:
        marked = read(path)
        _stop_at(_unknown(marked, place, key, name, known[key]) for place, key, name in found)


def _checked(marked: Marked, model: type[Model]) -> Model:
    try:
        return model.model_validate(marked.value)
    except ValidationError as error:
        faults = [_fault(marked, model, dict(fault)) for fault in error.errors()]
        raise refuse(faults) from error


def _stop_at(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise refuse(found)


def _repeats(marked: Marked, key: str, ids: list[str]) -> Iterator[str]:
    for index, identifier in enumerate(ids):
        first = ids.index(identifier)
        if first < index:
            line = marked.line((key, first, "id"))
            what = f"two {key} have this id, the other on line {line}"
            yield marked.fault((key, index, "id"), what)


def _unknown_groups(marked: Marked, listed: SourcesFile, asked: Collection[str]) -> Iterator[str]:
    """The groups that no source is in, of the file's `enable` and of the environment's."""
    known = sorted({group for source in listed.sources for group in source.groups})
    if "enable" in listed.model_fields_set and not listed.enable:
        yield marked.fault(("enable",), "is empty: name a group, or leave the key out for all")
    for index, name in enumerate(listed.enable):
        if name not in known:
            yield marked.fault(("enable", index), _no_group(name, known))
    yield from (f"{ENABLE}: {_no_group(name, known)}" for name in asked if name not in known)


def _no_group(name: str, known: Collection[str]) -> str:
    listed = f"; there are {', '.join(known)}" if known else "; no source names any"
    hint = did_you_mean(name, known, otherwise=listed)
    return f"no source is in the group {shown(name)}{hint}"


def _unknown_channels(marked: Marked, alerts: AlertsFile, known: list[str]) -> Iterator[str]:
    named: list[tuple[Place, tuple[str, ...]]] = [(("operator",), alerts.operator)]
    named += [(("rules", at, "channels"), rule.channels) for at, rule in enumerate(alerts.rules)]
    for place, channels in named:
        for index, name in enumerate(channels):
            if name not in known:
                yield _unknown(marked, (*place, index), "channels", name, known)


def _unknown(marked: Marked, place: Place, key: str, name: str, known: Collection[str]) -> str:
    listed = f"; known are {', '.join(known)}" if known else ""
    hint = did_you_mean(name, known, otherwise=listed)
    return marked.fault(place, f"no {key.removesuffix('s')} is called {name!r}{hint}")


def _conditions(alerts: AlertsFile) -> Iterator[tuple[Place, Condition]]:
    for index, rule in enumerate(alerts.rules):
        yield from _within(("rules", index, "when"), rule.when)


def _within(place: Place, condition: Condition) -> Iterator[tuple[Place, Condition]]:
    """A condition and those in it, each with its place in the file."""
    yield place, condition
    for key, inner in (("all", condition.all), ("any", condition.any), ("not", condition.not_)):
        for index, child in enumerate(inner):
            yield from _within((*place, key, index), child)


def _fault(marked: Marked, model: type[BaseModel], fault: dict[str, Any]) -> str:
    """One of pydantic's faults as a line of the report."""
    place, known = _place(marked, model, fault["loc"])
    node = marked.node(place)
    context = {"key": place[-1] if place else "", **fault.get("ctx", {})}
    if fault["type"].startswith("union_tag"):
        place = (*place, context["discriminator"].strip("'"))
    written = node.value if isinstance(node, yaml.ScalarNode) else None
    if fault["loc"][-1:] == ("[key]",):
        written = str(place[-1])
    said = Fault(fault["type"], fault["msg"], context, fault["input"], written, known)
    return marked.fault(place, in_words(said))


def _place(
    marked: Marked, model: type[BaseModel], loc: tuple[str | int, ...]
) -> tuple[Place, tuple[str, ...]]:
    """Where in the file a fault is, and the keys that could stand there.

    A union's tag and the mark of a faulty key stand in pydantic's place but not in the file.
    """
    place: Place = ()
    models = [model]
    for number, part in enumerate(loc, start=1):
        at_hand = [known for known in models if _tag(known) == part] or models
        last_key = number == len(loc) and part != "[key]" and at_hand == models
        models = at_hand
        if last_key or marked.node((*place, part)) is not None:
            place = (*place, part)
            models = [found for known in models for found in _inside(known, part)] or models
    # An unknown key has no model of its own, so the models are still those around it.
    return place, tuple(dict.fromkeys(key for known in models for key in _keys(known)))


def _tag(model: type[BaseModel]) -> object:
    """The `kind` by which a union tells its models apart, if it has one value."""
    kind = model.model_fields.get("kind")
    values = get_args(kind.annotation) if kind else ()
    return values[0] if len(values) == 1 else None


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _inside(model: type[BaseModel], part: str | int) -> list[type[BaseModel]]:
    """The models that the values of one key are made of."""
    fields = [f for name, f in model.model_fields.items() if (f.alias or name) == part]
    return [found for field in fields for found in _models(field.annotation)]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
