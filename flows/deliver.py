"""The deliver flow: claim what is owed, hand it to its channel, write the outcome back."""

import random
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os import getpid
from typing import Literal

from prefect import flow, task

from alerts.alert import Delivery, SendError
from alerts.retry import next_attempt
from alerts.send import send
from config.schema import Channel, WebhookChannel
from flows.contained import contained
from flows.report import ChannelReport, Count
from flows.resources import Resources, open_resources
from flows.runlog import logged
from flows.steps import FLOW, TASK, whole
from storage.channels import close, closed
from storage.outbox import channels_owed, claim, mark_failed, mark_sent

_BATCH = 10
End = Literal["sent", "retried", "dead"]
_SPREAD = random.Random()  # noqa: S311 - spreads retries, guards nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery."""

    delivery_id: str
    end: End
    problem: str | None = None
    gone: bool = False
    """The other side wants no more: what else is owed there waits for a person."""


@flow(name="deliver", **FLOW)
def deliver() -> tuple[ChannelReport, ...]:
    """Send all that is due now; channels side by side, so that none holds up another."""
    with open_resources() as resources:
        return deliver_due(resources)


def is_anything_owed(resources: Resources) -> bool:
    """Whether the flow would have anything to send: starting one costs more than asking."""
    with resources.database.read() as session:
        return bool(channels_owed(session, datetime.now(UTC)))


def deliver_due(resources: Resources) -> tuple[ChannelReport, ...]:
    """One report for each channel that was owed something; the run is kept in our own log."""
    now = datetime.now(UTC)
    reports: list[ChannelReport] = []
    with logged(resources, "deliver", reports):
        with resources.database.read() as session:
            urls = _urls(resources.alerts.channels)
            owed, shut = channels_owed(session, now), closed(session, urls)
        reports += [_left(channel, shut[channel]) for channel in owed if channel in shut]
        owed = tuple(channel for channel in owed if channel not in shut)
        futures = [_deliver_channel.submit(whole(resources), channel, now) for channel in owed]
        count = Count(len(futures))
        for future in futures:
            reports.append(future.result())
            count.step(reports[-1].channel)
    return tuple(reports)


def _urls(channels: Sequence[Channel]) -> dict[str, str]:
    return {one.id: one.url for one in channels if isinstance(one, WebhookChannel)}


def _left(channel: str, reason: str) -> ChannelReport:
    """The report of a channel to which nothing is sent any more."""
    how = "give it another url in alerts.yml, or `tidewaiter deliveries replay` one that was dead"
    return ChannelReport(channel, problems=(f"{reason}: what is owed waits; {how}",))


@task(name="deliver channel", **TASK)
def _deliver_channel(resources: Resources, channel: str, now: datetime) -> ChannelReport:
    """Claim and send, batch by batch, until nothing that was due at `now` is left."""
    worker = f"{socket.gethostname()}:{getpid()}:{channel}"
    tried: list[Outcome] = []
    while not any(one.gone for one in tried) and (batch := _claim(resources, channel, worker, now)):
        tried += [_deliver_one(resources, delivery, worker) for delivery in batch]
    by_end = {
        end: tuple(one.delivery_id for one in tried if one.end == end)
        for end in ("sent", "retried", "dead")
    }
    problems = dict.fromkeys(one.problem for one in tried if one.problem is not None)
    return ChannelReport(channel, **by_end, problems=tuple(problems))


def _claim(resources: Resources, channel: str, worker: str, now: datetime) -> tuple[Delivery, ...]:
    lease = timedelta(seconds=resources.settings.lease)
    with resources.database.write() as session:
        return claim(session, worker, now, limit=_BATCH, lease=lease, channel=channel)


def _deliver_one(resources: Resources, delivery: Delivery, worker: str) -> Outcome:
    """Send and write down what became of it. No transaction is open while it is sent."""
    now = datetime.now(UTC)
    channels = {channel.id: channel for channel in resources.alerts.channels}
    try:
        if delivery.channel not in channels:
            raise SendError(f"no channel {delivery.channel!r} in alerts.yml", permanent=True)
        with contained(delivery.channel, SendError):
            send(delivery, channels[delivery.channel], resources.outlets, now)
    except SendError as error:
        again = next_attempt(delivery.attempts, now, error, _SPREAD)
        with resources.database.write() as session:
            mark_failed(session, delivery.id, worker, error.reason, again)
            if error.gone:
                url = _urls(resources.alerts.channels)[delivery.channel]
                close(session, delivery.channel, url, error.reason, now)
        end: End = "dead" if again is None else "retried"
        return Outcome(delivery.id, end, error.reason, gone=error.gone)
    with resources.database.write() as session:
        mark_sent(session, delivery.id, worker, datetime.now(UTC))
    return Outcome(delivery.id, "sent")
