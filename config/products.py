"""The shapes of the words that stand in a measure: goods, duties, dates and legal acts."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from config.folder import vocabulary_folder
from config.load import ConfigError, load
from config.phrases import Phrases, Words
from config.schema import Strict
from config.values import Language


def hs_codes() -> frozenset[str]:
    """Every chapter, heading and subheading of HS 2022 (UN Comtrade's list, public domain).

    ConfigError where the file is missing or lists none.
    """
    return _read(vocabulary_folder() / "hs2022.csv")


@cache
def _read(path: Path) -> frozenset[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    codes = frozenset(line for line in lines if line.isdigit())
    if not codes:
        raise ConfigError(f"{path}: holds no HS codes, one a line")
    return codes


def require_hs(codes: str) -> str:
    """Space-separated HS 2022 codes as they are, or ValueError at the first unknown one."""
    for code in codes.split():
        if code not in hs_codes():
            raise ValueError(f"{code!r} is no HS 2022 chapter, heading or subheading")
    return codes


class ProductsFile(Strict):
    """`products/NAME.yml`: what goods are called, and what makes such a word name none."""

    goods: dict[Annotated[str, AfterValidator(require_hs)], Words] = {}
    """Space-separated HS codes ("" for goods without any) to the words in each language."""
    after: Words = {}
    """Words after goods that make them a trade, a price or a firm: steel *industry*."""
    before: Words = {}
    """Words before goods that do the same: *industria del* acero."""
    masks: Words = {}
    """Phrases that hold a goods word and name no goods: gas station."""
    supply: Words = {}
    """Words before goods that an agreement secures, rather than frees from duties: supply of."""
    codes: Words = {}
    """Words that a stated HS code follows: heading, ТН ВЭД, 税号."""


class AuthoritiesFile(Strict):
    """`authorities.yml`: the laws and acts that measures rest on."""

    named: Words
    """Acts whose name is enough: IEEPA, Section 232."""
    numbered: Words
    """Kinds of act that a number must follow: Executive Order, Постановление, 公告."""


class RatesFile(Strict):
    """`rates.yml`: the words that tell a duty's rate from any other percentage."""

    duty: Words
    """What a duty is called."""
    other: Words
    """What else a percentage is of: inflation, GDP, shares, discounts."""
    zero: Words
    """No duty at all: duty-free; said outright, without a number."""
    moves: Words
    """What makes the number right before or after it a change or a share: fell 8 %."""
    aside: Words
    """What sets a duty aside as a reason: inflation despite tariffs."""


class DatesFile(Strict):
    """`dates.yml`: the words of dates."""

    months: dict[Language, dict[Annotated[int, Field(ge=1, le=12)], Phrases]]
    weekdays: dict[Language, dict[Annotated[int, Field(ge=1, le=7)], Phrases]]
    """1 is Monday."""
    relative: dict[Language, dict[Annotated[str, Field(pattern=r"^[dmy]-?\d$")], Phrases]]
    """Days, months or years from the publication: d1 tomorrow, m1 next month, y-1 last year."""
    cues: dict[Literal["effective", "expires"], Words]
    """Words right before a date that say what it is: from, until."""
    verbs: dict[Literal["announced", "effective", "expires", "removed", "said"], Words]
    """Verbs that say what a date in their sentence is; `said` on a day tells of that day alone."""
    past: Words
    """Words that put a date without a year into the past."""
    done: Words = {}
    """Words that do so too, unless the sentence looks ahead: lifted, but not to be lifted."""
    stood: Words = {}
    """Words before a date that say how long a measure has stood: in force since."""
    postponed: Words
    """Words that turn "until" a date into the day on which the measure begins."""


@dataclass(frozen=True, slots=True)
class StandingWords:
    """All words of goods, acts, duties and dates."""

    products: tuple[ProductsFile, ...]
    authorities: AuthoritiesFile
    rates: RatesFile
    dates: DatesFile


def load_standing(folder: Path) -> StandingWords:
    """The files under `config/vocabulary`; ConfigError names one that is missing or wrong."""
    return StandingWords(
        tuple(load(path, ProductsFile) for path in sorted((folder / "products").glob("*.yml"))),
        load(folder / "authorities.yml", AuthoritiesFile),
        load(folder / "rates.yml", RatesFile),
        load(folder / "dates.yml", DatesFile),
    )
