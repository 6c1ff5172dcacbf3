"""The shapes of `config/vocabulary/measures/`: instruments, statuses, grammar."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from config.load import load
from config.phrases import Phrases, Words
from config.schema import Code, Strict
from config.values import Family

Direction = Literal["restrictive", "liberalising", "unclear"]
Action = Literal[
    "impose",
    "strike",
    "decide",
    "force",
    "raise",
    "cut",
    "exempt",
    "change",
    "pause",
    "extend",
    "lift",
    "withdraw",
    "expire",
    "quash",
    "probe",
    "negotiate",
    "propose",
    "announce",
    "face",
    "accept",
    "dispute",
    "warn",
    "request",
    "reject",
]
Mood = Literal["will", "maybe", "consider", "threat", "if", "not", "plan"]
Sense = Literal["analysis", "event", "meeting"]
Mark = Literal[
    "by",
    "against",
    "from",
    "of",
    "to",
    "with",
    "between",
    "except",
    "exempted",
    "spares",
    "under",
    "deter",
    "place",
    "and",
    "skip",
    "without",
    "answer",
]


class Instrument(Strict):
    """One kind of measure, how it is filed, and what the seven languages call it."""

    family: Family
    mast: str | None
    """A MAST chapter's letter, or TARIFF, CAP, FDI, MIG, X (unclear) as the GTA data have it."""
    direction: Direction
    name: str | None = None
    """The GTA type, where the key is not its name."""
    built_of: tuple[tuple[str, str], ...] = ()
    """Pairs of a head and a flow that say it apart: a ban … on exports."""
    words: Words = {}


class InstrumentsFile(Strict):
    """`instruments.yml`; `masks` only look like an instrument (feed-in tariff)."""

    instruments: dict[str, Instrument] = {}
    masks: Words = {}
    bare: Words = {}
    """Words for a duty that are one only beside a rate: a duty of 20%."""

    @cached_property
    def built(self) -> dict[tuple[str, str], str]:
        """Each pair of a head and a flow to the instrument that it says."""
        return {pair: key for key, entry in self.instruments.items() for pair in entry.built_of}


class StatusesFile(Strict):
    """`statuses.yml`: what is done with a measure, how surely, and what is only told of it."""

    actions: dict[Action, Words] = {}
    moods: dict[Mood, Words] = {}
    split: dict[Action, Words] = {}
    """Verbs in two parts with the rest of the clause between them (German)."""
    senses: dict[Sense, Words] = {}


class GrammarFile(Strict):
    """`grammar.yml`: the small words by which a text says who does what to whom."""

    marks: dict[Mark, Words] = {}
    heads: dict[str, Words] = {}
    flows: dict[str, Words] = {}
    offices: Words = {}
    """Nouns for a government or a part of it, which act for the country they belong to."""
    breaks: Words = {}
    contrasts: Words = {}
    """Breaks behind which a text says what a measure is not about: but keeps those on …."""
    echoes: dict[Literal["noun", "subject"], Words] = {}
    """By what a sentence goes on about the last measure: a noun for it, or its first words."""
    industries: Words = {}
    cooperation: Words = {}
    bodies: dict[Code, Phrases] = {}
    """Names of bodies that stand for one country."""


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """All that `config/vocabulary/measures/` holds for instruments, statuses and parties."""

    instruments: InstrumentsFile = field(default_factory=InstrumentsFile)
    statuses: StatusesFile = field(default_factory=StatusesFile)
    grammar: GrammarFile = field(default_factory=GrammarFile)


def load_measures(folder: Path) -> MeasureWords:
    """The three files of a folder; ConfigError names one that is missing or wrong."""
    return MeasureWords(
        load(folder / "instruments.yml", InstrumentsFile),
        load(folder / "statuses.yml", StatusesFile),
        load(folder / "grammar.yml", GrammarFile),
    )
