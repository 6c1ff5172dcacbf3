"""Statuses: what a clause says is done with a measure, and how surely."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from classifiers.clauses import Clause, widest
from classifiers.instruments import Spoken
from classifiers.matcher import Hit, Term
from config.measures import MeasureWords

_REACH = 7
"""How far after it a mood governs: considering [new 25% punitive] duties."""
_REVERSALS = {"suspended", "removed", "withdrawn", "expired", "struck down"}
_LOOSENING = {"cut", "exempt", "pause", "lift", "withdraw", "expire", "quash"}
_ACTS = {"impose", "strike", "raise", "cut", "change", "force", "extend", "pause", "lift"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the words it rests on; `denied` says that the text rules the measure out."""

    status: str | None
    hit: Hit | None
    verb: Hit | None
    """The verb whose subject acts."""
    loosens: bool = False
    tightens: bool = False
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


def decide(clause: Clause, spoken: Spoken, beside: Sequence[Spoken]) -> Verdict:
    """The verdict of a clause on one of its instruments, `beside` being all of them."""
    words = _Words(clause, spoken, beside)
    if words.governs("not", *_ACTS, "decide", "announce"):
        undoing = words.first("pause", "lift", "cut", "withdraw")
        return Verdict(None, None, None, denied=undoing is None)
    status, hit = _status(words, spoken)
    verb = hit or words.first(*_ACTS, "decide", "exempt", "withdraw", "expire", "quash")
    keys = {action.term.key for action in words.actions}
    return Verdict(
        status,
        hit,
        verb,
        loosens=_loosens(keys),
        tightens="raise" in keys,
    )


class _Words:
    """The actions and moods of a clause that concern one instrument."""

    def __init__(self, clause: Clause, spoken: Spoken, beside: Sequence[Spoken]) -> None:
        self.clause, self.spoken = clause, spoken
        taken = range(spoken.first, spoken.last + 1)
        built = spoken.head
        found = [*widest(clause.of("action")), *_split_verbs(clause)]
        if built is None:
            # Of the instrument's own words only a ban says nothing more: an anti-dumping probe.
            found = [
                hit
                for hit in found
                if hit.term.key not in ("impose", "strike") or hit.first not in taken
            ]
        elif built.term.key in ("ban", "stop"):
            found = [hit for hit in found if hit.first != built.first]
            found.append(Hit(Term("", "action", "impose"), built.first, built.last))
        self.moods = widest(clause.of("mood"))
        edge = condition(clause, spoken)
        found = [hit for hit in found if hit.first < edge]
        own = [hit for hit in found if _object(hit, beside) == spoken.key]
        self.actions = sorted(own or found, key=lambda hit: hit.first)

    def first(self, *keys: str) -> Hit | None:
        return next((hit for hit in self.actions if hit.term.key in keys), None)

    def mood(self, key: str) -> Hit | None:
        """The first mood of a kind that governs an action or the instrument."""
        for mood in self.moods:
            if mood.term.key == key and self._reaches(mood, self._targets(self.actions)):
                return mood
        return None

    def governs(self, mood: str, *actions: str) -> bool:
        """Whether a mood bears on the instrument or on one of these actions."""
        chosen = [hit for hit in self.actions if hit.term.key in actions]
        targets = self._targets(chosen)
        return any(hit.term.key == mood and self._reaches(hit, targets) for hit in self.moods)

    def _targets(self, actions: Iterable[Hit]) -> list[int]:
        return [self.spoken.first, *(action.last for action in actions)]

    def _reaches(self, mood: Hit, targets: list[int]) -> bool:
        reach = _REACH * self.clause.scale(mood.first)
        return any(mood.first <= target <= mood.last + reach for target in targets)


def _object(action: Hit, beside: Sequence[Spoken]) -> str:
    """The key of the instrument that an action is about: the next, else the last before it."""
    after = [each for each in beside if each.last >= action.first]
    return (after[0] if after else beside[-1]).key


def condition(clause: Clause, spoken: Spoken) -> int:
    """Where a condition begins behind the instrument: what it says is not done with it."""
    ifs = (hit.first for hit in clause.of("mood") if hit.term.key == "if")
    return min((first for first in ifs if first > spoken.last), default=clause.past)


def _loosens(keys: set[str]) -> bool:
    """Whether what is done lets more trade through; an exception to a new duty does not."""
    if keys & {"impose", "strike"}:
        keys = keys - {"exempt"}
    return bool(keys & _LOOSENING) and "raise" not in keys


def _status(words: _Words, spoken: Spoken) -> tuple[str | None, Hit | None]:
    for decider in (_undone, _unsure, _reversed, _under_way, _done):
        status, hit = decider(words, spoken)
        if status is not None:
            return status, hit
    return None, None


def _undone(words: _Words, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Quashed by a court; given up before it was in force; talked about."""
    if quashed := words.first("quash"):
        return "struck down", quashed
    dropped = words.first("withdraw", "lift")
    if dropped and any(
        mood.term.key == "plan" and dropped.last < mood.first <= spoken.first
        for mood in words.moods
    ):
        return "withdrawn", dropped
    if dropped and dropped.term.key == "withdraw":
        return "withdrawn", dropped
    talks = words.first("negotiate")
    if talks is None or spoken.entry.family == "agreement":
        return None, None
    undoing = words.first("pause", "lift", "expire")
    if undoing and undoing.first < talks.first:
        return None, None
    return "under negotiation", talks


def _unsure(words: _Words, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Threatened (also on a condition), proposed, or looked into."""
    if threat := words.mood("threat"):
        return "threatened", threat
    surest = words.mood("maybe") or words.mood("will")
    if surest and any(hit.term.key in ("if", "threat") for hit in words.moods):
        return "threatened", surest
    probe = words.first("probe")
    if probe and (words.mood("maybe") or words.mood("consider")):
        return "under investigation", probe
    weighed = words.mood("consider") or words.first("propose") or words.mood("maybe")
    return ("proposed", weighed) if weighed else (None, None)


def _reversed(words: _Words, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Paused, lifted, run out."""
    for action, status in (("pause", "suspended"), ("lift", "removed"), ("expire", "expired")):
        if hit := words.first(action):
            return status, hit
    return None, None


def _under_way(words: _Words, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Investigated or, of an agreement, negotiated; else prolonged."""
    done = words.first("impose", "strike", "force", "raise", "cut")
    if (probe := words.first("probe")) and done is None:
        return "under investigation", probe
    talks = words.first("negotiate")
    if talks and spoken.entry.family == "agreement" and done is None:
        return "under negotiation", talks
    longer = words.first("extend")
    return ("extended", longer) if longer else (None, None)


def _done(words: _Words, spoken: Spoken) -> tuple[str | None, Hit | None]:
    """Announced, in force, modified or adopted."""
    if will := words.mood("will"):
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
        if hit := words.first(action):
            return status, hit
    return None, None


def _split_verbs(clause: Clause) -> Iterator[Hit]:
    """Verbs whose particle closes the clause, as the actions they are."""
    passage = clause.reading.passage
    for hit in clause.of("split"):
        action, particle = hit.term.key.split()
        for word in range(hit.last + 1, clause.past):
            after = passage.text[passage.end(word) : passage.end(word) + 1]
            closes = word == clause.past - 1 or after in ",.;:!?"
            if passage.words[word] == particle and closes:
                yield Hit(Term(hit.term.phrase, "action", action), hit.first, hit.last)
                break
