"""Trades as data frames, read hour after hour, each by its key."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.gaps import pair
from candlestream.past import require_trade_revisions
from candlestream.times import moment

_STORED = ["trade_id", "trade_time", "price", "quantity", "quote_quantity", "is_buyer_maker"]
_NUMBERS = ["price", "quantity", "quote_quantity"]
_HOUR = pd.Timedelta(hours=1)


def trades(
    asset: str,
    start: str | datetime,
    end: str | datetime,
    *,
    exact: bool = False,
    as_of: str | datetime | None = None,
    connection: Connection | None = None,
) -> pd.DataFrame:
    """The trades that were made from start until before end, by their ids, oldest first.

    Prices and quantities are float64, or with exact the decimals that are stored. taker says whether the one who came
    with an order that met one of the book bought or sold.

    With as_of they are what stood at that moment: those that had been made, each with the values that no revision had
    replaced until then.
    """
    source = opened(connection)
    first, behind = moment(start), moment(end)
    if first >= behind:
        raise CandlestreamError(f"Cannot load trades of {asset}: the start {first} is not before the end {behind}")
    source.require_trades()
    symbol, _ = pair(asset, source)
    rows = _rows(symbol, first, behind, source)
    if as_of is not None:
        at = moment(as_of)
        behind = min(behind, at)
        rows = _standing(rows, _replaced(symbol, first, behind, at, source))
    frame = pd.DataFrame.from_records(list(rows), columns=_STORED, index="trade_id")
    frame["trade_time"] = pd.to_datetime(frame["trade_time"], utc=True)
    frame = frame[(frame["trade_time"] >= first) & (frame["trade_time"] < behind)]
    maker = frame.pop("is_buyer_maker").astype("bool")
    frame["taker"] = pd.Categorical(maker.map({True: "sold", False: "bought"}), categories=["bought", "sold"])
    return frame if exact else frame.astype(dict.fromkeys(_NUMBERS, "float64"))


def _hours(first: pd.Timestamp, behind: pd.Timestamp) -> Iterator[datetime]:
    hour = first.floor("h")
    while hour < behind:
        yield hour.to_pydatetime()
        hour += _HOUR


def _rows(symbol: str, first: pd.Timestamp, behind: pd.Timestamp, source: Connection) -> Iterator[tuple[Any, ...]]:
    query = f"SELECT {', '.join(_STORED)} FROM {{trades}} WHERE symbol = ? AND hour = ? ORDER BY trade_id ASC"
    for hour in _hours(first, behind):
        yield from source.rows(query, symbol, hour)


def _replaced(
    symbol: str, first: pd.Timestamp, behind: pd.Timestamp, at: pd.Timestamp, source: Connection
) -> dict[int, tuple[Any, ...]]:
    """Of each trade that was revised after a time what stood before the first of these revisions, by its id."""
    require_trade_revisions(source)
    old = ", ".join(f"old_{name}" for name in _STORED[1:])
    query = (
        f"SELECT trade_id, {old}, revised_at FROM {{trade_revisions}} WHERE symbol = ? AND hour = ?"
        " ORDER BY trade_id ASC, new_version ASC"
    )
    found: dict[int, tuple[Any, ...]] = {}
    for hour in _hours(first, behind):
        for row in source.rows(query, symbol, hour):
            if pd.to_datetime(row[-1], utc=True) > at:
                found.setdefault(row[0], row[:-1])
    return found


def _standing(rows: Iterator[tuple[Any, ...]], replaced: dict[int, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return (replaced.get(row[0], row) for row in rows)
