"""A trial of a source as people and programs read it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from rich.text import Text

from desk.folded import beside
from desk.verdict import arrival, entries, judge, language
from desk.view import counted
from flows.health import span
from sources.answers import status_words
from sources.body import size_words
from sources.heard import public

if TYPE_CHECKING:
    from desk.trial import Contents, Trial

_FULL_TEXT = 1000
"""Characters of an entry that is more than a teaser."""
_SHOWN = 3
_LABEL = 11
_REDIRECTS = range(HTTPStatus.MULTIPLE_CHOICES, HTTPStatus.BAD_REQUEST)
_STYLES = {"fine": "green", "doubtful": "yellow", "failed": "red"}


def trial_block(trial: "Trial", now: datetime, width: int) -> Text:
    """All that was found, a line each, folded to `width` columns."""
    style = _STYLES[judge(trial, now).level]
    source = trial.source
    told = [beside(Text(source.id, "bold"), f"{source.name} · {source.kind}", width)]
    for label, words in lines(trial, now):
        beginning = Text(label.rjust(_LABEL), "dim")
        told.append(beside(beginning, words, width, style if label == "verdict" else ""))
    return Text("\n").join(told)


def verdict_lines(trials: "Sequence[Trial]", now: datetime, width: int) -> Iterator[Text]:
    """A line for each trial, its verdict alone, folded to `width` columns."""
    longest = max((len(trial.source.id) for trial in trials), default=0)
    for trial in trials:
        verdict = judge(trial, now)
        beginning = Text(trial.source.id.ljust(longest + 1))
        yield beside(beginning, verdict.line, width, _STYLES[verdict.level])


def lines(trial: "Trial", now: datetime) -> Iterator[tuple[str, str]]:
    """Labels and what was found, in the order in which it was found."""
    yield "address", _address(trial)
    if trial.answers or trial.contents is not None:
        yield "answer", _answer(trial)
    if trial.robots is not None:
        yield "robots.txt", trial.robots
    if (contents := trial.contents) is not None and trial.error is None:
        yield "entries", _read(contents, now)
        if contents.items:
            yield "language", _languages(trial, contents)
            yield "text", _text(trial, contents)
            yield "known", _known(trial, contents)
            yield "shows", "\n".join(item.title or "(no title)" for item in contents.items[:_SHOWN])
    for problem in trial.problems[:_SHOWN]:
        yield "problem", problem
    if len(trial.problems) > _SHOWN:
        yield "", f"and {counted(len(trial.problems) - _SHOWN, 'more problem')}"
    yield "verdict", judge(trial, now).line


def trial_json(trial: "Trial", now: datetime) -> dict[str, Any]:
    """One trial as programs read it."""
    verdict, contents = judge(trial, now), trial.contents
    found = (
        {
            "media_types": list(contents.media_types),
            "charsets": list(contents.charsets),
            "documents": contents.documents,
            "bytes": contents.size,
            "garbled": contents.garbled,
            "entries": len(contents.items),
            "skipped": contents.skipped,
            "undated": contents.undated,
            "future": contents.future,
            "newest": contents.newest,
            "languages": dict(contents.languages),
            "text_length": contents.length,
            "known": trial.known,
            "titles": [item.title for item in contents.items[:_SHOWN]],
        }
        if contents is not None
        else {}
    )
    return {
        "id": trial.source.id,
        "name": trial.source.name,
        "verdict": verdict.level,
        "reasons": list(verdict.reasons),
        "robots": trial.robots,
        "seconds": round(trial.seconds, 3),
        "answers": [
            {"url": one.url, "status": one.status, "content_type": one.content_type}
            for one in trial.answers
        ],
        **found,
        "problems": list(trial.problems),
    }


def _address(trial: "Trial") -> str:
    if not trial.answers:
        return public(trial.source.location) if trial.source.is_remote else trial.source.location
    way = [trial.answers[0].url]
    for one, following in zip(trial.answers, trial.answers[1:], strict=False):
        if one.status in _REDIRECTS:
            way.append(f"→ {following.url} ({status_words(one.status)})")
    return "\n".join(way)


def _answer(trial: "Trial") -> str:
    contents = trial.contents
    parts = [status_words(arrival(trial).status)] if trial.answers else []
    if contents is not None:
        charset = ", ".join(contents.charsets) or "no encoding declared"
        parts += [", ".join(contents.media_types), charset, size_words(contents.size)]
        if contents.documents > 1:
            parts.append(counted(contents.documents, "document"))
    return " · ".join([*parts, f"{trial.seconds:.1f} s"])


def _read(contents: "Contents", now: datetime) -> str:
    parts = [entries(len(contents.items))]
    if contents.skipped:
        parts.append(f"{contents.skipped} not readable")
    if contents.newest is not None:
        age = now - contents.newest
        old = f"{span(age)} old" if age.total_seconds() >= 0 else "dated after today"
        parts.append(f"the newest {old} ({contents.newest:%Y-%m-%d %H:%M} UTC)")
    if contents.undated:
        parts.append(f"{contents.undated} without a date")
    return " · ".join(parts)


def _languages(trial: "Trial", contents: "Contents") -> str:
    count = len(contents.items)
    found = [
        language(code) if times == count else f"{language(code)} in {times} of {count}"
        for code, times in contents.languages[:_SHOWN]
    ]
    declared = trial.source.language
    said = f"declared as {language(declared)}" if declared else "not declared"
    return " · ".join([", ".join(found) or "none detected", said])


def _text(trial: "Trial", contents: "Contents") -> str:
    length, completion = contents.length, trial.source.article
    if length == 0:
        kind = "titles only"
    else:
        what = "full texts" if length >= _FULL_TEXT else "teasers"
        kind = f"{what} of about {length:,} characters"
    if length >= _FULL_TEXT or trial.source.kind == "folder":
        return kind
    if completion == "never":
        return f"{kind} (`article: when-short` would read the pages they link to)"
    return f"{kind} (completed from the pages they link to: `article: {completion}`)"


def _known(trial: "Trial", contents: "Contents") -> str:
    if not trial.stored:
        return "nothing of this source is stored yet"
    return f"{trial.known} of {entries(len(contents.items))} stored already"
