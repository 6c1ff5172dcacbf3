"""The shapes of `config/vocabulary/`: the words by which items are understood."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import Field

from config.codes import LANGUAGES
from config.faults import refuse
from config.load import ConfigError, load
from config.measures import MeasureWords, load_measures
from config.phrases import Phrases
from config.products import StandingWords, load_standing
from config.schema import Code, Strict
from config.topics import Calibration, RelevanceFile, TopicFile

__all__ = ["CountriesFile", "TopicFile", "Vocabulary", "load_vocabulary"]

Names = dict[Code, Phrases]
Endings = dict[str, tuple[str, ...]]


class CountriesFile(Strict):
    """`countries/LANGUAGE.yml`: what countries and blocs are called beside their CLDR names.

    Phrases are a list, or one text with commas between them.
    """

    names: Names = Field({})
    demonyms: Names = Field({})
    """Nouns for the people and adjectives."""
    capitals: Names = Field({})
    metonyms: Names = Field({})
    """What stands for a government: its seat, its ministries and agencies."""
    abbreviations: Names = Field({})
    """Names so short that they count only beside each other or a word of `beside`."""
    beginnings: Phrases = ()
    """What a name's first word may begin with: Arabic writes its small words with the next."""
    demonym_beginnings: Phrases = ()
    endings: Endings = Field({})
    """The forms of a name's words that end so (see `classifiers.names.inflect`)."""
    demonym_endings: Endings = Field({})
    without: Phrases = ()
    """CLDR names left out: they mean something else as often."""
    only_here: Phrases = ()
    """English names that are other words elsewhere, so not looked for in other languages."""
    masks: Phrases = ()
    """Phrases that hold a country's name and are none: Gulf of Mexico, Bank of Scotland."""
    namesakes: Phrases = ()
    """Names that people bear too: Jordan, Chad, Georgia, Washington."""
    given_names: Phrases = ()
    """Given names that make a person of the country's name after them."""
    family_names: Phrases = ()
    """Family names that make a person of the country's name before them."""
    offices: Phrases = ()
    """Capitalised words beside such a name that make no person of it: Jordan Foreign Ministry."""
    first_names: Phrases = ()
    """Namesakes that are given names: a headline's unknown capital after one is a family name."""
    states: Phrases = ()
    """Parts of a country that tell its towns from capitals: Moscow, Idaho."""
    postal_codes: Phrases = ()
    """The states as addresses have them: Paris, TX."""
    towns: Phrases = ()
    """Names that small towns elsewhere bear too: Paris, Lebanon, Peru."""
    local: Phrases = ()
    """Words of local news, where such a name is the town: County, school board."""
    goods: Phrases = ()
    """Goods called after a country, and none of its own unless trade is spoken of: Swiss cheese."""
    trade: Phrases = ()
    """Words beside such goods that speak of trade: Swiss cheese exports."""
    languages: dict[Literal["before", "in", "closing", "after"], Phrases] = Field({})
    """Words that make a language of a demonym: `before` it; `in` before it where no noun follows,
    as `closing` words show; `after` it."""
    homonyms: Phrases = ()
    """Names that are common words too (Turkey): beside a rival they say nothing themselves."""
    rivals: Names = Field({})
    """Words that show that another place of a country's name is meant: Atlanta for Georgia."""
    beside: dict[Literal["before", "after"], Phrases] = Field({})
    """Words that make a country of the abbreviation next to them."""
    sounds: Phrases = ()
    """Syllables of foreign names: an abbreviation after one is a syllable as well."""
    characters: dict[str, str] = Field({})
    """Characters, and how the other script writes them: every phrase is looked for in both."""
    treaties: dict[Literal["before", "after"], Phrases] = Field({})
    """Words that make a treaty or a school of the capital next to them: Treaty of …, … Accords."""
    firms: dict[Literal["before", "after"], Phrases] = Field({})
    """Words that make a firm or a paper of the country's name next to them: Air …, … Daily."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabulary files, read and checked; `hash` names exactly these words."""

    topics: dict[str, TopicFile]
    countries: dict[str, CountriesFile]
    hash: str
    measures: MeasureWords
    standing: StandingWords
    """Goods, acts, duties and dates."""
    calibration: Calibration
    relevance: RelevanceFile

    def narrowed(self, language: str | None) -> "Vocabulary":
        """Without the country names of languages that a text is not in: they inflect slowly.

        English ones stay, as they are understood in every language. None narrows nothing.
        """
        if language is None:
            return self
        kept = {key: file for key, file in self.countries.items() if key in ("en", language)}
        return replace(self, countries=kept)


def load_vocabulary(folder: Path) -> Vocabulary:
    """Every file under `folder`; ConfigError names file, line and key of what is wrong."""
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder")
    _require_whole(folder)
    return Vocabulary(
        topics={path.stem: load(path, TopicFile) for path in _files(folder / "topics")},
        countries={path.stem: load(path, CountriesFile) for path in _files(folder / "countries")},
        hash=_hash(folder),
        measures=load_measures(folder / "measures"),
        standing=load_standing(folder),
        calibration=load(folder / "calibration.yml", Calibration),
        relevance=load(folder / "relevance.yml", RelevanceFile),
    )


def _require_whole(folder: Path) -> None:
    """A language whose file was lost would be understood without its names, and nobody be told."""
    missing = [c for c in LANGUAGES if not (folder / "countries" / f"{c}.yml").is_file()]
    if missing:
        raise refuse(
            f"{folder / 'countries' / code}.yml: no such file: write {{}} in it to do without"
            for code in missing
        )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _hash(folder: Path) -> str:
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".csv")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
