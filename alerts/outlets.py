"""What sending needs of the world outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx


@dataclass(frozen=True, slots=True)
class Outlets:
    """The ways out; one set serves all deliveries of a run."""

    smtp_url: str | None = field(repr=False)
    """smtp:// (STARTTLS where offered) or smtps:// with its user and password."""
    folder: Path
    """The outbox folder, made when first needed."""
    client: httpx.Client = field(repr=False)
    secrets: Mapping[str, str] = field(repr=False)
    """The environment in which `secret_env` is looked up."""
