"""What countries are called: CLDR's names and our vocabulary's words, in every inflected form."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, product
from math import prod

from babel import Locale

from classifiers.capitals import capitals
from classifiers.matcher import Term
from config.codes import ISO_3166
from config.vocabulary import CountriesFile, Vocabulary

LOCALES = {"pt": ("pt", "pt_PT"), "zh": ("zh", "zh_Hant")}
"""The languages that countries write differently."""
_TABLE_MARKS = ("(", "（", ",", " - ", " – ", "о-в", "SAR", "SRA", "RAS ", "R.A.S.")
_LANGUAGES = frozenset(
    """
    ar az be bg bn bs ca cs da de el en es et fa fi fr ga he hi hr hu hy id is it ja ka kk
    km ko ky lo lt lv mk mn ms mt my nb ne nl no pl ps pt ro ru sk sl so sq sr sv sw ta tg
    th tk tr uk ur uz vi zh
    """.split()
)
"""ISO 639-1 codes of the languages that a country is called after, or speaks."""
_MOST_FORMS = 128


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    """Terms that name countries, and terms that tell those from their look-alikes.

    The first are of the kinds country, demonym, capital, metonym and abbreviation, their key a
    code; the others say what stands for no country (mask, goods, language …) or tells a person,
    a town or a firm by its side (given name, state, firm after …).
    """
    for language, file in vocabulary.countries.items():
        found = chain(
            _names(language, file), _look_alikes(language, file), _tongues(language, file)
        )
        yield from dict.fromkeys(_in_both_scripts(found, file.characters))


def _names(language: str, file: CountriesFile) -> Iterator[Term]:
    for kind, words in (
        ("country", {code: _cldr(language, code, file.without) for code in sorted(ISO_3166)}),
        ("country", file.names),
        ("demonym", file.demonyms),
        ("capital", _seats(language, file.without)),
        ("capital", file.capitals),
        ("metonym", file.metonyms),
        ("abbreviation", file.abbreviations),
    ):
        # A name in English is understood in every language's news; its other forms are not.
        reach = None if language == "en" and kind == "country" else language
        endings, beginnings = file.endings, file.beginnings
        if kind == "demonym":
            endings, beginnings = file.demonym_endings, file.demonym_beginnings
        for code, phrases in words.items():
            for phrase in phrases:
                everywhere = reach if phrase not in file.only_here else language
                for form in inflect(phrase, endings):
                    for whole in (form, *_begun(form, beginnings)):
                        yield Term(whole, kind, code, language=everywhere)


def _begun(form: str, beginnings: Collection[str]) -> Iterator[str]:
    for beginning in beginnings:
        # The article loses its alif behind a lam: لـ + الصين = للصين.
        bare = form[1:] if beginning.endswith("ل") and form.startswith("ال") else form
        yield beginning + bare


def _look_alikes(language: str, file: CountriesFile) -> Iterator[Term]:
    # English names are looked for in every language, hence their look-alikes are too.
    reach = None if language == "en" else language
    for kind, phrases in (
        ("mask", file.masks),
        ("namesake", file.namesakes),
        ("given name", file.given_names),
        ("family name", file.family_names),
        ("first name", file.first_names),
        ("homonym", file.homonyms),
        ("office", file.offices),
        ("state", file.states),
        ("postal code", file.postal_codes),
        ("town", file.towns),
        ("local", file.local),
        ("goods", file.goods),
        ("trade", file.trade),
        ("sound", file.sounds),
        *((f"beside {place}", phrases) for place, phrases in file.beside.items()),
        *((f"firm {place}", phrases) for place, phrases in file.firms.items()),
        *((f"treaty {place}", phrases) for place, phrases in file.treaties.items()),
        ("language after", file.languages.get("after", ())),
    ):
        for phrase in phrases:
            for whole in (phrase, *_begun(phrase, file.beginnings)):
                yield Term(whole, kind, "", language=reach)
    for code, phrases in file.rivals.items():
        for phrase in phrases:
            yield Term(phrase, "rival", code, language=reach)


def _tongues(language: str, file: CountriesFile) -> Iterator[Term]:
    """The languages' names, which are a people's too, alone and with the words before them.

    The words before go with each name, and those that close are the key: as terms of their own,
    being the most frequent words of all, they would slow every reading.
    """
    around = file.languages
    closing = " ".join(around.get("closing", ()))
    for name in _languages(language):
        for form in inflect(name, file.endings):
            yield Term(form, "language", closing, language=language)
            for word in around.get("before", ()):
                yield Term(f"{word} {form}", "language before", "", language=language)
            for word in around.get("in", ()):
                yield Term(f"{word} {form}", "language in", "", language=language)


def _languages(language: str) -> Iterator[str]:
    for locale in LOCALES.get(language, (language,)):
        for code, name in Locale.parse(locale).languages.items():
            if code in _LANGUAGES and " " not in name:
                yield str(name)


def _in_both_scripts(found: Iterable[Term], characters: Mapping[str, str]) -> Iterator[Term]:
    other = str.maketrans(dict(characters))
    for term in found:
        yield term
        if characters:
            yield replace(term, phrase=term.phrase.translate(other))


def _cldr(language: str, code: str, without: Collection[str]) -> tuple[str, ...]:
    """CLDR's names, but for those made for tables (`Hong Kong SAR China`, `о-в Мэн`)."""
    names = [_territories(locale).get(code, "(") for locale in LOCALES.get(language, (language,))]
    return tuple(name.replace(" & ", " and ") for name in names if _is_said(name, without))


def _seats(language: str, without: Collection[str]) -> dict[str, tuple[str, ...]]:
    called = [capitals(locale) for locale in LOCALES.get(language, (language,))]
    return {
        code: tuple(name for name in (each[code] for each in called) if _is_said(name, without))
        for code in called[0]
    }


def _is_said(name: str, without: Collection[str]) -> bool:
    return name not in without and not any(mark in name for mark in _TABLE_MARKS)


@cache
def _territories(locale: str) -> Mapping[str, str]:
    names = Locale.parse(locale).territories
    return {code: str(names[code]) for code in ISO_3166 if code in names}


def inflect(phrase: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The phrase with each of its words in every form that `endings` gives it.

    The longest ending that a word has is replaced by each of its forms; "" fits every word.
    Abbreviations in capitals and words with a star stay as they are, and so do phrases that would
    have more than 128 forms: they are long, and stand in lists of names, not in news.
    """
    forms = [_forms(part, endings) for part in re.split("([ -])", phrase)]
    if prod(map(len, forms)) > _MOST_FORMS:
        return iter((phrase,))
    return map("".join, product(*forms))


def _forms(word: str, endings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if word in (" ", "-", "") or word.isupper() or "*" in word:
        return (word,)
    for cut in range(len(word)):
        if word[cut:] in endings:
            return tuple(word[:cut] + form for form in endings[word[cut:]])
    return tuple(word + form for form in endings.get("", ("",)))
