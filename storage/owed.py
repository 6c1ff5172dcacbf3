"""Writes down alerts, and what is owed because of them, with the items they come from."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from alerts.alert import Alert, Delivery
from storage.batches import insert_new, table_of
from storage.codec import mentions_to_json
from storage.tables import AlertRow, DeliveryRow


def store_alerts(session: Session, raised: Sequence[tuple[int, Alert]], now: datetime) -> int:
    """Store alerts with their items' ids; how many there were."""
    rows = [
        {
            "item_id": item_id,
            "rule": alert.rule.id,
            "story": alert.story,
            "kind": alert.kind,
            "reasons": list(alert.reasons),
            "evidence": mentions_to_json(alert.evidence),
            "created_at": now,
        }
        for item_id, alert in raised
    ]
    insert_new(session, AlertRow, rows)
    return len(rows)


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
