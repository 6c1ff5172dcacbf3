"""What the server asks for, and what the project made of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One case of the server's index; `check` is its list of what must hold."""

    name: str
    url: str
    kind: str
    """feed, article or listing"""
    group: str
    check: dict[str, Any]

    @property
    def polls(self) -> int:
        return int(self.check.get("polls", 1))

    @property
    def source_id(self) -> str:
        return self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Poll:
    """One look at a case's source."""

    outcome: str
    """ok, not_modified or error"""
    seconds: float
    seen: int
    reason: str
    requests: int
    """To the case itself, as the server logged them."""
    sent: int
    """The most body bytes that one of them took, as the server counted them."""


@dataclass(frozen=True, slots=True)
class Run:
    """All looks at one case, and what is stored after them."""

    polls: list[Poll] = field(default_factory=list)
    stored: list[dict[str, str]] = field(default_factory=list)
    html: str = ""
    """The HTML of every mail that went out."""
    alerts: int = 0
    waited: float | None = None
    """Seconds between the first two requests."""
    megabytes: float = 0.0
    """The most memory of one of the worker's processes meanwhile."""
    outside: list[str] = field(default_factory=list)
    """Connections and look-ups that the guard refused."""
    canary: int = 0
    crash: str | None = None


def case_of(entry: dict[str, Any]) -> Case:
    """A case as the server's index tells it."""
    return Case(entry["name"], entry["url"], entry["kind"], entry["group"], entry["check"])


def run_of(told: dict[str, Any]) -> Run:
    """A run as its worker told it."""
    return Run(**{**told, "polls": [Poll(**poll) for poll in told["polls"]]})
