"""What whoever runs this is told of the health of sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from alerts.alert import Delivery
from alerts.grouping import delivery_id, recipients
from alerts.message import SUBJECT_LIMIT, TITLE_LIMIT
from alerts.plain import one_line
from alerts.shown import date_words
from alerts.trouble import Trouble, TroubleKind
from config.schema import AlertsFile, Source

BEGUN, OVER = "sources.trouble", "sources.recovery"
"""The types of a message: something is wrong, or all that it tells of is over."""
_NAME_LIMIT = 120
_LIST_LIMIT = 50
_IS: dict[TroubleKind, str] = {
    "failing": "is failing",
    "thin": "gives too little",
    "rotated": "has run past us",
    "silent": "is silent",
    "partial": "gives only a part",
}
_IS_OVER: dict[TroubleKind, str] = {
    "failing": "is read again",
    "thin": "gives enough again",
    "rotated": "is kept up with again",
    "silent": "has something new again",
    "partial": "gives all of it again",
}
_TO_DO: dict[TroubleKind, str] = {
    "failing": "`{check}` tries it now and says what it meets.",
    "thin": "`{check}` reads it now; `expect: {{items: …}}` in config/sources.yml says how few "
    "entries are normal.",
    "rotated": "Let it be looked at more often (`every:` in config/sources.yml); `{check}` says "
    "how much of what it shows is known.",
    "silent": "`{check}` says how old its newest item is; `expect: {{new_within: …}}` in "
    "config/sources.yml says how long silence is normal.",
    "partial": "Ask for less at once (narrow its `location:` in config/sources.yml, or split it in "
    "two); `{check}` says what it gives.",
}
_HEAR_LESS = (
    "You get this as `operator` in config/alerts.yml names your channel; what is expected of a "
    "source stands at its `expect` in config/sources.yml."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A trouble that began or is over, and what is remembered of its source; None is never."""

    source: Source
    trouble: Trouble
    failures: float
    last_success_at: datetime | None
    last_new_at: datetime | None
    next_due: datetime | None


def tell(cases: Sequence[Case], alerts: AlertsFile) -> tuple[Delivery, ...]:
    """One message of all the cases to each recipient of the operator's channels.

    Its id is made of the recipient and of each case's source, kind of trouble, beginning and
    whether it is over: told again, it is the same delivery.
    """
    if not cases:
        return ()
    known = {channel.id: channel for channel in alerts.channels}
    message = compose(cases)
    found: dict[str, Delivery] = {}
    for recipient, channel in recipients(alerts.operator, known):
        identifier = delivery_id(recipient, message["story"], "new")
        found.setdefault(identifier, Delivery(identifier, channel, recipient, message))
    return tuple(found.values())


def compose(cases: Sequence[Case]) -> dict[str, Any]:
    """The message as JSON; every text in it is one line of bounded length.

    It holds no location, which may hold a key.
    """
    begun = [case for case in cases if case.trouble.stage != "over"]
    over = [case for case in cases if case.trouble.stage == "over"]
    return {
        "type": BEGUN if begun else OVER,
        "story": _story(cases),
        "subject": one_line(_subject(begun, over), SUBJECT_LIMIT),
        "begun": [_case(case) for case in begun[:_LIST_LIMIT]],
        "over": [_case(case) for case in over[:_LIST_LIMIT]],
        "left_out": max(0, len(begun) - _LIST_LIMIT) + max(0, len(over) - _LIST_LIMIT),
        "why": [{"rule": "operator", "name": "Health of sources", "reasons": _reasons(cases)}],
        "mute": _HEAR_LESS,
    }


def shown(message: Mapping[str, Any]) -> dict[str, Any]:
    """What the templates of the operator's mail ask for: times in words."""
    return {
        **message,
        **{part: [_with_words(case) for case in message[part]] for part in ("begun", "over")},
    }


def _story(cases: Iterable[Case]) -> str:
    said = sorted(
        f"{case.source.id} {case.trouble.kind} {case.trouble.since.isoformat()} "
        f"{'over' if case.trouble.stage == 'over' else 'begun'}"
        for case in cases
    )
    return "sources:" + sha256("\n".join(said).encode()).hexdigest()[:32]


def _subject(begun: Sequence[Case], over: Sequence[Case]) -> str:
    if len(begun) + len(over) == 1:
        return _headline((*begun, *over)[0])
    well = f"{len(_ids(over))} well again" if begun else f"{_sources(over)} well again"
    counts = [f"{_sources(begun)} in trouble" if begun else "", well if over else ""]
    names = dict.fromkeys(one_line(case.source.name, _NAME_LIMIT) for case in (*begun, *over))
    return f"{', '.join(count for count in counts if count)}: {', '.join(names)}"


def _ids(cases: Iterable[Case]) -> set[str]:
    return {case.source.id for case in cases}


def _sources(cases: Iterable[Case]) -> str:
    count = len(_ids(cases))
    return "1 source" if count == 1 else f"{count} sources"


def _headline(case: Case) -> str:
    words = _IS_OVER if case.trouble.stage == "over" else _IS
    return f"{one_line(case.source.name, _NAME_LIMIT)} {words[case.trouble.kind]}"


def _reasons(cases: Iterable[Case]) -> list[str]:
    return [_headline(case) for case in cases][:_LIST_LIMIT]


def _case(case: Case) -> dict[str, Any]:
    check = f"tidewaiter sources check {case.source.id}"
    return {
        "source": case.source.id,
        "name": one_line(case.source.name, _NAME_LIMIT),
        "trouble": case.trouble.kind,
        "headline": _headline(case),
        "says": one_line(case.trouble.says, TITLE_LIMIT),
        "since": case.trouble.since.isoformat(),
        "last": case.trouble.last.isoformat(),
        "failures": case.failures,
        "last_success_at": _iso(case.last_success_at),
        "last_new_at": _iso(case.last_new_at),
        "next_due": _iso(case.next_due),
        "to_do": _TO_DO[case.trouble.kind].format(check=check),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _with_words(case: Mapping[str, Any]) -> dict[str, Any]:
    moments = ("since", "last", "last_success_at", "last_new_at", "next_due")
    return {**case, **{name: date_words(case[name], "never") for name in moments}}
