"""What a status and its headers say."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.answers import is_permanent, retry_after

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("120", datetime(2026, 3, 2, 12, 2, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 13:00:00 GMT", datetime(2026, 3, 2, 13, 0, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 15:00:00 +0200", datetime(2026, 3, 2, 13, 0, tzinfo=UTC)),
        ("999999999999999999999999", datetime(2026, 3, 3, 12, 0, tzinfo=UTC)),
        ("Fri, 01 Jan 2100 00:00:00 GMT", datetime(2026, 3, 3, 12, 0, tzinfo=UTC)),
        ("Sun, 01 Mar 2026 00:00:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_within_a_day(said: str, wanted: datetime | None) -> None:
    assert retry_after(httpx.Headers({"Retry-After": said}), NOW) == wanted


def test_no_retry_after_is_none() -> None:
    assert retry_after(httpx.Headers(), NOW) is None


@given(st.text())
def test_no_header_value_keeps_us_away_for_more_than_a_day(said: str) -> None:
    wanted = retry_after(httpx.Headers({b"Retry-After": said.encode()}), NOW)
    assert wanted is None or NOW < wanted <= NOW + timedelta(hours=24)


def test_only_a_refusal_is_permanent() -> None:
    assert [
        status
        for status in (301, 400, 404, 408, 410, 425, 429, 451, 500, 503)
        if is_permanent(status)
    ] == [400, 404, 410, 451]
