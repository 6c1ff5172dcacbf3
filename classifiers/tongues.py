"""Tells a country's adjective from the language of its name: courses in Portuguese."""

from classifiers.matcher import Hit
from classifiers.surroundings import Surroundings


def is_language(hit: Hit, around: Surroundings) -> bool:
    """In Portuguese, speaks Russian, German lessons; but in Portuguese waters."""
    if hit.term.kind != "demonym" or not around.is_also("language", hit):
        return False
    if around.gap(hit.last) in (" ", "-") and around.begins("language after", hit.last + 1):
        return True
    if _is_label(hit, around):
        return True
    first = _first_listed(hit.first, around)
    return around.ends("language before", first) or (
        around.ends("language in", first) and _ends_phrase(hit.last, around)
    )


def _is_label(hit: Hit, around: Surroundings) -> bool:
    """(Spanish: República Dominicana)."""
    before, after = around.gap(hit.first - 1) or "", around.gap(hit.last) or ""
    return before.endswith("(") and after.startswith(":")


def _first_listed(word: int, around: Surroundings) -> int:
    """The first of the languages that stand in one list with this: in [French and] German."""
    while word > 1:
        before = word - 1 if around.gap(word - 1) == ", " else word - 2
        if not around.ends("language", before):
            break
        word = before
    return word


def _ends_phrase(word: int, around: Surroundings) -> bool:
    """Whether no noun follows, which the name would be the adjective of."""
    after, words = word + 1, around.passage.words
    listed = around.gap(word) == ", "
    names = (hit for hit in around.reading.of("language") if hit.last == word)
    if not listed and around.gap(word) == " ":
        if not any(words[after] in hit.term.key.split() for hit in names):
            return False
        after += 1
    elif not listed:
        return True
    if around.begins("language", after):
        return _ends_phrase(after, around)
    return not around.begins("demonym", after)
