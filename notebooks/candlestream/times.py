"""Moments in UTC, and the grid of open times that an interval lays over them."""

import re
from datetime import datetime

import pandas as pd

from candlestream.errors import CandlestreamError

_UNITS = {"s": "s", "m": "min", "h": "h", "w": "W-MON", "M": "MS"}
_CALENDAR = {"W-MON", "MS"}
_INTERVAL = re.compile(r"[1-9]\d*[smhd]|1[wM]")


def moment(value: str | datetime) -> pd.Timestamp:
    """A moment in UTC: a text without a zone is UTC, a datetime has to have one, because its own default is local."""
    try:
        time = pd.Timestamp(value)
        if pd.isna(time):
            raise ValueError(value)
    except ValueError as e:
        raise CandlestreamError(f'Cannot read the time "{value}": 2025-10-29 and 2025-10-29T04:30Z are times') from e
    if time.tzinfo:
        return time.tz_convert("UTC")
    if isinstance(value, str):
        return time.tz_localize("UTC")
    raise CandlestreamError(f"Cannot use {value!r}: it has no time zone (datetime(..., tzinfo=UTC) has one)")


def length(interval: str) -> pd.Timedelta:
    """How long a candle of a fixed interval lasts; a month has no one length."""
    if interval.endswith("M"):
        raise CandlestreamError(f"Cannot use windows of time on {interval} candles: months differ in length")
    return pd.Timedelta(interval)


def windows(name: str) -> tuple[str, str]:
    """The length and the slide of windows by their name: 5m stand side by side, of 5m/1m one begins each minute."""
    size, between, slide = name.partition("/")
    step = slide if between else size
    fits = all(_INTERVAL.fullmatch(one) for one in (size, step)) and length(size) % length(step) == pd.Timedelta(0)
    if not fits or length(size) > pd.Timedelta(days=1) or (between and size == step):
        raise CandlestreamError(
            f'Cannot use windows of "{name}": 5m and 5m/1m are windows, a length up to 1d and its slide'
        )
    return size, step


def grid(interval: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DatetimeIndex:
    """Every open time from start until before end, as the exchange opens its candles."""
    step = frequency(interval)
    first = start.ceil("D" if step in _CALENDAR else step)
    times = pd.date_range(first, end, freq=step, name="timestamp")
    return times[times < end]


def following(times: pd.DatetimeIndex, interval: str) -> pd.DatetimeIndex:
    """When the candle opens that follows each, of those off the grid too."""
    return times + (pd.offsets.MonthBegin() if frequency(interval) == "MS" else length(interval))


def frequency(interval: str) -> str:
    """What pandas calls an interval of the exchange."""
    if not _INTERVAL.fullmatch(interval):
        raise CandlestreamError(f'Cannot use the interval "{interval}": 15m, 1h, 1d, 1w and 1M are intervals')
    if interval.endswith("d"):  # pandas 3 lays days, not hours, from the first row's on, whatever the origin
        return f"{24 * int(interval[:-1])}h"
    unit = _UNITS[interval[-1]]
    return unit if unit in _CALENDAR else interval[:-1] + unit
