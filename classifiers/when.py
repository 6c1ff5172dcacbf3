"""When a measure was announced, takes effect, expires or was removed, as its sentence says."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from classifiers.days import Day, days
from classifiers.facts import Dates, Mention
from classifiers.matcher import Hit, Range, Reading, Term
from config.phrases import Words
from config.vocabulary import Vocabulary

Role = tuple[str, int, int]
"""What a date is, and the span of the words that say so with it."""

_UNDATED = Dates()
_SMALL = frozenset(
    """on in the at early late mid next this el la los día dia le dem den der vom zum am im em en
    no na o de du d mes du mois début fin kommenden nächsten próximo в во конца 1 下""".split()
)
"""Words that may stand between "from" and its date."""
_HAN_AFTER = (
    ("effective", re.compile(r"(?:零时)?(?:起|开始)")),
    ("expires", re.compile(r"(?:为)?止")),
)
_TO = re.compile(
    r"\s*(?:to|until|through|till|al?|hasta|до|по|bis(?: zum)?|à|au|jusqu['’]au|até|[-–—至到])"
    r"\s*(?:el |o |le )?",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[,;，；:：]")
_REACH = 70
"""How far from a date the verb that says what it is may stand, in characters."""
_BESIDE = 14
"""How many characters may stand between a day and the "said" that it belongs to."""
_SPEAKERS = ("country", "capital", "metonym", "abbreviation", "body", "government")
_COMMA = 25
"""How many characters a comma between them counts for."""


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """The words of dates (keys: month, weekday, distance from today) and of what they are."""
    dates = vocabulary.standing.dates
    for month in range(1, 13):
        yield from _terms("month", str(month), _of(dates.months, month))
    for weekday in range(1, 8):
        yield from _terms("weekday", str(weekday), _of(dates.weekdays, weekday))
    for language, distances in dates.relative.items():
        for distance, words in distances.items():
            yield from _terms("relative", distance, {language: words})
    for role, cues in dates.cues.items():
        yield from _terms("when-cue", role, cues)
    for kind, verbs in dates.verbs.items():
        yield from _terms("when-verb", kind, verbs)
    yield from _terms("when-past", "", dates.past)
    yield from _terms("when-done", "", dates.done)
    yield from _terms("when-stood", "", dates.stood)
    yield from _terms("when-postponed", "", dates.postponed)


def _of(names: dict[str, dict[int, tuple[str, ...]]], number: int) -> Words:
    return {language: numbered.get(number, ()) for language, numbered in names.items()}


def _terms(kind: str, key: str, words: Words) -> Iterator[Term]:
    for language, phrases in words.items():
        for phrase in phrases:
            yield Term(phrase, kind, key, 1.0, language)


def find(
    reading: Reading, sentence: Range, published_at: datetime | None, language: str | None
) -> tuple[Dates, tuple[Mention, ...]]:
    """The sentence's dates that say what they are; without `published_at` only whole ones."""
    today = published_at.date() if published_at is not None else None
    given = days(reading, sentence, today, language)
    if not given:
        return _UNDATED, ()
    found: dict[str, Mention] = {}
    for place, day in enumerate(given):
        role = _role(reading, sentence, given, place)
        if role is None or role[0] in found:
            continue
        name, start, end = role
        iso = _whole(reading, sentence, day, name, today)
        if iso is not None:
            words = reading.passage.text[start:end]
            found[name] = Mention(name, iso, reading.passage.field, start, end, words)
    dates = Dates(**{name: mention.key for name, mention in found.items()})
    return dates, tuple(found.values())


def _role(reading: Reading, sentence: Range, given: list[Day], place: int) -> Role | None:
    text, day = reading.passage.text, given[place]
    floor = given[place - 1].end if place else reading.passage.starts[sentence[0]]
    if place and _TO.fullmatch(text, floor, day.start):
        return _second(reading, sentence, given, place)
    cue = _cue(reading, sentence, day, floor)
    if cue is not None:
        return _cued(reading, sentence, given, place, cue)
    for name, pattern in _HAN_AFTER:
        if match := pattern.match(text, day.end):
            return name, day.start, match.end()
    end = reading.passage.end(sentence[1] - 1)
    ceiling = given[place + 1].start if place + 1 < len(given) else end
    return _by_verb(reading, sentence, day, (floor, ceiling))


def _cue(reading: Reading, sentence: Range, day: Day, floor: int) -> Hit | None:
    """The from or until that stands before a date, with only small words between."""
    passage = reading.passage
    word = bisect_left(passage.starts, day.start)
    best: Hit | None = None
    for hit in reading.within("when-cue", sentence):
        start, between = passage.starts[hit.first], passage.words[hit.last + 1 : word]
        if floor <= start and hit.last < word and _SMALL.issuperset(map(str.lower, between)):
            if _STOPS.search(passage.text, passage.end(hit.last), day.start):
                continue
            if best is None or hit.first <= best.first or hit.last > best.last:
                best = hit
    return best


def _cued(reading: Reading, sentence: Range, given: list[Day], place: int, cue: Hit) -> Role | None:
    start, day = reading.passage.starts[cue.first], given[place]
    if cue.term.key == "effective" and _is_period(reading.passage.text, given, place):
        return None
    if cue.term.key == "expires" and reading.within("when-postponed", sentence):
        return "effective", start, day.end
    return cue.term.key, start, day.end


def _second(reading: Reading, sentence: Range, given: list[Day], place: int) -> Role | None:
    """The second date of "from A to B" is the end where A is a beginning."""
    first = _role(reading, sentence, given, place - 1)
    if first is None or first[0] != "effective":
        return None
    return "expires", given[place].start, given[place].end


def _is_period(text: str, given: list[Day], place: int) -> bool:
    """Whether "from January to June" is a period that figures are given for."""
    if place + 1 >= len(given):
        return False
    first, second = given[place], given[place + 1]
    is_span = _TO.fullmatch(text, first.end, second.start) is not None
    return is_span and not (first.day and second.day)


def _by_verb(reading: Reading, sentence: Range, day: Day, edges: tuple[int, int]) -> Role | None:
    """What the nearest verb says, between the dates before and after this one."""
    passage, best = reading.passage, (_REACH + 1, "", 0, 0)
    for hit in reading.within("when-verb", sentence):
        start, end = passage.starts[hit.first], passage.end(hit.last)
        if start < edges[0] or end > edges[1]:
            continue
        low, high = (end, day.start) if start < day.start else (day.end, start)
        away = max(0, high - low) + _COMMA * len(_STOPS.findall(passage.text[low:high]))
        name = hit.term.key
        if name == "said":
            if away > _BESIDE:
                continue
            name = "announced" if _is_government(reading, sentence, hit) else ""
        best = min(best, (away, name, min(start, day.start), max(end, day.end)))
    return best[1:] if best[0] <= _REACH and best[1] else None


def _is_government(reading: Reading, sentence: Range, said: Hit) -> bool:
    """Whether the sentence begins with a government that speaks: Tokyo said on Monday that …."""
    passage = reading.passage
    if _STOPS.search(passage.text, passage.starts[sentence[0]], passage.starts[said.first]):
        return False
    speakers = (hit for kind in _SPEAKERS for hit in reading.within(kind, sentence))
    return any(hit.last == said.first - 1 for hit in speakers)


def has_stood(reading: Reading, sentence: Range, effective: Mention) -> bool:
    """Whether a beginning is that of what has stood so far: the ban in force since 2022."""
    starts = reading.passage.starts
    return any(
        effective.start - _BESIDE <= starts[hit.first] < effective.end
        for hit in reading.within("when-stood", sentence)
    )


def _whole(
    reading: Reading, sentence: Range, day: Day, role: str, today: date | None
) -> str | None:
    """The date with the year or the day that its role and the publication give it."""
    if day.year is not None:
        return day.iso()
    if today is None:
        return None
    past = role == "announced" or _is_past(reading, sentence)
    if day.weekday is not None:
        return _weekday(day.weekday, day.turn, today, past)
    if past:
        return _nearest(day, today, 364)
    return _nearest(day, today, 180 if role == "removed" else 60)


def _is_past(reading: Reading, sentence: Range) -> bool:
    """Whether the sentence tells of what already happened; what is put off has not."""
    if reading.within("when-postponed", sentence):
        return False
    if reading.within("when-past", sentence):
        return True
    ahead = any(hit.term.key == "will" for hit in reading.within("mood", sentence))
    return bool(reading.within("when-done", sentence)) and not ahead


def _weekday(weekday: int, turn: int, today: date, past: bool) -> str:
    """On or before the publication if past, else on or after; `next` and `last` exclude it."""
    ahead = (weekday - today.isoweekday()) % 7
    if turn > 0:
        ahead = ahead or 7
    elif turn < 0 or past:
        ahead = ahead - 7 if ahead or turn < 0 else 0
    return (today + timedelta(days=ahead)).isoformat()


def _nearest(day: Day, today: date, back: int) -> str | None:
    """With the year that puts it at most `back` days before the publication, or after it."""
    earliest = (today - timedelta(days=back)).isoformat()
    for year in (today.year - 1, today.year, today.year + 1):
        iso = replace(day, year=year).iso()
        if iso is not None and iso >= earliest[: len(iso)]:
            return iso
    return None
