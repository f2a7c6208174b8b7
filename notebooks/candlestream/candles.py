"""Candles as data frames, each read by its key: one partition, a slice of it."""

import difflib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pandas as pd

from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.times import moment

#: The columns of a frame of candles. All are float64 but the last two: Int64 and boolean.
COLUMNS = [
    "open",
    "high",
    "low",
    "close",
    "volume",
    "quote_volume",
    "taker_buy_volume",
    "taker_buy_quote_volume",
    "trades",
    "is_closed",
]
_TYPES = dict.fromkeys(COLUMNS, "float64") | {"trades": "Int64", "is_closed": "boolean"}
_CLOSE_MATCHES = 3
#: A closing update may come late, so that more than one of the newest candles may still be open.
_OPEN_AT_MOST = 5


def load(
    asset: str,
    start: str | datetime,
    end: str | datetime,
    closed_only: bool = True,
    *,
    connection: Connection | None = None,
) -> pd.DataFrame:
    """The candles that open from start until before end, by open time in UTC, oldest first."""
    first, behind = moment(start), moment(end)
    if first >= behind:
        raise CandlestreamError(f"Cannot load {asset}: the start {first} is not before the end {behind}")
    source = opened(connection)
    columns = _stored(source)
    rows = source.rows(
        f"SELECT timestamp, {', '.join(columns)} FROM {{table}}"
        " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC",
        asset,
        first.to_pydatetime(),
        behind.to_pydatetime(),
    )
    candles = _frame(rows, columns, closed_only=closed_only)
    if candles.empty:
        _require(asset, source)
    return candles


def latest(asset: str, count: int, *, closed_only: bool = True, connection: Connection | None = None) -> pd.DataFrame:
    """The newest candles, oldest first."""
    source = opened(connection)
    columns = _stored(source)
    rows = source.rows(
        f"SELECT timestamp, {', '.join(columns)} FROM {{table}} WHERE asset_name = ? LIMIT ?",
        asset,
        count + _OPEN_AT_MOST,
    )
    candles = _frame(rows, columns, closed_only=closed_only)
    if candles.empty:
        _require(asset, source)
    return candles.sort_index().tail(count)


def assets(*, connection: Connection | None = None) -> pd.DataFrame:
    """Every asset of the table with its symbol and interval, and the open times of its first and newest candles."""
    source = opened(connection)
    newest = source.rows("SELECT asset_name, symbol, interval, timestamp FROM {table} PER PARTITION LIMIT 1")
    frame = pd.DataFrame(list(newest), columns=["asset", "symbol", "interval", "newest"]).set_index("asset")
    first = "SELECT timestamp FROM {table} WHERE asset_name = ? ORDER BY timestamp ASC LIMIT 1"
    frame.insert(2, "first", [time for (time,) in source.row_of_each(first, frame.index)])
    for column in ("first", "newest"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame.sort_index()


def _stored(source: Connection) -> list[str]:
    there = source.columns()
    return [name for name in COLUMNS if name in there]


def _frame(rows: Iterable[tuple[Any, ...]], columns: list[str], *, closed_only: bool) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(rows), columns=["timestamp", *columns], index="timestamp")
    frame.index = pd.DatetimeIndex(pd.to_datetime(frame.index, utc=True), name="timestamp").as_unit("ns")
    frame = frame.reindex(columns=COLUMNS).astype(_TYPES)
    return frame[frame["is_closed"].fillna(False)] if closed_only else frame


def _require(asset: str, source: Connection) -> None:
    """Refuses an asset that the table does not hold; one that it holds may have no candle in a range."""
    if not any(source.rows("SELECT asset_name FROM {table} WHERE asset_name = ? LIMIT 1", asset)):
        raise unknown(asset, source)


def unknown(asset: str, source: Connection) -> CandlestreamError:
    """What to say of an asset that the table does not hold: those that sound alike, else the first ones."""
    names = sorted(name for (name,) in source.rows("SELECT DISTINCT asset_name FROM {table}"))
    close = difflib.get_close_matches(asset.lower(), names, _CLOSE_MATCHES) or names[:_CLOSE_MATCHES]
    hint = f"is it {' or '.join(close)}? assets() lists all" if names else "the table is empty"
    return CandlestreamError(f"Cannot read {asset}: the table has no such asset ({hint})")
