"""The values that keys of channels and rules take, each with the check that makes it one."""

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from config.instruments import require_instrument

Family = Literal[
    "tariff", "tariff_quota", "import_quota", "export_quota", "import_ban", "export_ban",
    "import_licensing", "export_licensing", "export_tax", "anti_dumping", "countervailing",
    "safeguard", "sanction", "subsidy", "export_subsidy", "local_content", "procurement", "sps",
    "non_tariff", "internal_tax_on_imports", "ip", "fdi", "capital_controls", "migration",
    "agreement", "other",
]  # fmt: skip
Status = Literal[
    "threatened", "proposed", "under negotiation", "under investigation", "announced", "adopted",
    "in force", "suspended", "extended", "modified", "withdrawn", "removed", "expired",
    "struck down",
]  # fmt: skip
Modality = Literal["act", "threat", "analysis", "reversal"]

_ADDRESS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"
_SENDER = re.compile(rf'{_ADDRESS}|[^<>@"\\,;:\x00-\x1f\x7f]+ <{_ADDRESS}>')
_HS = re.compile(r"(0[1-9]|[1-9]\d)(\d{2}){0,2}")
_STAR_INSIDE = re.compile(r"\w\*\w|\*\w+\*")


def _require_quotes(code: object) -> object:
    if isinstance(code, int):
        raise ValueError(f"quote it, for YAML reads bare digits as a number: '{code}'")  # noqa: TRY004
    return code


def _require_hs(code: str) -> str:
    if _HS.fullmatch(code) is None:
        raise ValueError(f"not an HS chapter, heading or subheading: {code!r} (2, 4 or 6 digits)")
    return code


def _require_words(words: str) -> str:
    if not any(letter.isalnum() for letter in words) or _STAR_INSIDE.search(words):
        raise ValueError(f"not a word or phrase: {words!r} (* may begin or end a word)")
    return words


def _require_address(address: str) -> str:
    if re.fullmatch(_ADDRESS, address) is None:
        raise ValueError(f"not a mail address: {address!r}")
    return address


def _require_sender(sender: str) -> str:
    if _SENDER.fullmatch(sender) is None:
        raise ValueError(f"not a sender: {sender!r} (address or Name <address>)")
    return sender


def _require_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http(s) URL")  # not shown: it may hold a token
    return url


def _require_some(values: tuple[str, ...]) -> tuple[str, ...]:
    if values == ():
        raise ValueError("empty: name at least one")
    return values


Instrument = Annotated[str, AfterValidator(require_instrument)]
"""As Global Trade Alert names intervention types, in any case."""
HsPrefix = Annotated[str, BeforeValidator(_require_quotes), AfterValidator(_require_hs)]
Words = Annotated[str, AfterValidator(_require_words)]
MailAddress = Annotated[str, AfterValidator(_require_address)]
"""ASCII only: a domain in another script is written in its xn-- form."""
Sender = Annotated[str, AfterValidator(_require_sender)]
WebUrl = Annotated[str, AfterValidator(_require_url)]
NotEmpty = AfterValidator(_require_some)
EnvironmentVariable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


def _read_interval(written: object) -> object:
    if isinstance(written, timedelta):
        return written
    found = re.fullmatch(r"([1-9]\d{0,3}) ?([mhd])", str(written))
    if found is None:
        raise ValueError(f"not an interval: {written!r}; write as in 30m, 2h or 1d")
    unit = {"m": "minutes", "h": "hours", "d": "days"}[found[2]]
    return timedelta(**{unit: int(found[1])})


Interval = Annotated[timedelta, BeforeValidator(_read_interval)]
