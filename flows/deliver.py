"""The deliver flow: claim what is owed, hand it to its channel, write the outcome back."""

import random
import socket
from datetime import UTC, datetime, timedelta
from os import getpid

from prefect import flow, task

from alerts.alert import Delivery, SendError
from alerts.retry import next_attempt
from alerts.send import send
from flows.report import ChannelReport, Count
from flows.resources import Resources, open_resources
from flows.steps import FLOW, TASK, whole
from storage.log import end_run, start_run
from storage.outbox import channels_owed, claim, mark_failed, mark_sent

_BATCH = 10
_SPREAD = random.Random()  # noqa: S311 - spreads retries, guards nothing


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
    with resources.database.write() as session:
        run = start_run(session, "deliver", now)
        owed = channels_owed(session, now)
    futures = [_deliver_channel.submit(whole(resources), channel, now) for channel in owed]
    count, reports = Count(len(futures)), []
    for future in futures:
        reports.append(future.result())
        count.step(reports[-1].channel)
    with resources.database.write() as session:
        end_run(session, run, datetime.now(UTC), reports)
    return tuple(reports)


@task(name="deliver channel", **TASK)
def _deliver_channel(resources: Resources, channel: str, now: datetime) -> ChannelReport:
    """Claim and send, batch by batch, until nothing that was due at `now` is left."""
    worker = f"{socket.gethostname()}:{getpid()}:{channel}"
    outcomes: dict[str, list[str]] = {"sent": [], "retried": [], "dead": []}
    problems: list[str] = []
    while batch := _claim(resources, channel, worker, now):
        for delivery in batch:
            outcome, problem = _deliver_one(resources, delivery, worker)
            outcomes[outcome].append(delivery.id)
            if problem is not None and problem not in problems:
                problems.append(problem)
    ids = {outcome: tuple(listed) for outcome, listed in outcomes.items()}
    return ChannelReport(channel, **ids, problems=tuple(problems))


def _claim(resources: Resources, channel: str, worker: str, now: datetime) -> tuple[Delivery, ...]:
    lease = timedelta(seconds=resources.settings.lease)
    with resources.database.write() as session:
        return claim(session, worker, now, limit=_BATCH, lease=lease, channel=channel)


def _deliver_one(resources: Resources, delivery: Delivery, worker: str) -> tuple[str, str | None]:
    """sent, retried or dead, and what went wrong. No transaction is open while it is sent."""
    now = datetime.now(UTC)
    channels = {channel.id: channel for channel in resources.alerts.channels}
    try:
        if delivery.channel not in channels:
            raise SendError(f"no channel {delivery.channel!r} in alerts.yml", permanent=True)
        send(delivery, channels[delivery.channel], resources.outlets, now)
    except SendError as error:
        again = next_attempt(delivery.attempts, now, error, _SPREAD)
        with resources.database.write() as session:
            mark_failed(session, delivery.id, worker, error.reason, again)
        return ("dead" if again is None else "retried"), error.reason
    with resources.database.write() as session:
        mark_sent(session, delivery.id, worker, datetime.now(UTC))
    return "sent", None
