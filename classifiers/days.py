"""The dates that a sentence gives, each to the precision it gives."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from classifiers.matcher import Range, Reading

_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)(?![\d/])")
_HAN = re.compile(
    r"(?:(?P<year>20\d\d)年|(?P<near>[今明去])年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?(?!内)"
    r"|(?P<only>20\d\d)年(?!第|版)"
)
_FIGURE = re.compile(r"\d")
# What every written date and every delay holds: it begins with a figure, so that the search for it
# skips all else.
_MAYBE_WRITTEN = re.compile(r"\d[-./年月]")
_MAYBE_DELAY = re.compile(
    r"\d(?:\s+(?:d|jour|Tag|дн|день|week|seman|недел|semaine|Woche)|[天日])", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d./№-])(20[2-4]\d)(?![\d%]|[-./]\d)")
_YEAR_AFTER = re.compile(
    r"(?:\s*,|\.)?\s*(?:de |del |do |of |von |des Jahres )?(20\d\d)(?!\d)", re.IGNORECASE
)
_DAY_BEFORE = re.compile(
    r"(?<![\d.,/])(\d{1,2})(?:\.|º|°|er|ero|st|nd|rd|th|-?го|-?е)?\s*(?:de |of |do )?$",
    re.IGNORECASE,
)
_PRIMERO_BEFORE = re.compile(r"\b(?:primero|primeiro) de $", re.IGNORECASE)
_DAY_AFTER = re.compile(
    r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d.,]\d|\d|%)(?!\s*(?:%|per ?cent))", re.IGNORECASE
)
_DELAY = re.compile(
    r"(?:\b(?:within|in|dentro de|en|через|в течение|em|dans|sous|innerhalb von|binnen)\s+"
    r"(?:the next |un plazo de |un délai de |den nächsten |ближайши\w+ )?(?P<count>\d{1,3})\s+"
    r"(?:(?P<days>days?|días|dias|дн\w+|день|jours?|Tagen?)"
    r"|(?P<weeks>weeks?|semanas?|недел\w+|semaines?|Wochen?))\b"
    r"|(?P<han>\d{1,3})(?:天|日)(?:之?后|之?内))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:next|coming|próxim[oa]|que viene|следующ\w+|ближайш\w+|kommende[nrm]?|nächste[nrm]?"
    r"|prochaine?|下个?)\s*$",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:last|past|previous|pasado|прошл\w+|минувш\w+|vergangene[nrm]?|letzte[nrm]?|passad[oa]|上个?)\s*$",
    re.IGNORECASE,
)
_NEXT_AFTER = re.compile(
    r"\s*(?:próxim[oa]|que viene|que vem|prochain|следующей недели)", re.IGNORECASE
)
_LAST_AFTER = re.compile(r"\s*(?:pasado|passad[oa]|dernier|прошлой недели)", re.IGNORECASE)
_DAY_FIRST = frozenset({"es", "pt", "fr", "ru", "de"})


@dataclass(slots=True)
class Day:
    """A date at `start` to `end`; a missing year or a weekday waits for what the date is."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """1 Monday to 7 Sunday."""
    turn: int = 0
    """1 for next Monday, -1 for last Monday."""

    def iso(self) -> str | None:
        """ISO 8601 to its precision, or None when the year is missing or there is no such day."""
        if self.year is None or not 2000 <= self.year <= 2099:
            return None
        if self.month is None:
            return f"{self.year}"
        if not 1 <= self.month <= 12:
            return None
        if self.day is None:
            return f"{self.year}-{self.month:02}"
        if not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            return None
        return f"{self.year}-{self.month:02}-{self.day:02}"


def days(reading: Reading, sentence: Range, today: date | None, language: str | None) -> list[Day]:
    """The sentence's dates in its order; those told from `today` only where it is known."""
    text = reading.passage.text
    start = reading.passage.starts[sentence[0]]
    end = reading.passage.end(sentence[1] - 1)
    found = [*_named(reading, sentence)]
    if _FIGURE.search(text, start, end):
        found = [*_written(text, start, end, today, language), *found, *_years(text, start, end)]
        if today is not None:
            found += _delays(text, start, end, today)
    if today is not None:
        found += _weekdays(reading, sentence)
        found += _relative(reading, sentence, today)
    return _apart(found)


def _apart(found: list[Day]) -> list[Day]:
    """Those that no longer or earlier-listed date overlaps, in order."""
    kept: list[Day] = []
    for each in sorted(found, key=lambda each: each.start - each.end):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _written(
    text: str, start: int, end: int, today: date | None, language: str | None
) -> Iterator[Day]:
    if not _MAYBE_WRITTEN.search(text, start, end):
        return
    for pattern in (_ISO, _DOTTED):
        for match in pattern.finditer(text, start, end):
            yield Day(match.start(), match.end(), *(int(match[part]) for part in _PARTS))
    for match in _SLASHED.finditer(text, start, end):
        year, month, day = (int(match[part]) for part in _PARTS)
        if month > 12:
            month, day = day, month
        elif day <= 12 and language not in _DAY_FIRST and day != month:
            continue  # 04/02/2026 in English is April or February
        yield Day(match.start(), match.end(), year, month, day)
    for match in _HAN.finditer(text, start, end):
        yield from _han(match, today)


_PARTS = ("year", "month", "day")


def _han(match: re.Match[str], today: date | None) -> Iterator[Day]:
    if match["only"]:
        yield Day(match.start(), match.end(), int(match["only"]))
        return
    year = int(match["year"]) if match["year"] else None
    if match["near"]:
        if today is None:
            return
        year = today.year + {"去": -1, "今": 0, "明": 1}[match["near"]]
    day = int(match["day"]) if match["day"] else None
    yield Day(match.start(), match.end(), year, int(match["month"]), day)


def _named(reading: Reading, sentence: Range) -> Iterator[Day]:
    """Dates with a month's name: 2 April 2026, April 2, April."""
    text = reading.passage.text
    floor = reading.passage.starts[sentence[0]]
    for hit in reading.within("month", sentence):
        start, end = reading.passage.starts[hit.first], reading.passage.end(hit.last)
        day = None
        if before := _DAY_BEFORE.search(text, max(floor, start - 12), start):
            start, day = before.start(), int(before[1])
        elif first := _PRIMERO_BEFORE.search(text, max(floor, start - 12), start):
            start, day = first.start(), 1
        elif after := _DAY_AFTER.match(text, end):
            end, day = after.end(), int(after[1])
        year = _YEAR_AFTER.match(text, end)
        yield Day(
            start,
            year.end() if year else end,
            int(year[1]) if year else None,
            int(hit.term.key),
            day,
        )


def _weekdays(reading: Reading, sentence: Range) -> Iterator[Day]:
    text = reading.passage.text
    for hit in reading.within("weekday", sentence):
        start, end = reading.passage.starts[hit.first], reading.passage.end(hit.last)
        turn = 0
        before = text[max(0, start - 14) : start]
        if _NEXT.search(before) or _NEXT_AFTER.match(text, end):
            turn = 1
        elif _LAST.search(before) or _LAST_AFTER.match(text, end):
            turn = -1
        yield Day(start, end, weekday=int(hit.term.key), turn=turn)


def _relative(reading: Reading, sentence: Range, today: date) -> Iterator[Day]:
    for hit in reading.within("relative", sentence):
        start, end = reading.passage.starts[hit.first], reading.passage.end(hit.last)
        unit, count = hit.term.key[0], int(hit.term.key[1:])
        if unit == "d":
            yield _day(start, end, today + timedelta(days=count))
        elif unit == "m":
            months = today.year * 12 + today.month - 1 + count
            yield Day(start, end, months // 12, months % 12 + 1)
        else:
            yield Day(start, end, today.year + count)


def _delays(text: str, start: int, end: int, today: date) -> Iterator[Day]:
    if not _MAYBE_DELAY.search(text, start, end):
        return
    for match in _DELAY.finditer(text, start, end):
        count = int(match["count"] or match["han"]) * (7 if match["weeks"] else 1)
        yield _day(match.start(), match.end(), today + timedelta(days=count))


def _years(text: str, start: int, end: int) -> Iterator[Day]:
    if text.find("20", start, end) < 0:
        return
    for match in _YEAR.finditer(text, start, end):
        yield Day(match.start(), match.end(), int(match[1]))


def _day(start: int, end: int, day: date) -> Day:
    return Day(start, end, day.year, day.month, day.day)
