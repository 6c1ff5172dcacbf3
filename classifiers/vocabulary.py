"""The vocabulary made ready to be found in texts."""

from dataclasses import dataclass, field

from classifiers import countries, measures, relevance, topics
from classifiers.facts import Field
from classifiers.matcher import Matcher, Reading, Term, by_kind
from classifiers.measures import SIGNS
from classifiers.passage import read
from config.vocabulary import Vocabulary

Matchers = tuple[Matcher, Matcher]
"""Of what every text is searched for, and of what only sentences about a measure are."""


@dataclass(slots=True)
class Lexicon:
    """Two matchers a language, made when a text first needs them."""

    vocabulary: Vocabulary
    _matchers: dict[str | None, Matchers] = field(default_factory=dict)

    def read(self, part: Field, text: str, language: str | None) -> Reading:
        """The terms of one field; a text of unknown language is read with every language's."""
        first, later = self._of(language)
        passage = read(part, text)
        return Reading(passage, by_kind(first.find(passage)), later)

    def _of(self, language: str | None) -> Matchers:
        if language not in self._matchers:
            self._matchers[language] = self._made(language)
        return self._matchers[language]

    def _made(self, language: str | None) -> Matchers:
        first, later = list[Term](), list[Term]()
        vocabulary = self.vocabulary.narrowed(language)
        for module in (topics, relevance, countries, measures):
            for term in module.terms(vocabulary):
                if language is None or term.language in (None, language):
                    (later if module is measures and term.kind not in SIGNS else first).append(term)
        return Matcher(first), Matcher(later)
