"""Country and bloc codes: ISO 3166-1 alpha-2, XK as the EU uses it, and our blocs."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from config.faults import ConfigError, did_you_mean, refuse, shown
from config.folder import vocabulary_folder
from config.marked import read

LANGUAGES = ("en", "es", "ru", "pt", "fr", "de", "zh")
"""Those whose names for countries are understood where a code should stand."""

ISO_3166 = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA
    ZM ZW
    """.split()
)


def blocs() -> dict[str, tuple[str, ...]]:
    """Bloc code to the codes of its members; ConfigError where a member is no country."""
    return read_blocs(vocabulary_folder() / "blocs.yml")


@cache
def read_blocs(path: Path) -> dict[str, tuple[str, ...]]:
    """The blocs of one file, as `blocs` gives them."""
    marked = read(path)
    if not isinstance(marked.value, dict):
        raise ConfigError(marked.fault((), "must be keys with values: a bloc and its members"))
    faults = []
    for code, members in marked.value.items():
        if not isinstance(members, list):
            faults.append(marked.fault((code,), "must be a list of its members"))
            continue
        for index, member in enumerate(members):
            if member not in ISO_3166:
                faults.append(marked.fault((code, index), f"unknown country {shown(member)}"))
    if faults:
        raise refuse(faults)
    return {str(code): tuple(members) for code, members in marked.value.items()}


def require_code(code: str) -> str:
    """The code itself, or ValueError when it names no country and no bloc."""
    if code not in ISO_3166 and code not in blocs():
        raise ValueError(f"unknown country {shown(code)}{_meant(code)}")
    return code


def _meant(written: str) -> str:
    """The codes of what was written in another way: Mexico, mx, MEX, UK."""
    upper = written.upper()
    codes = [code for code in (*get_global("territory_aliases").get(upper, ()), upper) if _is(code)]
    codes = codes or sorted(set(_named(written.casefold())))
    if len(codes) == 1:
        return f"; did you mean {codes[0]}?"
    known = f"write its ISO 3166-1 alpha-2 code, or a bloc: {', '.join(blocs())}"
    return did_you_mean(upper, blocs(), nearness=0.7, otherwise=f"; {known}")


def _is(code: str) -> bool:
    return code in ISO_3166 or code in blocs()


def _named(name: str) -> Iterator[str]:
    for language in LANGUAGES:
        for code, called in Locale(language).territories.items():
            if called.casefold() == name and _is(code):
                yield code
