"""Alerts as they were raised, to be looked back on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from classifiers.facts import Mention
from storage.codec import mentions_from_json
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
