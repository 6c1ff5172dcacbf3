"""The goods that a sentence names, with the HS 2022 codes they stand for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from classifiers.facts import Mention, Product
from classifiers.matcher import Hit, Range, Reading, Term
from config.phrases import Words
from config.products import hs_codes
from config.vocabulary import Vocabulary

Found = tuple[Product, Mention]

_CODES = re.compile(
    r"[\s№:.()°ºnN]{0,6}(?:codes?|códigos?|код\w*|headings?|subheadings?|chapters?|号)?[\s:№]{0,3}"
    r"(?P<codes>\d{2,4}(?:[.\s]?\d{2}){0,4}(?![\d%％])"
    r"(?:(?:\s*(?:,|;|/|、|和|及|and|or|y|e|et|und|и)\s*|\s*(?:[-–—至]|to|a|à|bis|по)\s*)"
    r"\d{2,4}(?:\.?\d{2}){0,4}(?![\d%％]))*)"
)
_CODE = re.compile(r"\d{2,4}(?:[.\s]?\d{2})*")
_SPAN = re.compile(r"(\d{2})\s*(?:[-–—至]|to|a|à|bis|по)\s*(\d{2})")
_EDITIONS = frozenset({"1988", "1992", "1996", "2002", "2007", "2012", "2017", "2022", "2028"})
"""Years of the HS: "HS 2022" is an edition, not a heading."""


_CHAPTERS = re.compile(r"(?:.*(?:chap|capí|kapi|групп|глав)|HS|SH$|SA$|.*ТН ВЭД)", re.IGNORECASE)
"""Words that two figures alone may follow; a heading has four."""
_LAWS = re.compile(
    r"\d+\s+(?:bankrupt|protection|filing|of (?:the |its )?(?!HS|Harmoni|tariff|customs|the HS)"
    r"|del? (?:T|acuerdo|tratado)|d[oa] (?:acordo|tratado)|de l['’]accord|des Abkommens|proce)",
    re.IGNORECASE,
)
"""What makes a chapter one of a law: Chapter 11 protection, chapter 10 of the agreement."""


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Goods (key: HS codes with spaces between), masks (weight 0), and what unmakes goods."""
    for file in vocabulary.standing.products:
        for codes, words in file.goods.items():
            yield from _terms("product", codes, words)
        yield from _terms("product", "", file.masks, weight=0.0)
        yield from _terms("product-after", "", file.after)
        yield from _terms("product-before", "", file.before)
        yield from _terms("product-supply", "", file.supply)
        yield from _terms("hs", "", file.codes)


def _terms(kind: str, key: str, words: Words, weight: float = 1.0) -> Iterator[Term]:
    for language, phrases in words.items():
        for phrase in phrases:
            yield Term(phrase, kind, key, weight, language)


def find(reading: Reading, sentence: Range) -> tuple[Found, ...]:
    """Each kind of goods once, in the order of the text; codes that it states come as `stated`."""
    found: dict[tuple[str, ...], Found] = {}
    for product, mention in sorted(
        [*_named(reading, sentence), *_stated(reading, sentence)],
        key=lambda each: each[1].start,
    ):
        key = product.hs or (product.words.lower(),)
        first, words = found.get(key, (product, mention))
        found[key] = (replace(first, basis=max(first.basis, product.basis)), words)
    return tuple(found.values())


def _named(reading: Reading, sentence: Range) -> Iterator[Found]:
    for hit in _clear(reading.within("product", sentence)):
        if hit.term.weight and not _is_trade(reading, sentence, hit):
            first, last = _goods(hit)
            mention = _mention(reading, first, last, hit.term.key)
            yield Product(mention.phrase, tuple(hit.term.key.split())), mention


def _clear(hits: list[Hit]) -> list[Hit]:
    """The hits that no earlier or longer one overlaps; of one span the mask, then the first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last, hit.term.weight)):
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
    return kept


def _goods(hit: Hit) -> tuple[int, int]:
    """The first and last word of a hit without the words that its term has in brackets."""
    parts = hit.term.phrase.split(")") if ")" in hit.term.phrase else ["", hit.term.phrase]
    context = re.findall(r"[\u3400-\u9fff]|\w+", parts[0])
    return hit.first + len(context), hit.last


def _is_trade(reading: Reading, sentence: Range, hit: Hit) -> bool:
    """Whether the words around make an industry, a price or a firm of the goods."""
    for after in reading.within("product-after", sentence):
        if after.first in (hit.first, hit.last, hit.last + 1) and _follows(reading, hit, after):
            return True
    passage = reading.passage
    for before in reading.within("product-before", sentence):
        between = hit.first - before.last - 1
        if between == 0 or (between == 1 and len(passage.words[before.last + 1]) <= 3):
            return True
    return False


def freed(reading: Reading, sentence: Range, found: Sequence[Found]) -> tuple[Found, ...]:
    """The goods without those of which an agreement only secures the supply."""
    supply = reading.within("product-supply", sentence)
    edge = min((reading.passage.starts[hit.first] for hit in supply), default=None)
    return tuple(each for each in found if edge is None or each[1].start < edge)


def _follows(reading: Reading, hit: Hit, after: Hit) -> bool:
    """Whether only a space or a hyphen stands between the goods and the word after them."""
    passage = reading.passage
    return passage.text[passage.end(hit.last) : passage.starts[after.first]].strip(" -‑–'’") == ""


def _stated(reading: Reading, sentence: Range) -> Iterator[Found]:
    """The codes that the sentence gives in figures, after a word like heading or HS."""
    passage, past = reading.passage, -1
    for hit in reading.within("hs", sentence):
        match = _CODES.match(passage.text, passage.end(hit.last))
        if hit.first < past or match is None:
            continue
        if hit.first == hit.last and match["codes"] in _EDITIONS:
            continue
        codes = tuple(dict.fromkeys(_codes(match["codes"])))
        if not _CHAPTERS.match(hit.term.phrase):
            codes = tuple(code for code in codes if len(code) > 2)
        elif _LAWS.match(match["codes"] + passage.text[match.end() : match.end() + 20]):
            continue
        if not codes:
            continue
        start, end = passage.starts[hit.first], match.end()
        past = hit.last + 1
        words = passage.text[start:end]
        mention = Mention("products", " ".join(codes), passage.field, start, end, words)
        yield Product(words, codes, "stated"), mention


def _codes(text: str) -> Iterator[str]:
    """HS codes of figures like "8703.23, 87 04", cut to the digits that HS 2022 knows."""
    for low, high in _SPAN.findall(text) if not re.search(r"\d{3}", text) else ():
        yield from (f"{chapter:02}" for chapter in range(int(low), int(high) + 1))
    for match in _CODE.finditer(text):
        figures = re.sub(r"\D", "", match.group())
        known = [figures[:cut] for cut in (6, 4, 2) if len(figures) >= cut]
        yield from [code for code in known if code in hs_codes()][:1]


def _mention(reading: Reading, first: int, last: int, key: str) -> Mention:
    passage = reading.passage
    start, end = passage.starts[first], passage.end(last)
    return Mention("products", key, passage.field, start, end, passage.text[start:end])
