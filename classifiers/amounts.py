"""Percentages and amounts a unit that a text states, whatever they are of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_NUM = r"(?:\d{1,3}(?:[.,  ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
_POINTS = (
    r"percentage[- ]points?|points? de pourcentage|puntos? porcentual(?:es)?"
    r"|pontos? percentua(?:l|is)|процентн\w+ пункт\w*|п\.\s?п\.|Prozentpunkte?n?|个百分点"
)
_SIGN = (
    rf"(?:{_POINTS}|%|％|per ?cent\b|pct\b|por ?ciento|por cento|pour ?cent|процент\w*|Prozent\b)"
)
_ZERO = r"(?:zero|cero|нуля|ноля|null|zéro|零)(?!\w)"
_FROM = (
    r"(?:\b(?:from|between|del?|desde|entre|с|со|от|von|zwischen|d[uaeo])\s+(?:el |um |os )?"
    r"(?:currently |derzeit |bisher |bislang |actuellement |нынешних |прежних |atuais )?|[从由])"
)
_TO = (
    r"(?:\s+(?:[^\W\d_]+\s+){0,4}?(?:to|al?|hasta|para|до|à|auf|bis|au)\s+"
    r"(?:an? |un |el |los |даже )?"
    r"|[^，。；,\d]{0,8}?[至到为])"
)
_BACK = (
    r"\s*[,(]?\s*(?:up |down |higher |lower )?"
    r"(?:from|desde|против|contre|statt|anstatt|compared with|instead of|en lugar del?|вместо"
    r"|с нынешних|с прежних|au lieu de|em vez de|ante os|frente al|rather than|nach zuvor"
    r"|nach bisher|的?[，,]?(?:此前|原先|原来|之前)(?:为|是)?)\s*"
    r"(?:the |a |los |les |den |das |current |previous |bisher |actuales |atuais )*"
)
_AGAINST = re.compile(
    r"(?:up from|down from|contre|statt|anstatt|compared with|instead of|frente al?|en lugar del?"
    r"|вместо|против|au lieu de|em vez de|此前为|原先为|之前为)\s*(?:the |bisher |derzeit )?$",
    re.IGNORECASE,
)
"""What stands before a rate that was: 50 % sur l'acier, contre 25 % aujourd'hui."""
_AND = r"\s*(?:and|y|e|et|und|и)\s+"
_PAIR = re.compile(
    rf"(?P<lead>{_FROM})?(?P<first>{_NUM})[\s  -]?(?P<sign>{_SIGN})?"
    rf"(?:(?P<to>{_TO})|(?P<back>{_BACK})|(?P<range>\s?[-–—~]\s?|{_AND}))"
    rf"(?P<second>{_NUM}|{_ZERO})[\s  -]?(?P<sign2>{_SIGN})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?P<number>{_NUM})[\s  ]?-?(?P<sign>{_SIGN})", re.IGNORECASE)
_SIGNED = re.compile(rf"\d[\s  ]?-?(?:{_SIGN})", re.IGNORECASE)
"""What every single holds; as it begins with a figure, the search for it skips all else."""
_POINT = re.compile(_POINTS, re.IGNORECASE)
_HAN = re.compile(r"(?:从百分之(?P<low>[\d.]+|[零一二三四五六七八九十百点]+)[^，。；]{0,8}?[至到])?"
                  r"百分之(?P<number>[\d.]+|[零一二三四五六七八九十百点]+)")  # fmt: skip
_TO_ZERO = re.compile(rf"(?:\b(?:to|a|para|до|à|auf)\s+|[至到为]){_ZERO}", re.IGNORECASE)
_RANGES = re.compile(
    r"(?:rang\w+|vary\w*|between|entre|zwischen|oscil\w+|от|vari\w+)\s*(?:from)?\s*$", re.I
)
_CHANGE = re.compile(
    r"\b(?:elev|sub[ie]|sob[ei]|aument|baj|redu[cç]|reduz|reduj|pas[aeóo]|ca[ieí]|incremen|duplic|dobr"
    r"|port[eé]|rel[eè]v|augment|abaiss|rédu|hauss|pass[ea]|descen|rebaj|recort|cort)\w*",
    re.IGNORECASE,
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}


@dataclass(slots=True)
class Amount:
    """A number with its unit, standing from `start` to `end`; `prior` where it is a change."""

    new: float
    prior: float | None
    unit: str
    start: int
    end: int


def percentages(text: str, start: int, end: int) -> list[Amount]:
    """The percentages between two offsets; of a range, its upper end."""
    found, at = list[Amount](), start
    while _SIGNED.search(text, at, end) and (match := _SINGLE.search(text, at, end)):
        pair = _pair(text, at, end, match)
        found.append(pair or _single(match))
        at = found[-1].end
    if text.find("百分之", start, end) >= 0:
        found.extend(_han(text, start, end))
    taken = [(amount.start, amount.end) for amount in found]
    for match in _TO_ZERO.finditer(text, start, end):
        if not any(low <= match.end() - 1 < high for low, high in taken):
            found.append(Amount(0.0, None, "%", match.start(), match.end()))
    return list(_against(text, sorted(found, key=lambda amount: amount.start)))


def _against(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """The amounts, each with the one that is said to have been before taken into it."""
    last: Amount | None = None
    for amount in amounts:
        before = text[max(0, amount.start - 28) : amount.start]
        if last and last.prior is None and amount.prior is None and _AGAINST.search(before):
            last = replace(last, prior=amount.new)
            continue
        if last:
            yield last
        last = amount
    if last:
        yield last


def _single(match: re.Match[str]) -> Amount:
    unit = "pp" if _POINT.match(match["sign"]) else "%"
    return Amount(number(match["number"]), None, unit, match.start(), match.end())


def _pair(text: str, at: int, end: int, single: re.Match[str]) -> Amount | None:
    """The change or range that a percentage is the first or, unsigned before it, second part of."""
    for match in _PAIR.finditer(text, at, end):
        if match.start() > single.start():
            return None
        if match.end() >= single.end() and (match["sign"] or match["sign2"]):
            return _read_pair(text, match)
    return None


def _read_pair(text: str, match: re.Match[str]) -> Amount | None:
    first, second = number(match["first"]), number(match["second"])
    sign = match["sign2"] or match["sign"]
    unit = "pp" if _POINT.match(sign) else "%"
    if match["back"]:
        if not match["sign"] and not match["sign2"]:
            return None
        return Amount(first, second, unit, match.start(), match.end())
    if match["to"] and _is_change(text, match):
        return Amount(second, first, unit, match.start(), match.end())
    is_plain = match["to"] is None or len(match["to"].strip()) <= 3
    if match["sign2"] is None or not is_plain or (_is_and(match) and not match["lead"]):
        return None
    return Amount(max(first, second), None, unit, match.start(), match.end())


def _is_and(match: re.Match[str]) -> bool:
    return match["range"] is not None and match["range"].strip().isalpha()


def _is_change(text: str, match: re.Match[str]) -> bool:
    """Whether "from A to B" is a change, not a range."""
    lead, before = (
        (match["lead"] or "").lower().partition(" ")[0],
        text[max(0, match.start() - 120) : match.start()],
    )
    if lead in ("", "between", "entre", "zwischen", "от") or _RANGES.search(before[-16:]):
        return False
    if lead in ("from", "desde", "с", "со", "从", "由"):
        return True
    if lead == "von":
        return " bis " not in f" {match['to']} "
    return _CHANGE.search(before) is not None


def _han(text: str, start: int, end: int) -> Iterator[Amount]:
    for match in _HAN.finditer(text, start, end):
        low = match["low"]
        prior = _han_number(low) if low else None
        yield Amount(_han_number(match["number"]), prior, "%", match.start(), match.end())


def _han_number(words: str) -> float:
    """A Chinese numeral up to 999 with decimals: 二十五, 一百二十点五; figures as they are."""
    if words[0].isdigit() and words[0].isascii():
        return float(words.rstrip("."))
    whole, _, decimals = words.partition("点")
    total, digit = 0, 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total, digit = total + (digit or 1) * (100 if char == "百" else 10), 0
    tail = "".join(str(_DIGITS[char]) for char in decimals if char in _DIGITS)
    return float(f"{total + digit}.{tail or 0}")


def number(words: str) -> float:
    """A number with the separators of any of the languages; a word is zero."""
    digits = re.sub(r"[  \s]", "", words)
    if not digits[:1].isdigit():
        return 0.0
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    cut = max(digits.rfind("."), digits.rfind(","))
    if cut < 0:
        return float(digits)
    return float(re.sub(r"[.,]", "", digits[:cut]) + "." + digits[cut + 1 :])
