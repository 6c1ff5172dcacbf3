"""The shape of word lists in `config/vocabulary/`."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from config.values import Language


def _split(value: object) -> object:
    """A comma list to its phrases; they may go over several lines."""
    if not isinstance(value, str):
        return value
    return tuple(" ".join(part.split()) for part in value.split(",") if part.strip())


Phrase = Annotated[str, Field(pattern=r"\w")]
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_split)]
"""A list of phrases, or one text with commas between them."""
Words = dict[Language, Phrases]
"""What the languages call one thing."""
