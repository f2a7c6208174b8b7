"""Longer candles out of shorter ones, which say of themselves whether they are whole."""

from collections.abc import Hashable

import pandas as pd

from candlestream.errors import CandlestreamError
from candlestream.frames import is_of_several, of_each
from candlestream.times import frequency, grid

_SUMS = ["volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume", "trades"]
_HOW: dict[Hashable, str] = {
    "open": "first",
    "high": "max",
    "low": "min",
    "close": "last",
    **dict.fromkeys(_SUMS, "sum"),
}


def resample(candles: pd.DataFrame, to: str, interval: str = "1m") -> pd.DataFrame:
    """The candles, which last interval, as longer ones, such as "1h"; of several assets each by itself.

    The column candles counts those that are there; is_complete says whether none is missing or open. What is missing is
    not made up: an incomplete one has the prices and sums of what is there, and where nothing is there is no row. A sum
    is missing where a candle that is there does not tell its part.
    """
    if is_of_several(candles):
        return of_each(candles, lambda own: resample(own, to, interval))
    _require_longer(to, interval)
    bars = candles.resample(frequency(to), closed="left", label="left", origin="epoch")
    made = bars.agg(_HOW)
    closed = candles["is_closed"].fillna(False).astype(int)
    closed_of_each = closed.resample(frequency(to), closed="left", label="left", origin="epoch").sum()
    made["candles"] = bars.size()
    for column in _SUMS:
        made[column] = made[column].where(bars[column].count() == made["candles"])
    made["is_closed"] = (closed_of_each == made["candles"]).astype("boolean")
    made["is_complete"] = closed_of_each >= _wanted(made.index, to, interval)
    return made[made["candles"] > 0].astype({"trades": "Int64"})


def _require_longer(to: str, interval: str) -> None:
    """Each longer candle has to begin where a shorter one does, and to hold several."""
    day = pd.Timestamp("2024-01-01", tz="UTC")  # a Monday, and the first of a month
    shorter = grid(interval, day, day + pd.Timedelta(days=62))
    longer = grid(to, day, day + pd.Timedelta(days=62))
    if len(longer) >= len(shorter) or not longer.isin(shorter).all():
        raise CandlestreamError(f"Cannot make candles of {to} out of those of {interval}: no whole number of them fits")


def _wanted(starts: pd.Index, to: str, interval: str) -> pd.Series:
    """How many candles each longer one has where none is missing."""
    if starts.empty:
        return pd.Series(dtype="int64", index=starts)
    behind = grid(to, starts[-1], starts[-1] + pd.Timedelta(days=62))[1:2]
    end = behind[0] if len(behind) else starts[-1] + pd.Timedelta(frequency(to))
    slots = grid(interval, starts[0], end)
    counts = pd.Series(1, index=slots).resample(frequency(to), closed="left", label="left", origin="epoch").sum()
    return counts.reindex(starts)
