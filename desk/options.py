"""Options that several commands share, each with what it may be."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

Flag = Annotated[bool, Parameter(negative="", show_default=False)]
ItemId = Annotated[int, Parameter(validator=Number(gte=1, lt=2**63))]
"""As large as a database's key can be."""
Limit = Annotated[int, Parameter(validator=Number(gte=1, lte=100_000))]
