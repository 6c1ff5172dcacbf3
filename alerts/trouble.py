"""What can be wrong with a source, and how far its operator was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TroubleKind = Literal["failing", "thin", "rotated", "silent", "partial"]
Stage = Literal["begun", "told", "over"]
"""Not told of yet; told of; ended, and not told of that yet."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with one source."""

    kind: TroubleKind
    since: datetime
    """When it was first noticed; the source and the kind with it tell it from any other."""
    last: datetime
    """When it was last found to be so."""
    says: str
    """What is wrong, on one line."""
    stage: Stage = "begun"
