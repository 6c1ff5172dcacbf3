"""Moments that tests share."""

from datetime import UTC, datetime

NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)
