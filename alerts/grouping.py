"""Alerts to the messages they become: one for each recipient, story and kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from alerts.alert import Alert, Delivery, Kind
from alerts.message import compose, lead
from alerts.signature import signature
from config.schema import Channel, EmailChannel

Address = tuple[str, str]
"""Recipient, and the channel that carries to it."""
Group = tuple[str, str, Kind]
"""Recipient in lower case, story and kind."""


def address(alerts: Sequence[Alert], channels: Iterable[Channel]) -> tuple[Delivery, ...]:
    """The deliveries owed, in the order of the alerts.

    Rules that fire for one recipient come in one message, by the channel that is named first.
    Nothing of one recipient stands in the message of another.
    """
    known = {channel.id: channel for channel in channels}
    addresses: dict[Group, Address] = {}
    groups: dict[Group, list[Alert]] = {}
    for alert in alerts:
        for recipient, channel in recipients(alert.rule.channels, known):
            group = (recipient.lower(), alert.story, alert.kind)
            addresses.setdefault(group, (recipient, channel))
            members = groups.setdefault(group, [])
            if alert not in members:
                members.append(alert)
    return tuple(_delivery(*addresses[group], members) for group, members in groups.items())


def _delivery(recipient: str, channel: str, alerts: Sequence[Alert]) -> Delivery:
    return Delivery(_id(recipient, alerts), channel, recipient, compose(alerts))


def delivery_id(recipient: str, story: str, kind: Kind, facts_said: str = "") -> str:
    """The permanent key of what a recipient was told; `facts_said` tells updates apart."""
    said = "\0".join((recipient.lower(), story, kind, facts_said))
    return "msg_" + sha256(said.encode()).hexdigest()[:32]


def recipients(named: Iterable[str], channels: Mapping[str, Channel]) -> Iterator[Address]:
    """Each recipient of the named channels, with the channel."""
    for identifier in named:
        channel = channels[identifier]
        if isinstance(channel, EmailChannel):
            yield from ((to, identifier) for to in channel.to)
        else:
            yield identifier, identifier


def _id(recipient: str, group: Sequence[Alert]) -> str:
    first = lead(group)
    facts_said = signature(first.facts) if first.kind == "update" else ""
    return delivery_id(recipient, first.story, first.kind, facts_said)
