"""The shapes of `config/vocabulary/`: the words by which items are understood."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from config.load import ConfigError, load
from config.schema import Code, Language, Strict


class TopicFile(Strict):
    """`topics/NAME.yml`: terms by language and weight; weight 0 masks what only looks alike."""

    threshold: float
    """The weight that makes an item of middling length be about the topic."""
    terms: dict[Language, dict[int, tuple[str, ...]]]


class CountriesFile(Strict):
    """`countries/LANGUAGE.yml`: what countries and blocs are called beside their CLDR names."""

    names: dict[Code, tuple[str, ...]]
    masks: tuple[str, ...] = ()
    """Phrases that hold a country's name and are none: Gulf of Mexico, Bank of Scotland."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabulary files, read and checked; `hash` names exactly these words."""

    topics: dict[str, TopicFile]
    countries: dict[str, CountriesFile]
    hash: str


def load_vocabulary(folder: Path) -> Vocabulary:
    """Every file under `folder`; ConfigError names file, line and key of what is wrong."""
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder")
    return Vocabulary(
        topics={path.stem: load(path, TopicFile) for path in _files(folder / "topics")},
        countries={path.stem: load(path, CountriesFile) for path in _files(folder / "countries")},
        hash=_hash(folder),
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _hash(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
