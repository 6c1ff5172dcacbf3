"""Statuses: what a clause says is done with a measure, and how surely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifiers.clauses import Clause
from classifiers.deeds import Deeds
from classifiers.instruments import Spoken
from classifiers.matcher import Hit, Term
from config.measures import MeasureWords

_REVERSALS = {"suspended", "removed", "withdrawn", "expired", "struck down"}
_LOOSENING = {"cut", "exempt", "pause", "lift", "withdraw", "expire", "quash"}
_OBJECT = 6
"""How far behind its verb the object stands: terminated its [anti-dumping] investigation."""
_UNDOING = ("lift", "cut", "pause", "exempt", "withdraw", "accept", "change")
"""What others ask for: urges Washington to drop its duties."""
_ACTS = {"impose", "strike", "raise", "cut", "change", "force", "extend", "pause", "lift"}


@dataclass(slots=True)
class Verdict:
    """A status and the words it rests on; `denied` says that the text rules the measure out."""

    status: str | None
    hit: Hit | None
    verb: Hit | None
    """The verb whose subject acts."""
    loosens: bool = False
    tightens: bool = False
    lifted: bool = False
    """Whether it ends or rests for a while."""
    denied: bool = False

    @property
    def modality(self) -> str:
        if self.status in _REVERSALS:
            return "reversal"
        return "threat" if self.status == "threatened" else "act"


def terms(words: MeasureWords) -> Iterator[Term]:
    """Terms of kind action, mood, sense and split (key = the action and its particle)."""
    file = words.statuses
    tables = (("action", file.actions), ("mood", file.moods), ("sense", file.senses))
    for kind, table in tables:
        for key, by_language in table.items():
            for language, phrases in by_language.items():
                for phrase in phrases:
                    yield Term(phrase, kind, key, language=language)
    for key, by_language in file.split.items():
        for language, phrases in by_language.items():
            for phrase in phrases:
                verb, particle = phrase.split()
                yield Term(verb, "split", f"{key} {particle}", language=language)


def decide(
    clause: Clause, spoken: Spoken, beside: Sequence[Spoken], told: Sequence[Hit]
) -> Verdict:
    """The verdict of a clause on one of its instruments, `beside` being all of them.

    `told` is all that the clause says is done (see `deeds.actions`).
    """
    deeds = Deeds(clause, spoken, beside, told)
    if deeds.governs("not", *_ACTS, "decide", "announce"):
        undoing = deeds.first("pause", "lift", "cut", "withdraw")
        return Verdict(None, None, None, denied=undoing is None)
    if asked := requested(deeds.actions, spoken):
        return Verdict(None, None, asked)
    if spoken.entry.family == "agreement" and deeds.first("reject"):
        return Verdict(None, None, None)
    status, hit = _status(deeds, spoken)
    verb = hit or deeds.first(*_ACTS, "decide", "exempt", "withdraw", "expire", "quash")
    keys = deeds.keys
    return Verdict(
        status,
        hit,
        verb,
        loosens=_loosens(keys),
        tightens="raise" in keys,
        lifted=bool(keys & {"pause", "lift", "expire", "quash"}),
    )


def requested(told: Sequence[Hit], spoken: Spoken) -> Hit | None:
    """The verb by which one asks another to undo an instrument, or for relief from it."""
    asked = next((hit for hit in told if hit.term.key == "request"), None)
    if asked is None or asked.first > spoken.first:
        return None
    undone = any(hit.term.key in _UNDOING and hit.first > asked.last for hit in told)
    return asked if undone else None


def _loosens(keys: set[str]) -> bool:
    """Whether what is done lets more trade through; an exception to a new duty does not."""
    if keys & {"impose", "strike"}:
        keys = keys - {"exempt"}
    return bool(keys & _LOOSENING) and "raise" not in keys


def _status(deeds: Deeds, spoken: Spoken) -> tuple[str | None, Hit | None]:
    for decider in (_undone, _unsure, _reversed, _under_way, _done):
        status, hit = decider(deeds, spoken)
        if status is not None:
            return status, hit
    return None, None


def _undone(deeds: Deeds, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Quashed by a court; given up before it was in force; talked about."""
    if quashed := deeds.first("quash"):
        return "struck down", quashed
    dropped = deeds.first("withdraw", "lift")
    if dropped and any(
        mood.term.key == "plan" and dropped.last < mood.first <= spoken.first
        for mood in deeds.moods
    ):
        return "withdrawn", dropped
    if dropped and dropped.term.key == "withdraw":
        return "withdrawn", dropped
    talks = deeds.first("negotiate")
    if talks is None or spoken.entry.family == "agreement":
        return None, None
    undoing = deeds.first("pause", "lift", "expire")
    if undoing and undoing.first < talks.first:
        return None, None
    return "under negotiation", talks


def _unsure(deeds: Deeds, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Threatened (also on a condition), proposed, or looked into."""
    if threat := deeds.mood("threat"):
        return "threatened", threat
    surest = deeds.mood("maybe") or deeds.mood("will")
    if surest and any(hit.term.key in ("if", "threat") for hit in deeds.moods):
        return "threatened", surest
    probe = deeds.first("probe")
    if probe and (deeds.mood("maybe") or deeds.mood("consider")):
        return "under investigation", probe
    weighed = deeds.mood("consider") or deeds.first("propose") or deeds.mood("maybe")
    return ("proposed", weighed) if weighed else (None, None)


def _reversed(deeds: Deeds, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Paused, lifted, run out; an investigation that is ended leaves nothing."""
    lifted, probe = deeds.first("lift"), deeds.first("probe")
    if lifted and probe and 0 < probe.first - lifted.last <= _OBJECT:
        return "withdrawn", lifted
    for action, status in (("pause", "suspended"), ("lift", "removed"), ("expire", "expired")):
        if hit := deeds.first(action):
            return status, hit
    return None, None


def _under_way(deeds: Deeds, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Investigated or, of an agreement, negotiated; else prolonged."""
    done = deeds.first("impose", "strike", "force", "raise", "cut")
    if (probe := deeds.first("probe")) and done is None:
        return "under investigation", probe
    talks = deeds.first("negotiate")
    if talks and spoken.entry.family == "agreement" and done is None:
        return "under negotiation", talks
    longer = deeds.first("extend")
    return ("extended", longer) if longer else (None, None)


def _done(deeds: Deeds, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Announced, in force, modified or adopted."""
    if will := deeds.mood("will"):
        return "announced", will
    for action, status in (
        ("force", "in force"),
        ("announce", "announced"),
        ("raise", "modified"),
        ("cut", "modified"),
        ("change", "modified"),
        ("impose", "adopted"),
        ("strike", "adopted"),
        ("exempt", "modified"),
        ("decide", "adopted"),
    ):
        if hit := deeds.first(action):
            return status, hit
    return None, None
