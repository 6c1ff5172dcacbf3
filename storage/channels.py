"""Channels whose other side wants no more deliveries, until a person says otherwise."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.batches import upsert
from storage.tables import ClosedChannelRow


def close(session: Session, channel: str, url: str, reason: str, now: datetime) -> None:
    """Take no more deliveries to a channel while it leads to this URL."""
    row = {"channel": channel, "place": _place(url), "reason": reason, "closed_at": now}
    upsert(session, ClosedChannelRow, "channel", row)


def closed(session: Session, urls: Mapping[str, str]) -> dict[str, str]:
    """Why each closed channel is, of those that still lead where they led; `urls` by channel."""
    rows = session.scalars(select(ClosedChannelRow))
    return {
        row.channel: row.reason
        for row in rows
        if row.channel in urls and row.place == _place(urls[row.channel])
    }


def reopen(session: Session, channel: str) -> None:
    """Try a channel again."""
    session.execute(delete(ClosedChannelRow).where(col(ClosedChannelRow.channel) == channel))


def _place(url: str) -> str:
    # The URL may hold a token, which has no place in the database.
    return sha256(url.encode()).hexdigest()
