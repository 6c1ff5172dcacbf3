"""What understanding gives."""

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "body"]


@dataclass(frozen=True, slots=True)
class Mention:
    """The evidence: words of the item, `text[start:end] == phrase` in its title or body."""

    kind: str
    """topic, country, or the fact of a measure: instrument, status, imposer, products, rate …"""
    key: str
    """What the words stand for: a topic, a code, an instrument, a status …"""
    field: Field
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Product:
    """The text's words for goods, and the HS 2022 chapters or headings they stand for."""

    words: str
    hs: tuple[str, ...]
    basis: Literal["stated", "inferred"] = "inferred"


@dataclass(frozen=True, slots=True)
class Rate:
    """A duty as the text states it; `prior` is what it was before, where said."""

    new: float | None
    prior: float | None
    unit: str
    """"%" or the unit's words ("EUR/t")."""


@dataclass(frozen=True, slots=True)
class Dates:
    """ISO 8601 to the precision the text gives: 2026-04-02, 2026-04 or 2026."""

    announced: str | None = None
    effective: str | None = None
    expires: str | None = None
    removed: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One trade measure that the item states; None and () mean that it does not say."""

    instrument: str
    family: str
    mast: str | None
    direction: str
    status: str | None
    modality: str
    imposer: tuple[str, ...]
    targeted: tuple[str, ...]
    excluded: tuple[str, ...]
    products: tuple[Product, ...]
    rate: Rate | None
    dates: Dates
    authority: str | None
    event: str | None
    quotes: tuple[Mention, ...]
    """The words that each fact rests on; `kind` names the fact."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is understood of one item."""

    scores: dict[str, float]
    """Topic to score, 0 to 1, for every topic of the vocabulary."""
    topics: tuple[str, ...]
    """Those at or above the threshold, best first."""
    countries: tuple[str, ...]
    """Codes in order of first mention, title first."""
    roles: dict[str, tuple[str, ...]]
    """Code to its roles; `mentioned` where no other is known."""
    measures: tuple[Measure, ...]
    relevance: float
    mentions: tuple[Mention, ...]
    vocabulary: str
    """The hash of the vocabulary that gave these facts."""
