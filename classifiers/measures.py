"""Stub, replaced within the hour."""

from collections.abc import Iterator

from classifiers.matcher import Term
from config.vocabulary import Vocabulary


def terms(vocabulary: Vocabulary) -> Iterator[Term]:
    yield from ()
