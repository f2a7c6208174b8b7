from datetime import UTC, datetime, timedelta, timezone

import pandas as pd
import pytest

from candlestream import CandlestreamError
from candlestream.times import grid, length, moment, windows

NOON = pd.Timestamp("2025-10-29T12:00Z")


@pytest.mark.parametrize(
    "value",
    [
        "2025-10-29 12:00",
        "2025-10-29T14:00+02:00",
        datetime(2025, 10, 29, 12, tzinfo=UTC),
        datetime(2025, 10, 29, 8, tzinfo=timezone(timedelta(hours=-4))),
    ],
)
def test_a_moment_is_in_utc(value: str | datetime) -> None:
    assert moment(value) == NOON
    assert str(moment(value).tz) == "UTC"


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(CandlestreamError, match="no time zone"):
        moment(datetime(2025, 10, 29))  # noqa: DTZ001


@pytest.mark.parametrize("value", ["yesterday noon", "", "NaT", pd.NaT])
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(CandlestreamError, match="Cannot read the time"):
        moment(value)


@pytest.mark.parametrize(
    ("interval", "first", "count"),
    [
        ("1s", "2025-10-29T12:00:00Z", 86_400 * 31),
        ("1m", "2025-10-29T12:00Z", 1440 * 31),
        ("1h", "2025-10-29T12:00Z", 24 * 31),
        ("1d", "2025-10-30T00:00Z", 31),
        ("1w", "2025-11-03T00:00Z", 4),
        ("1M", "2025-11-01T00:00Z", 1),
    ],
)
def test_the_grid_is_the_exchanges(interval: str, first: str, count: int) -> None:
    times = grid(interval, NOON, NOON + pd.Timedelta(days=31))

    assert times[0] == pd.Timestamp(first)
    assert len(times) == count


def test_the_grid_ends_before_the_end() -> None:
    assert list(grid("1m", NOON, NOON + pd.Timedelta(minutes=2))) == [NOON, NOON + pd.Timedelta(minutes=1)]


def test_a_month_has_no_one_length() -> None:
    assert length("1m") == pd.Timedelta(minutes=1)
    assert length("1w") == pd.Timedelta(days=7)
    with pytest.raises(CandlestreamError, match="months differ"):
        length("1M")


@pytest.mark.parametrize("name", ["", "/", "5m/", "5m/5m", "5m/2m", "1m/5m", "soon", "1w", "3d", "25h/1h"])
def test_windows_have_a_length_of_a_day_at_most_that_is_a_multiple_of_their_slide(name: str) -> None:
    assert windows("5m") == ("5m", "5m")
    assert windows("1h/1m") == ("1h", "1m")
    assert windows("1d") == ("1d", "1d")
    with pytest.raises(CandlestreamError, match="Cannot use windows of"):
        windows(name)
