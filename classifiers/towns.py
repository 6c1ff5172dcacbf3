"""Tells a country from the town or state of its name: Peru, Indiana; Atlanta, Georgia."""

from collections.abc import Iterable, Sequence

from classifiers.matcher import Hit
from classifiers.surroundings import NAMES, Surroundings

Found = tuple[Surroundings, Hit]


def is_town(hit: Hit, around: Surroundings) -> bool:
    """Moscow, Idaho; Lebanon (Pennsylvania); Atlanta, Georgia; Oregon and Washington."""
    if hit.term.kind == "demonym":
        return False
    if around.is_also("state", hit):
        return _is_state(hit, around)
    return _is_before_state(hit, around) or _is_after_state(hit, around)


def twins(found: Sequence[Found], rejected: Sequence[Found]) -> set[tuple[str, str]]:
    """The codes and the words whose name means a town all through this item.

    Within one item a name has one sense: where one is said to be in Ohio, or local matters are told
    and at most one other country is named, it is the town. `found` are the hits that stand for a
    country, `rejected` those that `is_town` told.
    """
    towns = {_words(around, hit) for around, hit in rejected if not around.is_also("state", hit)}
    likely = [(a, h) for a, h in found if h.term.kind in NAMES and a.is_also("town", h)]
    if likely and any(around.reading.of("local") for around in _fields(found)):
        firm = {h.term.key for a, h in found if not a.is_also("town", h)}
        if len(firm) <= 1:
            towns |= {_words(a, h) for a, h in likely if h.term.key not in firm}
    return towns


def is_twin(hit: Hit, around: Surroundings, towns: set[tuple[str, str]]) -> bool:
    return _words(around, hit) in towns


def _words(around: Surroundings, hit: Hit) -> tuple[str, str]:
    return hit.term.key, around.passage.quote(hit.first, hit.last)


def _fields(found: Sequence[Found]) -> Iterable[Surroundings]:
    return {id(around): around for around, _ in found}.values()


def _is_before_state(hit: Hit, around: Surroundings) -> bool:
    gap, after = around.gap(hit.last), hit.last + 1
    if gap not in (", ", " ("):
        return False
    if (end := around.past("postal code", after)) is not None:
        return _is_shut(end, around)
    end = around.past("state", after)
    # Tbilisi, Georgia
    if end is None or any(
        name.first == after and name.term.key == hit.term.key
        for name in around.reading.of("country")
    ):
        return False
    if hit.term.kind != "country" or gap == " (":
        return True
    opens = hit.first - 1 == around.sentence(hit.first)[0]
    return not _is_listed(hit, around) and _ends_place(end, opens, around)


def _is_listed(hit: Hit, around: Surroundings) -> bool:
    """Canada, Mexico, California: one of several."""
    before = hit.first - 1
    if around.gap(before) == ", " or around.passage.words[max(before, 0)] in ("and", "y", "et"):
        return True
    return around.is_also("state", hit)


def _ends_place(end: int, opens: bool, around: Surroundings) -> bool:
    """Whether a state stands last in its place: not in Texas', Texas and Ohio.

    In Mexico, Texas beef …: what `opens` a sentence so may be all the place.
    """
    if around.gap(end) in ("'s ", "’s ", "'s", "’s", "'", "’"):
        return False
    if _is_shut(end, around):
        return True
    after, words = end + 1, around.passage.words
    if words[after] in ("and", "or") and around.begins("state", after + 1):
        return False
    return not opens and words[after].islower() and not around.is_known(after)


def _is_shut(end: int, around: Surroundings) -> bool:
    """Whether something other than a word or a figure follows."""
    gap = around.gap(end)
    return gap is None or gap.strip() != "" or around.passage.words[end + 1].isdigit()


def _is_after_state(hit: Hit, around: Surroundings) -> bool:
    """爱达荷州莫斯科."""
    before = hit.first - 1
    return around.gap(before) == "" and around.is_also("town", hit) and around.ends("state", before)


def _is_state(hit: Hit, around: Surroundings) -> bool:
    """Whether a name that is a state's too follows a town or goes with another state."""
    before, words = hit.first - 1, around.passage.words
    if around.gap(before) == ", " and words[before][0].isupper() and not around.is_known(before):
        return True
    if around.gap(hit.last) == " (" and any(
        name.first == hit.last + 1 and name.term.key == "US"
        for name in around.reading.of("country")
    ):
        return True
    joins_before = before > 0 and words[before] in ("and", "or")
    joins_after = words[hit.last + 1 : hit.last + 2] in (("and",), ("or",))
    return (joins_before and around.ends("state", before - 1)) or (
        joins_after and around.begins("state", hit.last + 2)
    )
