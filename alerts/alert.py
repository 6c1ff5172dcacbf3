"""What telling is about: an alert, the message it becomes, and its delivery."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from classifiers.facts import Facts, Mention
from config.schema import Rule, Source
from parsers.item import Item

Kind = Literal["new", "update"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule that an item meets, and the words that made it so."""

    rule: Rule
    kind: Kind
    story: str
    """The story's key: copies of one text share it."""
    source: Source
    item: Item
    facts: Facts
    reasons: tuple[str, ...]
    """One line for each condition that held."""
    evidence: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed to one recipient.

    `id` is made of recipient, story and kind: it is the webhook-id, the Message-ID and the key
    by which nobody is told the same thing twice.
    """

    id: str
    channel: str
    recipient: str
    """A mail address, or the channel's id where the address is a secret."""
    message: dict[str, Any]
    """JSON-ready snapshot of what is told (see `alerts.message.compose`)."""
    attempts: int = 0


class SendError(Exception):
    """A delivery that failed.

    `permanent` says that trying again cannot help, `gone` that the other side wants no delivery
    any more, `retry_after` when (UTC) it wants the next attempt at the earliest.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        gone: bool = False,
        retry_after: datetime | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.permanent, self.gone = reason, permanent or gone, gone
        self.retry_after = retry_after
