"""Tells a country from what only bears its name: a phrase, a person, a firm, a town, a currency."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Literal

from classifiers.matcher import Hit, Reading
from classifiers.surroundings import NAMES, Surroundings
from classifiers.tongues import is_language

Sense = Literal[
    "currency", "goods", "language", "firm", "treaty", "person", "dateline", "part of a word"
]

_PLACE = r"\s*(?P<place>[^\W\d_][\w.'’/ ]{1,30}?(?:-[^\W\d_]{2,10})?)"
_DATELINES = (
    # MEXICO CITY – …, BRUSSELS, April 2 (Newswire) — …
    re.compile(_PLACE + r"(?P<when>(?:, [^\n–—]{1,40}?)?(?: ?\([^)\n]{1,40}\))?) ?(?:[–—]|--? )"),
    # МОСКВА, 2 апреля. /…/ …
    re.compile(_PLACE + r"(?P<when>, [^\n–—.]{0,20}\d{1,2}[^\n–—.]{0,15})\. "),
)
_DATELINE_WORDS = 6
_TRADE_BEFORE, _TRADE_AFTER = 4, 2
"""Words around goods within which trade is spoken of as theirs."""
_VERB_ENDS = ("s", "ed", "ing")


def is_country(hit: Hit, around: Surroundings) -> bool:
    """Whether the words around a hit let it stand for the country."""
    return sense(hit, around) is None


def sense(hit: Hit, around: Surroundings) -> Sense | None:
    """What bears the name in the country's place, as the words around it say; None if nothing."""
    if hit.term.kind == "abbreviation":
        return None if _is_beside(hit, around) else "part of a word"
    for kind, rule in _RULES:
        if rule(hit, around):
            return kind
    return None


def mistaken(readings: Sequence[Reading], found: Collection[Hit]) -> Collection[str]:
    """The codes whose name means another place all through this item.

    Within one item a name has one sense: where Atlanta is spoken of and neither Tbilisi nor
    Georgians are, Georgia is the state. `found` are the hits of names that only the country has.
    """
    rivals = {hit.term.key for reading in readings for hit in reading.of("rival")}
    return rivals - {hit.term.key for hit in found}


def _is_money(hit: Hit, around: Surroundings) -> bool:
    """US$ 40 million."""
    return around.passage.gaps[hit.last + 1].startswith(("$", "€", "£", "¥"))


def _is_firm(hit: Hit, around: Surroundings) -> bool:
    """Air India, Jakarta Globe; but US airlines and the Chinese Post."""
    if hit.term.kind == "demonym" or around.passage.words[hit.last].isupper():
        return False
    return _has_beside("firm", (" ",), hit, around)


def _is_treaty(hit: Hit, around: Surroundings) -> bool:
    """Treaty of Rome, Kigali Amendment, 基加利修正案; but the Mexico and the Brussels agreement."""
    return hit.term.kind == "capital" and _has_beside("treaty", (" ", "-", ""), hit, around)


def _has_beside(kind: str, gaps: Collection[str], hit: Hit, around: Surroundings) -> bool:
    before, after = hit.first - 1, hit.last + 1
    return (around.gap(before) in gaps and around.ends(f"{kind} before", before)) or (
        around.gap(hit.last) in gaps and around.begins(f"{kind} after", after)
    )


def _is_goods(hit: Hit, around: Surroundings) -> bool:
    """Swiss cheese; but Swiss cheese exports, and duties on Swiss cheese."""
    for goods in around.reading.of("goods"):
        if goods.first <= hit.first and hit.last <= goods.last:
            near = goods.first - _TRADE_BEFORE, goods.last + 1 + _TRADE_AFTER
            return not around.has("trade", *near)
    return False


def _is_person(hit: Hit, around: Surroundings) -> bool:
    """Michael Jordan, Chad Smith, Phil English; but Jordan's, Chad and Niger, King of Jordan."""
    before, after = hit.first - 1, hit.last + 1
    if hit.first != hit.last or not (hit.term.kind in NAMES or around.is_also("namesake", hit)):
        return False
    led, followed = around.is_spaced(before), around.is_spaced(hit.last)
    if led and around.ends("given name", before):
        return True
    if hit.term.kind not in NAMES or not around.is_also("namesake", hit):
        return False
    if followed and around.begins("family name", after):
        return True
    if around.is_headline(hit.first):
        return followed and around.is_also("first name", hit) and _is_family_name(after, around)
    mid_sentence = before > around.sentence(hit.first)[0]
    return (led and mid_sentence and _is_unknown_name(before, around)) or (
        followed and _is_unknown_name(after, around)
    )


def _is_family_name(word: int, around: Surroundings) -> bool:
    """Jordan Spieth Wins; but Jordan Imposes Duty, Jordan Ratified Pact."""
    name = around.passage.words[word]
    return _is_unknown_name(word, around) and len(name) > 2 and not name.endswith(_VERB_ENDS)


def _is_unknown_name(word: int, around: Surroundings) -> bool:
    return around.passage.words[word][0].isupper() and not around.is_known(word)


def _is_dateline(hit: Hit, around: Surroundings) -> bool:
    """The place that a report was sent from: it says where the reporter was, not what about."""
    passage = around.passage
    if passage.field != "body" or hit.first >= _DATELINE_WORDS or hit.term.kind not in NAMES:
        return False
    for pattern in _DATELINES:
        line = pattern.match(passage.text)
        if line is not None and passage.starts[hit.first] < line.end("when"):
            # Only a date makes a dateline of a country: "Mexico – its ministry said – …".
            return bool(line["when"]) or (
                hit.term.kind != "country" and passage.end(hit.last) == line.end("place")
            )
    return False


_RULES: tuple[tuple[Sense, Callable[[Hit, Surroundings], bool]], ...] = (
    ("currency", _is_money),
    ("goods", _is_goods),
    ("language", is_language),
    ("firm", _is_firm),
    ("treaty", _is_treaty),
    ("person", _is_person),
    ("dateline", _is_dateline),
)


def _is_beside(hit: Hit, around: Surroundings) -> bool:
    """中美, 对华, 美方: an abbreviation counts beside another, or a word that asks for one."""
    before, after = hit.first - 1, hit.last + 1
    if not _stands_alone(hit.first, around):
        return False
    leads = around.gap(before) == "" and (
        (around.ends("beside before", before) and before not in around.masks)
        or (around.ends("abbreviation", before) and _stands_alone(before, around))
    )
    follows = around.gap(hit.last) == "" and (
        (around.begins("beside after", after) and after not in around.masks)
        or (around.begins("abbreviation", after) and _stands_alone(after, around))
    )
    return leads or follows


def _stands_alone(word: int, around: Surroundings) -> bool:
    """Not the 美 of 美国, the 法 of 立法, the 日 of 4月2日 or the 德 of 阿契美尼德."""
    if around.names.get(word, 0) > 1 or word in around.masks:
        return False
    is_day = word > 0 and around.passage.words[word - 1].isdigit()
    return not is_day and not (around.gap(word - 1) == "" and around.ends("sound", word - 1))
