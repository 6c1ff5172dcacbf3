"""Tells a country from what only bears its name: a phrase, a person, a firm, a town, a currency."""

import re
from collections.abc import Collection, Sequence

from classifiers.matcher import Hit, Reading
from classifiers.surroundings import NAMES, Surroundings

_PLACE = r"\s*(?P<place>[^\W\d_][\w.'’/ ]{1,30}?(?:-[^\W\d_]{2,10})?)"
_DATELINES = (
    # MEXICO CITY – …, BRUSSELS, April 2 (Newswire) — …
    re.compile(_PLACE + r"(?P<when>(?:, [^\n–—]{1,40}?)?(?: ?\([^)\n]{1,40}\))?) ?(?:[–—]|--? )"),
    # МОСКВА, 2 апреля. /…/ …
    re.compile(_PLACE + r"(?P<when>, [^\n–—.]{0,20}\d{1,2}[^\n–—.]{0,15})\. "),
)
_DATELINE_WORDS = 6


def is_country(hit: Hit, around: Surroundings) -> bool:
    """Whether the words around a hit let it stand for the country."""
    if hit.term.kind == "abbreviation":
        return _is_beside(hit, around)
    return not any(rule(hit, around) for rule in _RULES)


def mistaken(readings: Sequence[Reading], found: Collection[Hit]) -> Collection[str]:
    """The codes whose name means another place all through this item.

    Within one item a name has one sense: where Atlanta is spoken of and neither Tbilisi nor
    Georgians are, Georgia is the state. `found` are the hits of names that only the country has.
    """
    rivals = {hit.term.key for reading in readings for hit in reading.of("rival")}
    return rivals - {hit.term.key for hit in found}


def _is_masked(hit: Hit, around: Surroundings) -> bool:
    """Part of a phrase that is as long and no country: Gulf of Mexico, Bank of Scotland."""
    length = hit.last - hit.first + 1
    return any(around.masks.get(word, 0) >= length for word in range(hit.first, hit.last + 1))


def _is_money(hit: Hit, around: Surroundings) -> bool:
    """US$ 40 million."""
    end = around.passage.end(hit.last)
    return around.passage.text[end : end + 1] in ("$", "€", "£", "¥")


def _is_firm(hit: Hit, around: Surroundings) -> bool:
    """Air India, Jakarta Globe; but US airlines and the Chinese Post."""
    if hit.term.kind == "demonym" or around.passage.words[hit.last].isupper():
        return False
    before, after = hit.first - 1, hit.last + 1
    return (around.is_spaced(before) and around.ends("firm before", before)) or (
        around.is_spaced(hit.last) and around.begins("firm after", after)
    )


def _is_town(hit: Hit, around: Surroundings) -> bool:
    """Moscow, Idaho; Atlanta, Georgia; Georgia (US); Oregon and Washington."""
    if hit.term.kind == "demonym":
        return False
    if around.is_also("state", hit):
        return _is_state(hit, around)
    return (
        (hit.term.kind in ("capital", "metonym") or around.is_also("namesake", hit))
        and around.gap(hit.last) == ", "
        and around.begins("state", hit.last + 1)
        # Tbilisi, Georgia
        and not any(
            name.first == hit.last + 1 and name.term.key == hit.term.key
            for name in around.reading.of("country")
        )
    )


def _is_state(hit: Hit, around: Surroundings) -> bool:
    """Whether a name that is a state's too follows a town or goes with another state."""
    before, words = hit.first - 1, around.passage.words
    if around.gap(before) == ", " and words[before][0].isupper() and not around.is_known(before):
        return True
    if around.gap(hit.last) == " (" and words[hit.last + 1].startswith("U"):
        return True
    joins_before = before > 0 and words[before] in ("and", "or")
    joins_after = words[hit.last + 1 : hit.last + 2] in (("and",), ("or",))
    return (joins_before and around.ends("state", before - 1)) or (
        joins_after and around.begins("state", hit.last + 2)
    )


def _is_person(hit: Hit, around: Surroundings) -> bool:
    """Michael Jordan, Chad Smith; but Jordan's, Chad and Niger, King of Jordan."""
    before, after = hit.first - 1, hit.last + 1
    if hit.term.kind not in NAMES or hit.first != hit.last:
        return False
    led, followed = around.is_spaced(before), around.is_spaced(hit.last)
    if led and around.ends("given name", before):
        return True
    if not around.is_also("namesake", hit):
        return False
    if followed and around.begins("family name", after):
        return True
    if around.is_headline(hit.first):
        return False
    mid_sentence = before > around.sentence(hit.first)[0]
    return (led and mid_sentence and _is_unknown_name(before, around)) or (
        followed and _is_unknown_name(after, around)
    )


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


_RULES = (_is_masked, _is_money, _is_firm, _is_town, _is_person, _is_dateline)


def _is_beside(hit: Hit, around: Surroundings) -> bool:
    """中美, 对华, 美方: an abbreviation counts beside another, or a word that asks for one."""
    before, after = hit.first - 1, hit.last + 1
    if not _stands_alone(hit.first, around):
        return False
    leads = around.gap(before) == "" and (
        around.ends("beside before", before)
        or (around.ends("abbreviation", before) and _stands_alone(before, around))
    )
    follows = around.gap(hit.last) == "" and (
        around.begins("beside after", after)
        or (around.begins("abbreviation", after) and _stands_alone(after, around))
    )
    return leads or follows


def _stands_alone(word: int, around: Surroundings) -> bool:
    """Not the 美 of 美国, the 法 of 立法 or the 日 of 4月2日."""
    is_day = word > 0 and around.passage.words[word - 1].isdigit()
    return around.names.get(word, 0) < 2 and word not in around.masks and not is_day
