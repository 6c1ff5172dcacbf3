"""The rule lab: what rules and words that are only tried would find in the stored log; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alerts.rules import match
from classifiers.anew import OneTopic
from classifiers.facts import Facts
from classifiers.vocabulary import Lexicon
from config.schema import Rule, Source
from flows.understand import understand
from storage.log import LogEntry

Reasons = tuple[str, ...]
Ask = Callable[[LogEntry, Facts], Reasons | None]
"""Why an item with these facts is found; None where it is not."""
Understand = Callable[[LogEntry], tuple[Facts, Facts]]
"""An item's facts as things are, and as they would be with what is tried."""


@dataclass(frozen=True, slots=True)
class Try:
    """One thing that is tried, beside what it would take the place of."""

    name: str
    before: Ask | None
    """None where there is nothing of the name yet."""
    after: Ask
    short: Callable[[Facts], str] | None = None
    """How an item that is lost falls short."""


@dataclass(frozen=True, slots=True)
class Met:
    """An item that is found, or was, and why."""

    item_id: int
    title: str
    date: datetime
    """Of publication, else of the day on which it was first seen."""
    source_id: str
    why: Reasons


@dataclass(slots=True)
class Tally:
    """What one try finds: whole counts, and the newest items of each kind."""

    name: str
    is_new: bool
    before: int = 0
    after: int = 0
    gained: int = 0
    lost: int = 0
    newest: dict[str, list[Met]] = field(default_factory=dict)
    """Of the kinds gained, lost and kept; no more of each than was asked for."""

    def add(self, entry: LogEntry, was: Reasons | None, now: Reasons | None, most: int) -> None:
        """Count one item by why it was found and why it would be."""
        self.before += was is not None
        self.after += now is not None
        self.gained += was is None and now is not None
        self.lost += was is not None and now is None
        why = was if now is None else now
        if why is None:
            return
        kind = "lost" if now is None else "gained" if was is None else "kept"
        shown = self.newest.setdefault(kind, [])
        if len(shown) < most:
            shown.append(_met(entry, why))


def tally(
    entries: Iterable[LogEntry], understand: Understand, tries: Sequence[Try], most: int
) -> tuple[Tally, ...]:
    """What each try finds among the items, which are taken one by one and not kept."""
    tallies = tuple(Tally(one.name, one.before is None) for one in tries)
    for entry in entries:
        was, now = understand(entry)
        for one, counted in zip(tries, tallies, strict=True):
            before = one.before(entry, was) if one.before is not None else None
            after = one.after(entry, now)
            if before is not None and after is None and one.short is not None:
                before = (*before, one.short(now))
            counted.add(entry, before, after, most)
    return tallies


def rule_ask(rule: Rule, sources: dict[str, Source]) -> Ask:
    """Whether an item meets a rule; one of a source that is no longer configured may too."""
    return lambda entry, facts: _meets(rule, sources, entry, facts)


def topic_ask(topic: str) -> Ask:
    """Whether an item is about a topic, and by which of its words."""
    return lambda entry, facts: _is_about(topic, facts)


def topic_short(topic: str) -> Callable[[Facts], str]:
    """The score that an item would have of a topic that it loses."""
    return lambda facts: f"now only {facts.scores.get(topic, 0.0):.2f}"


def whole_facts(now: Lexicon, tried: Lexicon) -> Understand:
    """All facts under either vocabulary; stored ones where they are of today's."""
    return lambda entry: (
        entry.facts
        if entry.facts.vocabulary == now.vocabulary.hash
        else understand(entry.item, now),
        understand(entry.item, tried),
    )


def one_topic(now: OneTopic | None, tried: OneTopic) -> Understand:
    """The stored facts with one topic as either vocabulary has it; None has none of that name."""
    return lambda entry: (
        entry.facts if now is None else _with(now, entry),
        _with(tried, entry),
    )


def _with(topic: OneTopic, entry: LogEntry) -> Facts:
    return topic.tell(entry.facts, entry.item.title, entry.item.body, entry.item.language)


def _meets(rule: Rule, sources: dict[str, Source], entry: LogEntry, facts: Facts) -> Reasons | None:
    item = entry.item
    source = sources.get(item.source_id) or _gone(item.source_id)
    found = match(rule, source, item, facts)
    return found.reasons if found is not None else None


def _gone(source_id: str) -> Source:
    return Source(id=source_id, name=source_id, kind="folder", location=".")


def _is_about(topic: str, facts: Facts) -> Reasons | None:
    if topic not in facts.topics:
        return None
    said = (m.phrase for m in facts.mentions if (m.kind, m.key) == ("topic", topic))
    words = tuple(dict.fromkeys(said))
    return (f"score {facts.scores[topic]:.2f}", *(f"“{word}”" for word in words))


def _met(entry: LogEntry, why: Reasons) -> Met:
    item = entry.item
    date = item.published_at or entry.first_seen_at
    return Met(entry.id, item.title or item.body[:80], date, item.source_id, why)
