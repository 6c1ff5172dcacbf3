"""What countries are called: CLDR's names and our vocabulary's words, in every inflected form."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from babel import Locale

from classifiers.matcher import Term
from config.codes import ISO_3166
from config.vocabulary import CountriesFile, Vocabulary

LOCALES = {"pt": ("pt", "pt_PT"), "zh": ("zh", "zh_Hant")}
"""The languages that countries write differently."""
_TABLE_MARKS = ("(", "（", ",", " - ", " – ", "о-в", "SAR", "SRA", "RAS ", "R.A.S.")
_FOUR_WORDS = 7
"""Four words and the spaces between them."""


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Terms that name countries, and terms that tell those from their look-alikes.

    The first are of the kinds country, demonym, capital, metonym and abbreviation, their key a
    code; the others mask, namesake, given name, family name, office, state, rival, beside and firm.
    """
    for language, file in vocabulary.countries.items():
        yield from _names(language, file)
        yield from _look_alikes(language, file)


def _names(language: str, file: CountriesFile) -> Iterator[Term]:
    called = {code: tuple(_cldr(language, code, file.without)) for code in sorted(ISO_3166)}
    for kind, words in (
        ("country", called),
        ("country", file.names),
        ("demonym", file.demonyms),
        ("capital", file.capitals),
        ("metonym", file.metonyms),
        ("abbreviation", file.abbreviations),
    ):
        # A name in English is understood in every language's news; its other forms are not.
        reach = None if language == "en" and kind == "country" else language
        endings = file.demonym_endings if kind == "demonym" else file.endings
        for code, phrases in words.items():
            for phrase in phrases:
                everywhere = reach if phrase not in file.only_here else language
                for form in inflect(phrase, endings):
                    yield Term(form, kind, code, language=everywhere)


def _look_alikes(language: str, file: CountriesFile) -> Iterator[Term]:
    # English names are looked for in every language, hence their look-alikes are too.
    reach = None if language == "en" else language
    for kind, phrases in (
        ("mask", file.masks),
        ("namesake", file.namesakes),
        ("given name", file.given_names),
        ("family name", file.family_names),
        ("office", file.offices),
        ("state", file.states),
        ("beside before", file.beside.get("before", ())),
        ("beside after", file.beside.get("after", ())),
        ("firm before", file.firms.get("before", ())),
        ("firm after", file.firms.get("after", ())),
    ):
        for phrase in phrases:
            yield Term(phrase, kind, "", language=reach)
    for code, phrases in file.rivals.items():
        for phrase in phrases:
            yield Term(phrase, "rival", code, language=reach)


def _cldr(language: str, code: str, without: tuple[str, ...]) -> Iterator[str]:
    """CLDR's names, but for those made for tables (`Hong Kong SAR China`, `о-в Мэн`)."""
    for locale in LOCALES.get(language, (language,)):
        name = _territories(locale).get(code, "(")
        if name not in without and not any(mark in name for mark in _TABLE_MARKS):
            yield name.replace(" & ", " and ")


@cache
def _territories(locale: str) -> Mapping[str, str]:
    names = Locale.parse(locale).territories
    return {code: str(names[code]) for code in ISO_3166 if code in names}


def inflect(phrase: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The phrase with each of its words in every form that `endings` gives it.

    The longest ending that a word has is replaced by each of its forms; "" fits every word.
    Abbreviations in capitals and words with a star stay as they are, and so do phrases of more
    than four words: they stand in lists of names, not in news, and would have thousands of forms.
    """
    parts = re.split("([ -])", phrase)
    if len(parts) > _FOUR_WORDS:
        return iter((phrase,))
    return map("".join, product(*(_forms(part, endings) for part in parts)))


def _forms(word: str, endings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if word in (" ", "-", "") or word.isupper() or "*" in word:
        return (word,)
    for cut in range(len(word)):
        if word[cut:] in endings:
            return tuple(word[:cut] + form for form in endings[word[cut:]])
    return tuple(word + form for form in endings.get("", ("",)))
