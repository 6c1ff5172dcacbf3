"""Alerts and deliveries as people read them in a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from desk.view import grid, moment

if TYPE_CHECKING:
    from flows.report import ChannelReport
    from storage.outbox import DeliveryRecord

_STYLES = {
    "sent": "green",
    "pending": "yellow",
    "sending": "yellow",
    "dead": "red",
    "cancelled": "dim",
}
_IN_WORDS = {"pending": "to be tried again", "dead": "given up"}


def alert_views(deliveries: "Iterable[DeliveryRecord]") -> Iterable[Group]:
    """Each alert once: what it says, why, and who was told."""
    alike: dict[str, list[DeliveryRecord]] = {}
    for delivery in deliveries:
        # Told alike are those of whom one and the same rules were true, on one and the same story.
        message = delivery.message
        alike.setdefault(f"{message['subject']}{message['story']}{message['why']}", []).append(
            delivery
        )
    return map(_alert_view, alike.values())


def delivery_view(delivery: "DeliveryRecord") -> Group:
    """Who is told what, why, and how it went."""
    head = Text(f"{delivery.status:<9} ", style=_STYLES[delivery.status])
    head.append(_recipient(delivery), style="default")
    lines = grid()
    lines.add_row("", Text(delivery.message["subject"], style="bold"))
    for why in delivery.message["why"]:
        lines.add_row("why", Text(f"{why['name']}: {'; '.join(why['reasons'])}", style="green"))
    if delivery.last_error:
        lines.add_row("error", Text(delivery.last_error, style="red"))
    if delivery.status == "pending":
        lines.add_row("", Text(f"to be sent from {moment(delivery.next_attempt_at)}", style="dim"))
    lines.add_row("", Text(delivery.id, style="dim"))
    return Group(head, lines)


def channels_line(reports: "Sequence[ChannelReport]") -> str:
    """How many deliveries were sent, will be tried again, or were given up."""
    counts = {
        "sent": sum(len(report.sent) for report in reports),
        "to be tried again": sum(len(report.retried) for report in reports),
        "given up": sum(len(report.dead) for report in reports),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return told or "nobody alerted"


def _alert_view(deliveries: "Sequence[DeliveryRecord]") -> Group:
    message = deliveries[0].message
    lines = grid()
    for why in message["why"]:
        lines.add_row("why", Text(f"{why['name']}: {'; '.join(why['reasons'])}", style="green"))
    for delivery in deliveries:
        outcome = _IN_WORDS.get(delivery.status, delivery.status)
        error = f": {delivery.last_error}" if delivery.last_error else ""
        told = Text(f"{_recipient(delivery)} ")
        lines.add_row("to", told.append(f"{outcome}{error}", style=_STYLES[delivery.status]))
    return Group(Text(message["subject"], style="bold"), lines)


def _recipient(delivery: "DeliveryRecord") -> str:
    shown = "" if delivery.recipient == delivery.channel else f" → {delivery.recipient}"
    return delivery.channel + shown
