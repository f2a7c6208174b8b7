"""Candles as data frames, each read by its key: one partition, a slice of it."""

import difflib
from collections.abc import Iterable, Sequence
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
    asset: str | Sequence[str],
    start: str | datetime | None = None,
    end: str | datetime | None = None,
    closed_only: bool = True,
    *,
    connection: Connection | None = None,
) -> pd.DataFrame:
    """The candles that open from start until before end, by open time in UTC, oldest first.

    Without an end they go up to the newest candle, without a start they are those of the day before the end. An asset
    is named by its name or its symbol; of several the frame is by asset and open time.
    """
    source = opened(connection)
    names = resolved(asset, source)
    behind = moment(end) if end is not None else _behind_newest(names, source)
    first = moment(start) if start is not None else behind - pd.Timedelta(days=1)
    if first >= behind:
        raise CandlestreamError(f"Cannot load {_words(asset)}: the start {first} is not before the end {behind}")
    columns = _stored(source)
    query = (
        f"SELECT timestamp, {', '.join(columns)} FROM {{table}}"
        " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC"
    )
    frames = [
        _frame(
            source.rows(query, name, first.to_pydatetime(), behind.to_pydatetime()), columns, closed_only=closed_only
        )
        for name in names
    ]
    return _together(asset, names, frames)


def latest(
    asset: str | Sequence[str], count: int, *, closed_only: bool = True, connection: Connection | None = None
) -> pd.DataFrame:
    """The newest candles of an asset, or of each of several, oldest first."""
    if count < 1:
        raise CandlestreamError(f"Cannot load the newest {count} candles of {_words(asset)}: ask for 1 or more")
    source = opened(connection)
    names = resolved(asset, source)
    columns = _stored(source)
    query = f"SELECT timestamp, {', '.join(columns)} FROM {{table}} WHERE asset_name = ? LIMIT ?"
    frames = [
        _frame(source.rows(query, name, count + _OPEN_AT_MOST), columns, closed_only=closed_only)
        .sort_index()
        .tail(count)
        for name in names
    ]
    return _together(asset, names, frames)


def resolved(asset: str | Sequence[str], source: Connection) -> list[str]:
    """The names of the assets that are meant, by name or by symbol; one that the table does not hold is refused."""
    wanted = [asset] if isinstance(asset, str) else list(dict.fromkeys(asset))
    if not wanted:
        raise CandlestreamError("Cannot read candles of no asset: name one or several (assets() lists all)")
    return list(dict.fromkeys(_resolved(name, source) for name in wanted))


def _resolved(asset: str, source: Connection) -> str:
    columns = source.columns()  # first, since it refuses a table that is not there
    if any(source.rows("SELECT asset_name FROM {table} WHERE asset_name = ? LIMIT 1", asset)):
        return asset
    if "symbol" in columns:
        for name, symbol in source.rows("SELECT asset_name, symbol FROM {table} PER PARTITION LIMIT 1"):
            if symbol and symbol.upper() == asset.upper():
                return str(name)
    raise unknown(asset, source)


def _behind_newest(names: list[str], source: Connection) -> pd.Timestamp:
    newest = source.row_of_each("SELECT timestamp FROM {table} WHERE asset_name = ? LIMIT 1", names)
    return pd.Timestamp(max(time for (time,) in newest), tz="UTC") + pd.Timedelta(milliseconds=1)


def _together(asset: str | Sequence[str], names: list[str], frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One asset's frame as it is, those of several under each other, each row with its asset before its time."""
    return frames[0] if isinstance(asset, str) else pd.concat(frames, keys=names, names=["asset"])


def _words(asset: str | Sequence[str]) -> str:
    return asset if isinstance(asset, str) else ", ".join(asset)


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


def unknown(asset: str, source: Connection) -> CandlestreamError:
    """What to say of an asset that the table does not hold: those that sound alike, else the first ones."""
    names = sorted(name for (name,) in source.rows("SELECT DISTINCT asset_name FROM {table}"))
    close = difflib.get_close_matches(asset.lower(), names, _CLOSE_MATCHES) or names[:_CLOSE_MATCHES]
    hint = f"is it {' or '.join(close)}? assets() lists all" if names else "the table is empty"
    return CandlestreamError(f"Cannot read {asset}: the table has no such asset ({hint})")
