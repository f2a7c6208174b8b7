"""Trades as data frames, read hour after hour, each by its key."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.gaps import pair
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
    connection: Connection | None = None,
) -> pd.DataFrame:
    """The trades that were made from start until before end, by their ids, oldest first.

    Prices and quantities are float64, or with exact the decimals that are stored. taker says whether the one who came
    with an order that met one of the book bought or sold.
    """
    source = opened(connection)
    first, behind = moment(start), moment(end)
    if first >= behind:
        raise CandlestreamError(f"Cannot load trades of {asset}: the start {first} is not before the end {behind}")
    source.require_trades()
    symbol, _ = pair(asset, source)
    frame = pd.DataFrame.from_records(list(_rows(symbol, first, behind, source)), columns=_STORED, index="trade_id")
    frame["trade_time"] = pd.to_datetime(frame["trade_time"], utc=True)
    frame = frame[(frame["trade_time"] >= first) & (frame["trade_time"] < behind)]
    maker = frame.pop("is_buyer_maker").astype("bool")
    frame["taker"] = pd.Categorical(maker.map({True: "sold", False: "bought"}), categories=["bought", "sold"])
    return frame if exact else frame.astype(dict.fromkeys(_NUMBERS, "float64"))


def _rows(symbol: str, first: pd.Timestamp, behind: pd.Timestamp, source: Connection) -> Iterator[tuple[Any, ...]]:
    query = f"SELECT {', '.join(_STORED)} FROM {{trades}} WHERE symbol = ? AND hour = ? ORDER BY trade_id ASC"
    hour = first.floor("h")
    while hour < behind:
        yield from source.rows(query, symbol, hour.to_pydatetime())
        hour += _HOUR
