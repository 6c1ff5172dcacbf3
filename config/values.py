"""The values that keys of channels and rules take, each with the check that makes it one."""

import re
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

import jmespath
from pydantic import AfterValidator, BeforeValidator, Field

from config.faults import shown
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


def _require_hs(code: str) -> str:
    if _HS.fullmatch(code) is None:
        raise ValueError(
            f"not an HS chapter, heading or subheading: {shown(code)} (2, 4 or 6 digits)"
        )
    return code


def _require_words(words: str) -> str:
    if not any(letter.isalnum() for letter in words) or _STAR_INSIDE.search(words):
        raise ValueError(f"not a word or phrase: {shown(words)} (* may begin or end a word)")
    return words


def _require_address(address: str) -> str:
    if re.fullmatch(_ADDRESS, address) is None:
        raise ValueError(f"not a mail address: {shown(address)}")
    return address


def _require_sender(sender: str) -> str:
    if _SENDER.fullmatch(sender) is None:
        raise ValueError(f"not a sender: {shown(sender)} (address or Name <address>)")
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


def _require_variable(name: str) -> str:
    # Not shown: whoever writes something else here may have written the secret itself.
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,99}", name) is None:
        raise ValueError("write the name of an environment variable, never the secret itself")
    return name


def _require_identifier(name: str) -> str:
    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", name) is None:
        raise ValueError(
            f"not an id: {shown(name)}; write small Latin letters, digits and . _ - (64 at most)"
        )
    return name


def _require_topic(name: str) -> str:
    if re.fullmatch(r"[a-z][a-z0-9_-]*", name) is None:
        raise ValueError(f"not a topic: {shown(name)}; write small Latin letters, as in energy")
    return name


def _require_language(code: str) -> str:
    if re.fullmatch(r"[a-z]{2}", code) is None:
        raise ValueError(f"not a language: {shown(code)}; write two small letters, as in en or es")
    return code


def _require_line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("must be one line of text")
    return text


def _require_location(location: str) -> str:
    parts = urlsplit(location)
    if not location.strip() or not location.isprintable():
        raise ValueError("must be an http(s) URL or a path, on one line")
    if parts.scheme not in ("", "http", "https") or ("://" in location and not parts.hostname):
        raise ValueError("must be an http(s) URL or a path")
    return location


def _require_path(glob: str) -> str:
    if not glob.startswith(("/", "*")) or not glob.isprintable():
        raise ValueError(f"not a URL path: {shown(glob)}; write as in /news/*")
    return glob


def _require_jmespath(expression: str) -> str:
    try:
        jmespath.compile(expression)
    except jmespath.exceptions.JMESPathError as error:
        raise ValueError(f"not a JMESPath expression: {shown(expression)}") from error
    return expression


UrlPath = Annotated[str, AfterValidator(_require_path)]
"""The path of a URL, where * stands for any characters and ? for one."""
JmesPath = Annotated[str, AfterValidator(_require_jmespath)]
Instrument = Annotated[str, AfterValidator(require_instrument)]
"""As Global Trade Alert names intervention types, in any case."""
HsPrefix = Annotated[str, AfterValidator(_require_hs)]
Wording = Annotated[str, AfterValidator(_require_words)]
MailAddress = Annotated[str, AfterValidator(_require_address)]
"""ASCII only: a domain in another script is written in its xn-- form."""
Sender = Annotated[str, AfterValidator(_require_sender)]
WebUrl = Annotated[str, AfterValidator(_require_url)]
NotEmpty = AfterValidator(_require_some)
EnvironmentVariable = Annotated[str, AfterValidator(_require_variable)]
Identifier = Annotated[str, AfterValidator(_require_identifier)]
Topic = Annotated[str, AfterValidator(_require_topic)]
Language = Annotated[str, AfterValidator(_require_language)]
Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_require_line)]
Location = Annotated[str, AfterValidator(_require_location)]
"""An http(s) URL or a path."""


def _read_interval(written: object) -> object:
    if isinstance(written, timedelta):
        return written
    found = re.fullmatch(r"([1-9]\d{0,3}) ?([mhd])", str(written))
    if found is None:
        raise ValueError(f"not an interval: {shown(written)}; write as in 30m, 2h or 1d")
    unit = {"m": "minutes", "h": "hours", "d": "days"}[found[2]]
    return timedelta(**{unit: int(found[1])})


def read_retention(written: object) -> object:
    """How long something is kept: an interval, or 0 for not at all."""
    return timedelta(0) if str(written).strip() == "0" else _read_interval(written)


Interval = Annotated[timedelta, BeforeValidator(_read_interval)]
