"""The rates of duty that a sentence states, told from its other numbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from classifiers.amounts import Amount, percentages
from classifiers.facts import Mention, Rate
from classifiers.matcher import Hit, Range, Reading, Term
from classifiers.passage import is_han
from classifiers.specific import specific
from config.vocabulary import Vocabulary

Found = tuple[Rate, Mention]

_REACH = 24
"""How far from its duty a rate may stand, in words; a comma counts for six, an "and" for three."""
_HAS_FIGURE = re.compile(
    r"\d|百分之|(?:\b(?:to|a|para|до|à|auf)\s+|[至到为])(?:zero|cero|н[уо]л|null|zéro|零)"
)
_BY = re.compile(
    r"\b(?:by|um|em|en|на)\s+(?:an? |un |about |nearly |almost |around |roughly |another "
    r"|more than |over |fast |rund |casi |cerca de |près de |почти |más de |mais de |plus de )*$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*(?:of|der|aller|all|от|всех|всего)\b"
    r"|\s*(?:(?i:de[ls]?|du|da|do|dos|das)\b|d['’])\s*(?:l[aeo]s?\s+|l['’])?(?=[^\W\d_A-ZÀ-Ý])"
)
"""A share *of* something; in Romance languages not of a Name: tarifas de 50% dos Estados Unidos."""
_TO = frozenset("to a al hasta para до à auf 至 到 为".split())
_JOIN = re.compile(
    r"\b(?:and|while|but|y|mientras|pero|e|mas|et|mais|und|aber|и|а|но)\b|[和与而但]"
)


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """What duties are called, what else percentages are of, what moves them, and duty-free."""
    words = vocabulary.standing.rates
    for kind, table in {
        "rate-duty": words.duty,
        "rate-other": words.other,
        "rate-move": words.moves,
        "rate-aside": words.aside,
        "rate-zero": words.zero,
    }.items():
        for language, phrases in table.items():
            for phrase in phrases:
                yield Term(phrase, kind, "", 1.0, language)


def find(reading: Reading, sentence: Range) -> Found | None:
    """The sentence's first rate, one that says what it was before if there is such a one."""
    found = every(reading, sentence)
    changes = [each for each in found if each[0].prior is not None]
    return next(iter(changes or found), None)


def every(reading: Reading, sentence: Range) -> list[Found]:
    """All rates of duty in the sentence, in the order of the text; of a range, its upper end."""
    duties = _duties(reading, sentence)
    found = list[Found]()
    if duties:
        others = reading.within("rate-other", sentence)
        moves = reading.within("rate-move", sentence)
        for amount in _amounts(reading, sentence):
            if not _is_part(reading, amount, duties, moves) and _is_duty(
                reading, amount, duties, others
            ):
                found.append(_found(reading, amount))
    spans = {_span(reading, hit): None for hit in reading.within("rate-zero", sentence)}
    return found or [_found(reading, Amount(0.0, None, "%", *span)) for span in spans]


def _duties(reading: Reading, sentence: Range) -> list[Hit]:
    """The duties that are more than a reason: not those of "despite tariffs"."""
    asides = [hit.last for hit in reading.within("rate-aside", sentence)]
    return [
        hit
        for hit in reading.within("rate-duty", sentence)
        if not any(0 < hit.first - last <= 2 for last in asides)
    ]


def _amounts(reading: Reading, sentence: Range) -> list[Amount]:
    passage = reading.passage
    start, end = passage.starts[sentence[0]], _end(reading, sentence)
    if not _HAS_FIGURE.search(passage.text, start, end):
        return []
    amounts = [*percentages(passage.text, start, end), *specific(passage.text, start, end)]
    return sorted(amounts, key=lambda amount: amount.start)


def _end(reading: Reading, sentence: Range) -> int:
    """The offset past a sentence, its last sign (25 %) included."""
    passage = reading.passage
    if sentence[1] < len(passage.starts):
        return passage.starts[sentence[1]]
    return len(passage.text)


def _is_part(reading: Reading, amount: Amount, duties: list[Hit], moves: list[Hit]) -> bool:
    """Whether the number is by how much something changed, or a share of something."""
    if amount.unit != "%" or amount.prior is not None:
        return False
    passage = reading.passage
    if _BY.search(passage.text[max(0, amount.start - 40) : amount.start]):
        return True
    first = bisect_left(passage.starts, amount.start)
    past = bisect_left(passage.starts, amount.end)
    if _OF.match(passage.text, amount.end) and not any(
        past <= duty.first <= past + 3 for duty in duties
    ):
        return True
    return any(
        move.first == past
        or move.last == first - 1
        or (move.last == first - 2 and passage.words[first - 1] not in _TO)
        for move in moves
    )


def _is_duty(reading: Reading, amount: Amount, duties: list[Hit], others: list[Hit]) -> bool:
    """Whether the nearest of what the number could be of is a duty."""
    nearest = min(_distance(reading, amount, hit) for hit in duties)
    other = min((_distance(reading, amount, hit) for hit in others), default=_REACH + 1.0)
    return nearest <= _REACH and nearest < other


def _distance(reading: Reading, amount: Amount, hit: Hit) -> float:
    """Words between a number and a hit, dearer across commas and conjunctions."""
    passage = reading.passage
    start, end = _span(reading, hit)
    low, high = (end, amount.start) if start < amount.start else (amount.end, start)
    if low >= high:
        return 0.0
    first, past = bisect_left(passage.starts, low), bisect_left(passage.starts, high)
    between = passage.text[low:high]
    count = sum(0.5 if is_han(word) else 1.0 for word in passage.words[first:past])
    stops = len(re.findall(r"[,;，；:：(（]|\s[–—-]\s", between))
    return count + 6 * stops + 3 * len(_JOIN.findall(between))


def _found(reading: Reading, amount: Amount) -> Found:
    passage = reading.passage
    words = passage.text[amount.start : amount.end]
    key = f"{amount.new:g}{amount.unit}" if amount.unit == "%" else f"{amount.new:g} {amount.unit}"
    mention = Mention("rate", key, passage.field, amount.start, amount.end, words)
    return Rate(amount.new, amount.prior, amount.unit), mention


def _span(reading: Reading, hit: Hit) -> tuple[int, int]:
    return reading.passage.starts[hit.first], reading.passage.end(hit.last)
