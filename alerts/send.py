"""Hands a delivery to the transport of its channel."""

from collections.abc import Callable
from datetime import datetime

from alerts import folder, smtp, webhook
from alerts.alert import Delivery
from alerts.outlets import Outlets
from config.schema import Channel, EmailChannel, WebhookChannel

__all__ = ["CALLERS", "MAILERS", "Outlets", "send"]

MAILERS: dict[str, Callable[[Delivery, EmailChannel, Outlets, datetime], None]] = {
    "smtp": smtp.send,
    "folder": folder.save_mail,
}
CALLERS: dict[str, Callable[[Delivery, WebhookChannel, Outlets, datetime], None]] = {
    "http": webhook.send,
    "folder": folder.save_call,
}


def send(delivery: Delivery, channel: Channel, outlets: Outlets, now: datetime) -> None:
    """Returns when the other side has it; else SendError says why, and whether to try again."""
    if isinstance(channel, EmailChannel):
        MAILERS[channel.transport](delivery, channel, outlets, now)
    else:
        CALLERS[channel.transport](delivery, channel, outlets, now)
