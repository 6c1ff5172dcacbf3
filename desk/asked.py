"""What was asked of the log, checked: a word that nothing can be like is said, not found empty."""

import re
from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from desk.failures import USAGE, DeskError

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.log import Asked
    from storage.database import Session
    from storage.log import LogFilter


def to_filter(asked: "Asked", text: str, settings: "Settings") -> "LogFilter":
    """The filter as storage takes it; DeskError for a value that no item can have."""
    from config.instruments import require_instrument
    from config.values import Status
    from storage.log import LogFilter

    plain = {field.name: getattr(asked, field.name) for field in fields(asked)}
    checks: dict[str, Callable[[str], str]] = {
        "topic": lambda name: known(name, "topic", topics(settings)),
        "country": code,
        "instrument": require_instrument,
        "status": lambda name: known(name, "status", get_args(Status)),
        "language": _language,
    }
    for name, check in checks.items():
        if plain[name] is not None:
            plain[name] = checked(f"--{name}", check, plain[name])
    plain["since"], plain["until"] = utc(asked.since), utc(asked.until)
    if plain["since"] and plain["until"] and plain["since"] >= plain["until"]:
        raise DeskError("--since must be before --until", USAGE)
    return LogFilter(**plain, text=text or None)


def checked(option: str, check: Callable[[str], str], given: str) -> str:
    """What the check makes of a value; DeskError, naming the option, when it refuses it."""
    try:
        return check(given)
    except ValueError as error:
        raise DeskError(f"{option}: {error}", USAGE) from error


def known(given: str, what: str, names: Collection[str]) -> str:
    """The name as it is spelled, in whatever case it was given; ValueError when there is none."""
    from config.faults import did_you_mean, shown

    spelled = {name.casefold(): name for name in names}
    if given.casefold() not in spelled:
        listed = f"; there are {', '.join(names)}"
        hint = did_you_mean(given, names, otherwise=listed)
        raise ValueError(f"unknown {what} {shown(given)}{hint}")
    return spelled[given.casefold()]


def code(given: str) -> str:
    """The code of a country or bloc, in whatever case it was given; ValueError when it is none."""
    from config.codes import ISO_3166, blocs, require_code

    upper = given.upper()
    return upper if upper in ISO_3166 or upper in blocs() else require_code(given)


def topics(settings: "Settings") -> tuple[str, ...]:
    """The topics of the vocabulary, by the names of their files."""
    return tuple(
        sorted(path.stem for path in (settings.config / "vocabulary/topics").glob("*.yml"))
    )


def require_there(session: "Session", asked: "LogFilter", settings: "Settings") -> None:
    """DeskError when nothing was found because the log knows no such item or source."""
    from config.faults import shown
    from config.load import load_sources
    from desk.open import require_entry
    from storage.sources import states

    if asked.before is not None:
        require_entry(session, asked.before)
    if asked.source is None:
        return
    seen = [record.source_id for record in states(session)]
    configured = [source.id for source in load_sources(settings.config / "sources.yml")]
    if asked.source not in (*seen, *configured):
        listed = f"; the log has {', '.join(seen)}" if seen else ""
        raise DeskError(f"--source: unknown source {shown(asked.source)}{listed}", USAGE)


def _language(code: str) -> str:
    from config.faults import shown

    if re.fullmatch("[A-Za-z]{2}", code) is None:
        raise ValueError(f"not a language: {shown(code)}; write two letters, as in en or es")
    return code.lower()


def utc(moment: datetime | None) -> datetime | None:
    """A moment that was given without a zone is one in UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
