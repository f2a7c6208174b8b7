"""Candles as they stood at a time: by the table and its revisions, or by the versions in a lake."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from candlestream.connection import Connection
from candlestream.errors import CandlestreamError
from candlestream.lake import Lake
from candlestream.pages import Column

_VALUES = [
    "open",
    "high",
    "low",
    "close",
    "volume",
    "quote_volume",
    "taker_buy_volume",
    "taker_buy_quote_volume",
    "trades",
]
#: What of a version says which one it is, and when it was known.
_ORIGIN = ["close_time", "collected_at", "version"]


def require_revisions(source: Connection) -> None:
    """Refuses a keyspace without the table of revisions."""
    if not source.has("revisions"):
        raise CandlestreamError(
            f"Cannot read revisions: there is no table {source.place.keyspace}.{source.place.revisions_table}"
            " (./candlestream prepare makes it)"
        )


def require_trade_revisions(source: Connection) -> None:
    """Refuses a keyspace without the table of the revisions of trades."""
    if not source.has("trade_revisions"):
        raise CandlestreamError(
            "Cannot read trades as of a time: there is no table"
            f" {source.place.keyspace}.{source.place.trade_revisions_table} (./candlestream prepare makes it)"
        )


def of_table(
    source: Connection, name: str, interval: str, first: pd.Timestamp, behind: pd.Timestamp, at: pd.Timestamp
) -> dict[str, Column]:
    """The candles of the table as they stood at a time: the row that is there, or what a revision says of it."""
    require_revisions(source)
    lacking = {"close_time", "collected_at", "is_closed", *_VALUES} - source.columns()
    if lacking:
        raise CandlestreamError(f"Cannot read candles as of a time: the table has no {', '.join(sorted(lacking))}")
    names = ["timestamp", *_VALUES, "is_closed", "close_time", "collected_at"]
    there = source.columns_of(
        f"SELECT {', '.join(names)}, writetime(close) AS version FROM {{table}}"
        " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC",
        [*names, "version"],
        [(name, first.to_pydatetime(), behind.to_pydatetime())],
    )
    parts = [_chosen(there, there["is_closed"].cells.astype(bool) & ~there["is_closed"].absent)]
    columns = [*_VALUES, *_ORIGIN]
    sides = [f"{side}_{column}" for side in ("old", "new") for column in columns]
    known = source.columns_of(
        f"SELECT timestamp, {', '.join(sides)} FROM {{revisions}}"
        " WHERE asset_name = ? AND interval = ? AND timestamp >= ? AND timestamp < ?",
        ["timestamp", *sides],
        [(name, interval, first.to_pydatetime(), behind.to_pydatetime())],
    )
    for side in ("old", "new"):
        part = {column: known[f"{side}_{column}"] for column in columns}
        count = len(known["timestamp"].cells)
        closed = Column(np.ones(count, np.bool_), np.zeros(count, np.bool_))
        parts.append({"timestamp": known["timestamp"], "is_closed": closed, **part})
    return standing(_together(parts), at)


def of_lake(
    lake: Lake, name: str, symbol: str, first: pd.Timestamp, behind: pd.Timestamp, at: pd.Timestamp
) -> dict[str, Column]:
    """The candles of the lake as they stood at a time, by the versions that are there."""
    return standing(
        lake.candles(name, symbol, first, behind, [*_VALUES, "is_closed", "close_time", "collected_at"]), at
    )


def _together(parts: list[dict[str, Column]]) -> dict[str, Column]:
    return {
        name: Column(
            np.concatenate([part[name].cells for part in parts]), np.concatenate([part[name].absent for part in parts])
        )
        for name in parts[0]
    }


def _chosen(found: dict[str, Column], which: NDArray[Any]) -> dict[str, Column]:
    return {name: Column(column.cells[which], column.absent[which]) for name, column in found.items()}


def standing(found: dict[str, Column], at: pd.Timestamp) -> dict[str, Column]:
    """Of each candle that had ended, the newest of its versions that was known at a time.

    Where none was known then, the one that was known first: a candle that came late, as one that was healed, has never
    been another, and counts as having been there since it ended.
    """
    millis = at.value // 1_000_000
    times, versions, ends = (found[name].cells.astype("int64") for name in ("timestamp", "version", "close_time"))
    ends = np.where(found["close_time"].absent, times, ends)
    known = np.where(found["collected_at"].absent, ends, found["collected_at"].cells.astype("int64"))
    before = known <= millis
    # Of several of one time the last one stays: one that was known before one that was not, the newest of the first
    # ones, the earliest known of the others.
    order = np.lexsort((np.where(before, 0, -versions), np.where(before, versions, -known), before, times))
    last = np.append(np.diff(times[order]) > 0, True) if len(order) else np.zeros(0, np.bool_)
    kept = order[last]
    return _chosen(found, kept[ends[kept] < millis])
