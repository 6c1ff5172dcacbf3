"""What people said of an item's facts: added, never changed, and never written over the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.batches import table_of
from storage.tables import ReviewRow


@dataclass(frozen=True, slots=True)
class Review:
    """One person's word on one item."""

    item_id: int
    verdict: str
    corrections: dict[str, Any]
    """JSON-ready; what the facts should have been, by the name of the fact."""
    note: str
    reviewer: str
    at: datetime


def add_review(session: Session, review: Review) -> None:
    """Add a review after those that are there."""
    values = {name: getattr(review, name) for name in Review.__slots__}
    session.execute(insert(table_of(ReviewRow)).values(values))


def reviews_of(session: Session, item_id: int) -> tuple[Review, ...]:
    """An item's reviews, oldest first."""
    return reviews_by_item(session, [item_id]).get(item_id, ())


def reviews_by_item(session: Session, ids: Sequence[int]) -> dict[int, tuple[Review, ...]]:
    """The reviews of each item that has any, oldest first."""
    chosen = select(ReviewRow).where(col(ReviewRow.item_id).in_(ids)).order_by(col(ReviewRow.id))
    found: dict[int, tuple[Review, ...]] = {}
    for row in session.scalars(chosen):
        review = Review(**row.model_dump(exclude={"id"}))
        found[row.item_id] = (*found.get(row.item_id, ()), review)
    return found
