"""Alerts to the messages they become: one for each recipient, story and kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

from alerts.alert import Alert, Delivery, Kind
from alerts.message import compose, lead
from config.schema import Channel, EmailChannel, Rule

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
        for recipient, channel in _addresses(alert.rule, known):
            group = (recipient.lower(), alert.story, alert.kind)
            addresses.setdefault(group, (recipient, channel))
            members = groups.setdefault(group, [])
            if alert not in members:
                members.append(alert)
    return tuple(_delivery(*addresses[group], members) for group, members in groups.items())


def _delivery(recipient: str, channel: str, alerts: Sequence[Alert]) -> Delivery:
    return Delivery(_id(recipient, alerts), channel, recipient, compose(alerts))


def delivery_id(recipient: str, story: str, kind: Kind, signature: str = "") -> str:
    """The permanent key of what a recipient was told; `signature` tells updates apart."""
    said = "\0".join((recipient.lower(), story, kind, signature))
    return "msg_" + sha256(said.encode()).hexdigest()[:32]


def _addresses(rule: Rule, channels: Mapping[str, Channel]) -> Iterator[Address]:
    for identifier in rule.channels:
        channel = channels[identifier]
        if isinstance(channel, EmailChannel):
            yield from ((to, identifier) for to in channel.to)
        else:
            yield identifier, identifier


def _id(recipient: str, group: Sequence[Alert]) -> str:
    first = lead(group)
    signature = _signature(first) if first.kind == "update" else ""
    return delivery_id(recipient, first.story, first.kind, signature)


def _signature(alert: Alert) -> str:
    """What the facts say, without scores and places: the same facts are no second update."""
    facts = alert.facts
    measures = sorted(
        repr([value for key, value in asdict(m).items() if key != "quotes"]) for m in facts.measures
    )
    said = (sorted(facts.topics), sorted(facts.roles.items()), measures)
    return sha256(repr(said).encode()).hexdigest()
