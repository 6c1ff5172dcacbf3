"""Dates as publishers write them; a date that can be read two ways is no date."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from dateutil import parser as dateutil_parser
from dateutil.tz import tzoffset

from parsers.datewords import (
    MONTH_NAMES,
    MONTH_NUMBERS,
    MONTHS,
    NOISE,
    PLACES,
    han_to_figures,
    offsets,
)

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=3)
"""Clocks and zones are wrong by hours; embargoed texts are dated a day or two ahead."""
_FARTHEST = timedelta(hours=14)
_LONGEST = 100

_COMMENT = re.compile(r"\([^()]*\)")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_ISO_DATE = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(\d{2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_HOURS = re.compile(r"\b(\d{1,2})\s?h(?:\s?(\d{2}))?(?:\s?min)?\b")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.(?=\s+[^\W\d]))", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+\.?")
_UTC_PLUS = re.compile(r"\b(?:GMT|UTC)\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_ZONE = re.compile(r"(?:(?<=\d)|(?<=[AP]M))\s*\b([A-Z]{1,5})(?=$|\s\d{4}$)")
# RFC 822 with the year in full, as nearly every feed writes it.
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) "
    r"(\d{2}):(\d{2})(?::(\d{2}))? (?:([+-])(\d{2})(\d{2})|([A-Z]{1,5}))"
)
_DAY_FIRST = frozenset({"es", "fr", "de", "pt", "ru"})
_DEFAULTS = (datetime(2001, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - what is missing, differs


class DateError(ValueError):
    """A date that cannot be trusted, and why."""


def read_date(raw: str, *, now: datetime, language: str | None = None) -> datetime | None:
    """The moment a published date names, aware UTC; None where `understand_date` fails."""
    try:
        return understand_date(raw, now=now, language=language)
    except DateError:
        return None


def understand_date(raw: str, *, now: datetime, language: str | None = None) -> datetime:
    """The moment a published date names, aware UTC; a date without a zone is taken as UTC.

    RFC 822, ISO 8601, RFC 3339, Unix time and dates in words. `language` settles 03/04/2026.
    Raises DateError: no date, ambiguous, before 1990, or more than three days after `now`.
    """
    moment = _moment(raw, language)
    if moment < _EARLIEST:
        raise DateError("before 1990")
    if moment > now + _AHEAD:
        raise DateError("in the future")
    return moment


def _moment(raw: str, language: str | None) -> datetime:
    match = _RFC_822.fullmatch(raw)
    if match is not None:
        return _rfc_822(match, language)
    text = raw[: _LONGEST * 2]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        raise DateError("not a date")
    match = _RFC_822.fullmatch(text)
    if match is not None:
        return _rfc_822(match, language)
    for reader in (_iso, _unix):
        moment = reader(text)
        if moment is not None:
            return moment
    figures, zone = _take_zone(_figures(text, language))
    moment = _iso(figures) or _agreed(figures)
    return moment if zone is None else _from_zone(moment, zone, language)


def _rfc_822(match: re.Match[str], language: str | None) -> datetime:
    day, month, year, hour, minute, second, sign, hours, minutes, zone = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if offset > _FARTHEST:
        raise DateError("no place on Earth has that offset")
    clock = (int(hour), int(minute), int(second or 0))
    try:
        moment = datetime(int(year), MONTH_NUMBERS[month], int(day), *clock, tzinfo=UTC)
        if zone is not None:
            return _from_zone(moment, zone, language)
        return moment + offset if sign == "-" else moment - offset
    except (ValueError, OverflowError) as error:
        raise DateError("not a date") from error


def _iso(text: str) -> datetime | None:
    """ISO 8601 and RFC 3339; a year or a year and month are no date."""
    if re.match(r"\d{4}-?\d{2}-?\d{2}(?!\d)", text) is None:
        return None
    try:
        return _utc(datetime.fromisoformat(text.upper()))
    except (ValueError, OverflowError):
        return None


def _unix(text: str) -> datetime | None:
    if re.fullmatch(r"\d{10}|\d{13}", text) is None:
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _figures(text: str, language: str | None) -> str:
    """The date in English month names and ISO order, without the words that say nothing."""
    text = han_to_figures(_COMMENT.sub(" ", text))
    text = _HOURS.sub(lambda m: f"{m[1]}:{m[2] or '00'}", text)
    # dateutil takes "GMT+3" for three hours *behind*, as POSIX does and publishers do not.
    text = _UTC_PLUS.sub(lambda m: f" {m[1]}{m[2]:0>2}{m[3] or '00'}", text)
    text = _ORDINAL.sub(r"\1 ", text)
    text = " ".join(_english(text).split()).strip(" ,;:|·-–—")
    text = _YEAR_FIRST.sub(lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    text = _DOTTED.sub(lambda m: f"{m[3]}-{m[2]:0>2}-{m[1]:0>2}", text)
    return " ".join(_SLASHED.sub(lambda m: _slashed(m, language), text).split())


def _english(text: str) -> str:
    def word(match: re.Match[str]) -> str:
        bare = match[0].rstrip(".").casefold()
        if bare == "mar" and MONTHS.keys() & _words(text[match.end() :]):
            return " "  # "mar. 2 avril", "mar, 2 abr": a Tuesday
        if bare == "am" and not text[: match.start()].rstrip().endswith(tuple("0123456789")):
            return " "  # German "am 2. April", not 10 am
        return MONTHS.get(bare, " " if bare in NOISE else match[0])

    return _WORD.sub(word, text)


def _words(text: str) -> set[str]:
    return {word.rstrip(".").casefold() for word in _WORD.findall(text)}


def _slashed(match: re.Match[str], language: str | None) -> str:
    """Day and month in the order that the figures or the language allow."""
    first, second = int(match[1]), int(match[3])
    if first != second and max(first, second) <= 12 and language not in _DAY_FIRST:
        raise DateError("day and month could be either")
    if second > 12:
        first, second = second, first
    return f"{match[4]}-{second:02}-{first:02}"


def _from_zone(clock: datetime, zone: str, language: str | None) -> datetime:
    """The moment at which a zone's clocks show this; an unknown one is UTC (RFC 5322, 4.3)."""
    if zone in PLACES:
        return clock.replace(tzinfo=PLACES[zone]).astimezone(UTC)
    return clock - offsets(language).get(zone, timedelta(0))


def _take_zone(text: str) -> tuple[str, str | None]:
    """The text without its zone's name, and that name."""
    match = _ZONE.search(text)
    if match is None or match[1] in ("AM", "PM"):
        return text, None
    return text[: match.start()] + text[match.end() :], match[1]


def _agreed(text: str) -> datetime:
    """What dateutil reads whatever it is told to assume of order and of missing parts."""
    # dateutil lets `dayfirst` turn even 2026-04-02 around.
    worded = _ISO_DATE.sub(lambda m: f"{m[3]} {MONTH_NAMES[int(m[2]) - 1]} {m[1]}", text)
    readings = {
        _dateutil(worded, default, day_first)
        for default in _DEFAULTS
        for day_first in (False, True)
    }
    if len(readings) != 1:
        raise DateError("ambiguous, or not a whole date")
    return readings.pop()


def _dateutil(text: str, default: datetime, day_first: bool) -> datetime:
    try:
        moment = dateutil_parser.parse(
            text, default=default, dayfirst=day_first, tzinfos=_unnamed_zone
        )
        return _utc(moment)
    except (ValueError, OverflowError, ArithmeticError, TypeError, IndexError) as error:
        raise DateError("not a date") from error


def _unnamed_zone(name: str | None, offset: int | None) -> tzoffset | None:
    if name not in (None, "UTC"):  # dateutil's own name for +0000
        raise ValueError(f"a zone that was not taken out: {name}")
    return None if offset is None else tzoffset(None, offset)


def _utc(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
