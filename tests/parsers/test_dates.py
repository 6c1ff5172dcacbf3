from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.dates import DateError, read_date, understand_date
from tests.parsers.builders import NOW

NOON = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
DAY = datetime(2026, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 02 Apr 2026 12:00:00 GMT",
        "Thu, 02 Apr 2026 14:00:00 +0200",
        "Thu, 02 Apr 2026 14:00:00 +0200 (CEST)",
        "Thu, 02 Apr 2026 14:00:00 CEST",
        "Thu, 02 Apr 2026 17:30:00 IST",
        "Thu, 02 Apr 2026 15:00:00 MSK",
        "Thu, 02 Apr 2026 09:00:00 BRT",
        "Thu, 02 Apr 2026 07:00 EST",
        "Thu, 02 Apr 2026 08:00:00 EDT",
        "Thu, 02 Apr 2026 08:00:00 ET",
        "April 2, 2026 8 AM ET",
        "Thu, 02 Apr 2026 05:00:00 PT",
        "Thu, 02 Apr 2026 08:30:00 NST",
        "2 Apr 26 12:00:00 UT",
        "Thursday, 02-Apr-26 12:00:00 GMT",
        "Thu Apr  2 12:00:00 2026",
        "Thu Apr  2 06:00:00 CST 2026",
        "Thu, 02 Apr 2026 15:00:00 GMT+3",
        "Thu, 02 Apr 2026 15:00:00 UTC+03:00",
        "Thu, 02 Apr 2026 12:00:00 XYZ",
        "02 Apr 2026 12:00 Z",
        "Thu,2 Apr 2026 21:0:0 GMT+9",
        "2026-04-02T12:00:00Z",
        "2026-04-02t12:00:00z",
        "2026-04-02T17:30:00.000+05:30",
        "2026-04-02 15:00:00 +0300",
        "2026-04-02 12:00",
        "2026-04-02 12:00:00 PM",
        "20260402T120000Z",
        "2026/4/2 12:00",
        "1775131200",
        "1775131200000",
        "April 2nd, 2026 at 7:00 AM EST",
        "Published: 2 April 2026, 12:00",
        "2 de abril de 2026, 12:00",
        "mié., 02 abr 2026 14:00:00 +0200",
        "Publié le jeu. 2 avril 2026 à 12h",
        "Donnerstag, 2. April 2026, 12:00 Uhr",
        "2 de abril de 2026 às 12h00",
        "2 апреля 2026 г., 12:00",
        "02.04.2026 15:00 MSK",
        "2026年4月2日 12时00分",
        "发布时间：2026-04-02 12:00",
        "2026年4月2日 星期四 下午12:00",
    ],
)
def test_a_moment_is_read_with_its_offset(raw: str) -> None:
    assert understand_date(raw, now=NOW) == NOON


@pytest.mark.parametrize(
    "raw",
    [
        "2026-04-02",
        "2026/4/2",
        "2026.04.02",
        "20260402",
        "02.04.2026",
        "2 April 2026",
        "April 2, 2026",
        "Apr. 2, 2026",
        "2 de abril de 2026",
        "2 avril 2026",
        "mar. 2 avr. 2026",
        "am 2. April 2026",
        "2 апр 2026",
        "2 апреля 2026 года",
        "2026年4月2日",
    ],
)
def test_a_day_is_its_first_moment(raw: str) -> None:
    assert understand_date(raw, now=NOW) == DAY


def test_slashes_after_the_year_are_month_and_day() -> None:
    assert read_date("2020/1/10", now=NOW) == datetime(2020, 1, 10, tzinfo=UTC)
    assert read_date("2020/1/10 14:33:00", now=NOW) == datetime(2020, 1, 10, 14, 33, tzinfo=UTC)
    assert read_date("2016/6/29", now=NOW) == datetime(2016, 6, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("1 de março de 2026", (2026, 3, 1)),
        ("1er août 2025", (2025, 8, 1)),
        ("3. März 2026", (2026, 3, 3)),
        ("9 мая 2025", (2025, 5, 9)),
        ("5 sept. 2025", (2025, 9, 5)),
        ("mar, 3 mar 2026", (2026, 3, 3)),
        ("20/03/2026", (2026, 3, 20)),
        ("03/20/2026", (2026, 3, 20)),
        ("03-03-2026", (2026, 3, 3)),
    ],
)
def test_month_names_and_impossible_months_settle_the_order(
    raw: str, day: tuple[int, int, int]
) -> None:
    assert read_date(raw, now=NOW) == datetime(*day, tzinfo=UTC)


def test_an_ambiguous_date_is_no_date_unless_its_language_settles_it() -> None:
    with pytest.raises(DateError, match="day and month could be either"):
        understand_date("03/04/2026", now=NOW)
    assert read_date("03/04/2026", now=NOW, language="en") is None
    assert read_date("03/04/2026", now=NOW, language="es") == datetime(2026, 4, 3, tzinfo=UTC)


def test_cst_is_chinas_time_in_chinese_only() -> None:
    raw = "Thu Apr 02 20:00:00 CST 2026"
    assert read_date(raw, now=NOW, language="zh") == NOON
    assert read_date(raw, now=NOW, language="en") == datetime(2026, 4, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2026-04-09", "in the future"),
        ("2126-04-02", "in the future"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "before 1990"),
        ("0001-01-01T00:00:00Z", "before 1990"),
        ("", "not a date"),
        ("yesterday", "not a date"),
        ("2026-02-30", "not a date"),
        ("30 Feb 2026", "not a date"),
        ("2026-04-02T25:00:00Z", "not a date"),
        ("April 2026", "not a whole date"),
        ("2026-04", "not a whole date"),
        ("12:00", "not a whole date"),
        ("02-04-26", "ambiguous"),
        ("Thu, 31 Feb 2026 12:00:00 GMT", "not a date"),
        ("Thu, 02 Apr 2026 12:00:00 +9900", "no place on Earth"),
        ("9" * 500, "not a date"),
    ],
)
def test_what_cannot_be_trusted_is_no_date(raw: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        understand_date(raw, now=NOW)
    assert read_date(raw, now=NOW) is None


@given(st.text(alphabet="0123456789 :/-+.,TZAPMGaprilJuneмая年月日٢²", max_size=40))
def test_no_text_breaks_the_reader(raw: str) -> None:
    moment = read_date(raw, now=NOW)
    assert moment is None or moment.tzinfo is UTC
