"""The outbox: claim a delivery with a lease, then write down what became of it.

A crash between sending and marking leaves the lease to run out, and the delivery to be sent again
under the same id: repeated at worst, never lost.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.alert import Delivery
from storage.batches import insert_new, table_of
from storage.channels import reopen
from storage.tables import DeliveryRow

Status = Literal["pending", "sending", "sent", "dead", "cancelled"]
_ERROR_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A delivery as the outbox has it."""

    id: str
    channel: str
    recipient: str
    message: dict[str, Any]
    status: Status
    attempts: int
    lease_owner: str | None
    lease_until: datetime | None
    next_attempt_at: datetime
    last_error: str | None
    created_at: datetime
    sent_at: datetime | None


def store_deliveries(session: Session, owed: Sequence[Delivery], now: datetime) -> int:
    """Put deliveries into the outbox, but those already owed or told; how many are new."""
    rows = [
        {
            "id": delivery.id,
            "channel": delivery.channel,
            "recipient": delivery.recipient,
            "message": delivery.message,
            "status": "pending",
            "attempts": 0,
            "next_attempt_at": now,
            "created_at": now,
        }
        for delivery in sorted(owed, key=lambda delivery: delivery.id)
    ]
    return len(insert_new(session, DeliveryRow, rows, table_of(DeliveryRow).c.id))


def channels_owed(session: Session, now: datetime) -> tuple[str, ...]:
    """The channels with something to claim now."""
    owed = select(col(DeliveryRow.channel)).where(_is_due(now)).distinct()
    return tuple(session.scalars(owed.order_by(col(DeliveryRow.channel))))


def claim(
    session: Session,
    worker: str,
    now: datetime,
    limit: int,
    lease: timedelta,
    channel: str | None = None,
) -> tuple[Delivery, ...]:
    """Lease up to `limit` deliveries to a worker, the longest due first; each is one attempt more.

    Due are pending ones whose time has come and those whose lease has run out; of one channel
    where it is named.
    """
    due = select(DeliveryRow).where(_is_due(now))
    if channel is not None:
        due = due.where(col(DeliveryRow.channel) == channel)
    order = (col(DeliveryRow.next_attempt_at), col(DeliveryRow.id))
    chosen = due.order_by(*order).limit(limit).with_for_update(skip_locked=True)
    rows = session.scalars(chosen).all()
    for row in rows:
        row.status, row.attempts = "sending", row.attempts + 1
        row.lease_owner, row.lease_until = worker, now + lease
    session.flush()
    return tuple(
        Delivery(row.id, row.channel, row.recipient, row.message, row.attempts) for row in rows
    )


def mark_sent(session: Session, delivery_id: str, worker: str, now: datetime) -> bool:
    """Note that a delivery was sent; False, and nothing noted, when the lease is another's."""
    return _change(
        session,
        _held(delivery_id, worker),
        status="sent",
        sent_at=now,
        last_error=None,
        lease_owner=None,
        lease_until=None,
    )


def mark_failed(
    session: Session, delivery_id: str, worker: str, error: str, next_attempt_at: datetime | None
) -> bool:
    """Note why sending failed and when to try again; None makes it a dead letter.

    False, and nothing noted, when the lease is another's.
    """
    again: dict[str, object] = {"status": "dead"}
    if next_attempt_at is not None:
        again = {"status": "pending", "next_attempt_at": next_attempt_at}
    return _change(
        session,
        _held(delivery_id, worker),
        last_error=error[:_ERROR_CHARACTERS],
        lease_owner=None,
        lease_until=None,
        **again,
    )


def replay(session: Session, delivery_id: str, now: datetime) -> bool:
    """Make a dead or cancelled delivery due again, its channel open; False when it is neither."""
    stopped = col(DeliveryRow.status).in_(("dead", "cancelled"))
    chosen = and_(col(DeliveryRow.id) == delivery_id, stopped)
    for delivery in session.scalars(select(DeliveryRow).where(chosen)):
        reopen(session, delivery.channel)
    return _change(session, chosen, status="pending", attempts=0, next_attempt_at=now)


def cancel(session: Session, delivery_id: str) -> bool:
    """Give up a delivery that is not being sent; False when it is, was sent, or is unknown."""
    waiting = col(DeliveryRow.status).in_(("pending", "dead"))
    return _change(session, and_(col(DeliveryRow.id) == delivery_id, waiting), status="cancelled")


def deliveries(
    session: Session, status: Status | None = None, limit: int = 100
) -> tuple[DeliveryRecord, ...]:
    """The outbox, newest first; only those of one status where it is named."""
    chosen = select(DeliveryRow)
    if status is not None:
        chosen = chosen.where(col(DeliveryRow.status) == status)
    newest = chosen.order_by(col(DeliveryRow.created_at).desc(), col(DeliveryRow.id)).limit(limit)
    return tuple(_records(session.scalars(newest).all()))


def find_deliveries(session: Session, ids: Collection[str]) -> tuple[DeliveryRecord, ...]:
    """The deliveries of these ids that there are, oldest first."""
    oldest = (col(DeliveryRow.created_at), col(DeliveryRow.id))
    chosen = select(DeliveryRow).where(col(DeliveryRow.id).in_(ids)).order_by(*oldest)
    return tuple(_records(session.scalars(chosen).all()))


def _is_due(now: datetime) -> ColumnElement[bool]:
    status, until = col(DeliveryRow.status), col(DeliveryRow.lease_until)
    return or_(
        and_(status == "pending", col(DeliveryRow.next_attempt_at) <= now),
        and_(status == "sending", until <= now),
    )


def _held(delivery_id: str, worker: str) -> ColumnElement[bool]:
    return and_(
        col(DeliveryRow.id) == delivery_id,
        col(DeliveryRow.status) == "sending",
        col(DeliveryRow.lease_owner) == worker,
    )


def _change(session: Session, chosen: ColumnElement[bool], **values: object) -> bool:
    result = session.execute(update(DeliveryRow).where(chosen).values(**values))
    return isinstance(result, CursorResult) and result.rowcount == 1


def _records(rows: Sequence[DeliveryRow]) -> list[DeliveryRecord]:
    return [DeliveryRecord(**row.model_dump()) for row in rows]
