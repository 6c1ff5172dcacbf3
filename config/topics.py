"""The shapes of `config/vocabulary/topics/` and of what makes scores of their terms."""

from typing import Annotated

from pydantic import Field, PositiveFloat

from config.phrases import Phrases
from config.schema import Strict
from config.values import Language, NotEmpty

Weight = Annotated[int, Field(ge=0, le=3)]
Within = Annotated[int, Field(ge=1, le=50)]
"""At most so many words on, where 1 is the very next; in Chinese so many characters."""
Some = Annotated[Phrases, NotEmpty]


class Beside(Strict):
    """Terms that say something else where one of the words `with` them stands near."""

    terms: Some
    with_: Some = Field(alias="with")
    """On either side of the term, but not part of it."""
    within: Within


class Near(Beside):
    """Terms that count so much where one of the words `with` them stands near."""

    weight: Annotated[int, Field(ge=1, le=3)]


class TopicFile(Strict):
    """`topics/NAME.yml`: terms by language and weight; weight 0 masks what only looks alike.

    The terms of one weight are a list, or one text with commas between them.
    """

    threshold: PositiveFloat = 3.0
    """The summed weight that makes a headline be about the topic."""
    terms: dict[Language, dict[Weight, Phrases]]
    near: dict[Language, tuple[Near, ...]] = Field({})
    """Terms with a weight, or another one, in company: duty near steel, not a soldier's."""
    not_: dict[Language, tuple[Beside, ...]] = Field({}, alias="not")
    """Terms, and those that lie inside them, that are void in company: chips near fish."""


class Calibration(Strict):
    """`calibration.yml`: what the signs that a text is about a topic weigh, in logits.

    `python -m benchmarks.calibrate` writes it (see `classifiers.calibration`).
    """

    base: float
    reached: float
    """For each natural logarithm of the weight found over the weight needed."""
    decides: float
    """Where a single term reaches the topic's threshold."""
    early: float
    """Where a term stands in the title or among the first words."""
    silent: float = 0.0
    """Where there is a title, and no term in it."""
    cover: float
    """For the share of the text's words that are part of terms, up to a quarter."""


class RelevanceFile(Strict):
    """`relevance.yml`: which topic is the trade policy that relevance tells, and what is not it."""

    topic: str = "tariffs"
    flows: dict[Language, Phrases] = Field({})
    """Terms of the topic that tell of goods that move, not of a policy: exports, imports from."""
    share: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How much of their weight they keep."""
