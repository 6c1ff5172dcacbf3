"""The law or act that a sentence says a measure rests on."""

import re
from collections.abc import Iterator

from classifiers.facts import Mention
from classifiers.matcher import Range, Reading, Term
from config.vocabulary import Vocabulary

_NUMBER = re.compile(
    r"(?:[\s ]*\((?:EU|UE|EC|EG|CE|ЕС|EEC)\))?"
    r"[\s ]*(?:№|No\.?|N\.?[º°o]\.?|n\.?[º°o]\.?|núm\.?|Nr\.?|nr\.?|número|number|#)?[\s ]*"
    r"(?:\((?:EU|UE|EC|EG|CE|ЕС)\)[\s ]*)?"
    r"(?:[A-Z]{1,6}[-/ ])?\d[\d./–-]*\d(?:[-/][A-ZА-Я][\w]*)*|"
    r"[\s ]*(?:№|No\.?|n[º°o]\.?|N[º°o]\.?|Nr\.?)[\s ]*\d(?:[-/][A-ZА-Я][\w]*)*",
)
_DATED = re.compile(r"[\s ]*(?:от|of|de|del|du|vom)[\s ]+[\w .]{4,22}?[\s ]+(?=№|No\.|n[º°])")
_HAN_AFTER = re.compile(r"\s*[〔\[(（]?\d{4}[〕\])）]?年?\s*第?\s*\d+\s*号|\s*第\s*\d+\s*号")
_HAN_BEFORE = re.compile(r"(?:[〔\[(（][A-Z欧盟]+[〕\])）])?第?\s*\d[\d/-]*\s*号?$")
_HAN = re.compile(r"[\u3400-\u9fff]")


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Acts whose name is enough (key `named`) and kinds of act that need a number."""
    acts = vocabulary.standing.authorities
    for key, words in (("named", acts.named), ("numbered", acts.numbered)):
        for language, phrases in words.items():
            for phrase in phrases:
                yield Term(phrase, "authority", key, 1.0, language)


def find(reading: Reading, sentence: Range) -> tuple[str, Mention] | None:
    """The first act as the text writes it, its number included, or None."""
    passage = reading.passage
    hits = reading.within("authority", sentence)
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        span: tuple[int, int] | None = (passage.starts[hit.first], passage.end(hit.last))
        if hit.term.key == "numbered":
            span = _with_number(passage.text, passage.starts[hit.first], passage.end(hit.last))
        if span is not None:
            words = passage.text[span[0] : span[1]]
            return words, Mention("authority", words, passage.field, *span, words)
    return None


def _with_number(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of an act's name and number; in Chinese the number may stand before."""
    if _HAN.match(text, start):
        if after := _HAN_AFTER.match(text, end):
            return start, after.end()
        if before := _HAN_BEFORE.search(text, max(0, start - 24), start):
            return before.start(), end
        return None
    dated = _DATED.match(text, end)
    number = _NUMBER.match(text, dated.end() if dated else end)
    return (start, number.end()) if number else None
