"""The vocabulary made ready to be found in texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from classifiers import countries, measures, topics
from classifiers.facts import Field
from classifiers.matcher import Hit, Matcher, Reading, Term
from classifiers.passage import read
from config.vocabulary import Vocabulary


@dataclass(slots=True)
class Lexicon:
    """One matcher a language, each made when a text first needs it."""

    vocabulary: Vocabulary
    _matchers: dict[str | None, Matcher] = field(default_factory=dict)

    def read(self, part: Field, text: str, language: str | None) -> Reading:
        """The terms of one field; a text of unknown language is read with every language's."""
        passage = read(part, text)
        hits: dict[str, list[Hit]] = {}
        for hit in self._matcher(language).find(passage):
            hits.setdefault(hit.term.kind, []).append(hit)
        return Reading(passage, hits)

    def _matcher(self, language: str | None) -> Matcher:
        if language not in self._matchers:
            self._matchers[language] = Matcher(self._terms(language))
        return self._matchers[language]

    def _terms(self, language: str | None) -> Iterator[Term]:
        vocabulary = self.vocabulary.narrowed(language)
        for module in (topics, countries, measures):
            for term in module.terms(vocabulary):
                if language is None or term.language in (None, language):
                    yield term
