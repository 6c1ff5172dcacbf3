"""Alerts as they were raised: written down with their items, and looked back on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.alert import Alert
from classifiers.facts import Mention
from storage.batches import insert_new
from storage.codec import mentions_from_json, mentions_to_json
from storage.tables import AlertRow


@dataclass(frozen=True, slots=True)
class AlertRecord:
    """A rule that an item met, and why."""

    rule: str
    story: str
    kind: str
    reasons: tuple[str, ...]
    evidence: tuple[Mention, ...]
    created_at: datetime


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


def alerts_by_item(session: Session, ids: Sequence[int]) -> dict[int, tuple[AlertRecord, ...]]:
    """The alerts of each item that raised any, oldest first."""
    chosen = select(AlertRow).where(col(AlertRow.item_id).in_(ids)).order_by(col(AlertRow.id))
    found: dict[int, tuple[AlertRecord, ...]] = {}
    for row in session.scalars(chosen):
        record = AlertRecord(
            row.rule,
            row.story,
            row.kind,
            tuple(row.reasons),
            mentions_from_json(row.evidence),
            row.created_at,
        )
        found[row.item_id] = (*found.get(row.item_id, ()), record)
    return found
