"""Instruments: which kinds of trade measure a clause speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifiers.clauses import Clause, widest
from classifiers.matcher import Hit, Term
from config.measures import Instrument, InstrumentsFile, MeasureWords

_APART = 7
"""How many words may stand between a head and its flow: a ban on [soft wheat] exports."""
_ABSORBED = {"Import tariff"}
_ABSORBING = {"anti_dumping", "countervailing", "safeguard", "tariff_quota", "export_tax"}
"""Families whose duties a text also just calls duties."""
_SIGN = r"(?:[%％]|per ?cent|pct|por ?ciento|por cento|pour ?cent|Prozent)"
_RATE_BEFORE = re.compile(rf"\d\s?{_SIGN}[\s-]+(?:[^\W\d_]+\s+){{0,2}}$")
_MONEY = r"[^\W\d_]+\s(?:per|por|par|je|pro)\s"
_RATE_AFTER = re.compile(rf"\s+(?:[^\W\d_]+\s+){{0,3}}\d[\d.,]*\s?(?:{_SIGN}|{_MONEY})")


@dataclass(slots=True)
class Spoken:
    """An instrument as a clause says it: its key, from word `first` to word `last`."""

    key: str
    entry: Instrument
    first: int
    last: int
    head: Hit | None = None
    """The verb or noun of an instrument said apart (bans … exports)."""

    @property
    def name(self) -> str:
        return self.entry.name or self.key


def terms(words: MeasureWords) -> Iterator[Term]:
    """Terms of kind instrument (key = the entry, "" for a mask), bare, head and flow."""
    for key, entry in words.instruments.instruments.items():
        for language, phrases in entry.words.items():
            for phrase in phrases:
                yield Term(phrase, "instrument", key, language=language)
    for language, phrases in words.instruments.bare.items():
        for phrase in phrases:
            yield Term(phrase, "bare", "Import tariff", language=language)
    for language, phrases in words.instruments.masks.items():
        for phrase in phrases:
            yield Term(phrase, "instrument", "", language=language)
    for kind, table in (("head", words.grammar.heads), ("flow", words.grammar.flows)):
        for key, by_language in table.items():
            for language, phrases in by_language.items():
                for phrase in phrases:
                    yield Term(phrase, kind, key, language=language)


def find(clause: Clause, file: InstrumentsFile) -> list[Spoken]:
    """What the clause speaks of, in order; plain duties beside anti-dumping are the same."""
    hits = _best(clause)
    spoken = [
        Spoken(hit.term.key, file.instruments[hit.term.key], hit.first, hit.last)
        for hit in hits
        if hit.term.key
    ]
    spoken += _built(clause, hits, file)
    families = {each.entry.family for each in spoken}
    if families & _ABSORBING:
        spoken = [each for each in spoken if each.key not in _ABSORBED]
    return sorted(spoken, key=lambda each: each.first)


def _best(clause: Clause) -> list[Hit]:
    """One hit a place: the longest, then the first, then the one with the most letters."""
    kept, taken = list[Hit](), set[int]()
    hits = [*clause.of("instrument"), *_beside_rates(clause)]
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first, -len(h.term.phrase))):
        span = range(hit.first, hit.last + 1)
        if taken.isdisjoint(span):
            kept.append(hit)
            taken.update(span)
    return kept


def _beside_rates(clause: Clause) -> list[Hit]:
    """Words for a duty that have a percentage right before or behind them."""
    passage = clause.reading.passage
    return [
        hit
        for hit in clause.of("bare")
        if _RATE_AFTER.match(passage.text, passage.end(hit.last))
        or _RATE_BEFORE.search(
            passage.text, passage.starts[clause.first], passage.starts[hit.first]
        )
    ]


def _built(clause: Clause, taken: list[Hit], file: InstrumentsFile) -> Iterator[Spoken]:
    """Instruments said apart: a head and a flow near each other, nothing spoken between."""
    covered = {word for hit in taken for word in range(hit.first, hit.last + 1)}
    heads = [hit for hit in widest(clause.of("head")) if hit.first not in covered]
    flows = [hit for hit in widest(clause.of("flow")) if hit.first not in covered]
    if not heads or not flows:
        return
    kinds = file.built
    for flow in flows:
        near = [head for head in heads if _near(clause, head, flow, covered)]
        near = [head for head in near if (head.term.key, flow.term.key) in kinds]
        near.sort(key=lambda head: (head.first > flow.first, abs(head.first - flow.first)))
        for head in near[:1]:
            key = kinds[(head.term.key, flow.term.key)]
            first, last = min(head.first, flow.first), max(head.last, flow.last)
            yield Spoken(key, file.instruments[key], first, last, head)


def _near(clause: Clause, head: Hit, flow: Hit, covered: set[int]) -> bool:
    reach = _APART * clause.scale(head.first)
    if head.first < flow.first:
        between = range(head.last + 1, flow.first)
    elif head.term.key in ("ban", "stop"):
        between = range(flow.last + 1, head.first)
    else:
        return False
    return len(between) <= reach and covered.isdisjoint(between)
