"""The consumer's metrics of the updates of candles, by the formulas in the Javadoc of CandleWindow in derive/."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

import numpy as np
import pandas as pd

from candlestream.errors import CandlestreamError
from candlestream.times import frequency, length, moment, windows

#: The metrics, in the order of their table; all are float64 but the last: Int64. Prices and the volume are in the quote
#: asset.
METRICS = [
    "avg_price",
    "min_price",
    "max_price",
    "current_price",
    "volatility",
    "total_usdt_volume",
    "avg_sentiment",
    "current_sentiment",
    "ticks",
]
#: More digits than a double tells apart.
_DIGITS = Context(prec=34)
_WIDE = Context(prec=120)
_NANOS = 1_000_000


def metrics_of(updates: pd.DataFrame, window: str = "1m") -> pd.DataFrame:
    """The metrics of updates of one asset's candles, in any order, a row for each window.

    The columns are those of the lake's table raw: timestamp (when the candle opens), close_time, event_time, is_closed,
    last_trade_id, close, quote_volume and taker_buy_quote_volume. Numbers may be texts or decimals: then nothing is
    rounded before the end. Windows are named by their length, such as 5m, or by length and slide, such as 5m/1m; each
    candle has to lie within them.
    """
    size, slide = (length(one) // pd.Timedelta(milliseconds=1) for one in windows(window))
    by_window: dict[int, set[_Update]] = {}
    for row in updates.to_dict("records"):
        update = _Update.of(row)
        last = update.time // slide * slide
        for begin in range(last - size + slide, last + 1, slide):
            by_window.setdefault(begin, set()).add(update)
    made = [_metrics(some) for _, some in sorted(by_window.items())]
    frame = pd.DataFrame(made, columns=METRICS).astype("float64")
    frame.index = pd.DatetimeIndex(pd.to_datetime(sorted(by_window), unit="ms", utc=True), name="timestamp").as_unit(
        "ns"
    )
    return typed(frame)


@dataclass(frozen=True, order=True)
class _Update:
    """An update by what makes it the same as another one, the newest the largest.

    A closing one comes again later, from the exchange's history.
    """

    told: int
    opened: int
    closed: bool
    trade: int
    quote_volume: Decimal
    taken: Decimal
    price: Decimal
    time: int

    @staticmethod
    def of(row: dict[Any, Any]) -> "_Update":
        close_time = _millis(row["close_time"])
        event_time = close_time if pd.isna(row["event_time"]) else _millis(row["event_time"])
        closed, time = bool(row["is_closed"]), min(event_time, close_time)
        trade = row["last_trade_id"]
        return _Update(
            told=close_time if closed else time,
            opened=_millis(row["timestamp"]),
            closed=closed,
            trade=0 if closed else -1 if pd.isna(trade) else int(trade),
            quote_volume=_exact(row["quote_volume"]),
            taken=_exact(row["taker_buy_quote_volume"]),
            price=_exact(row["close"]),
            time=close_time if closed else time,
        )

    @property
    def pressure(self) -> Decimal | None:
        """The takers' share of the volume; none where nothing was traded, or nobody says who took."""
        known = self.quote_volume > 0 and self.taken >= 0
        return _DIGITS.divide(self.taken, self.quote_volume) if known else None


def _metrics(updates: set[_Update]) -> list[object]:
    """Those of a window; whatever the order of its updates, since sums are exact and rounded once."""
    newest = max(updates)
    prices = [update.price for update in updates]
    count, total = Decimal(len(prices)), _added(prices)
    pressures = [update.pressure for update in updates if update.pressure is not None]
    volumes: dict[int, Decimal] = {}
    for update in updates:
        volumes[update.opened] = max(volumes.get(update.opened, Decimal(0)), update.quote_volume)
    squares = _added(_WIDE.multiply(price, price) for price in prices)
    spread = _WIDE.subtract(_WIDE.multiply(count, squares), _WIDE.multiply(total, total))
    return [
        float(_DIGITS.divide(total, count)),
        float(min(prices)),
        float(max(prices)),
        float(newest.price),
        float(_WIDE.sqrt(_WIDE.divide(spread, count * (count - 1)))) if count > 1 else None,
        float(_added(volumes.values())),
        float(_DIGITS.divide(_added(pressures), Decimal(len(pressures)))) if pressures else None,
        None if newest.pressure is None else float(newest.pressure),
        len(prices),
    ]


def _added(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    return total


def _exact(value: object) -> Decimal:
    """A number as it was written; -1 for none, which no volume is."""
    absent = value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))
    return Decimal(-1) if absent else Decimal(str(value))


def _millis(time: object) -> int:
    return moment(time).value // _NANOS  # type: ignore[arg-type]


def metrics_of_closed(candles: pd.DataFrame, window: str, interval: str) -> pd.DataFrame:
    """What closed candles alone, each of an interval, say of the windows in which they lie.

    The volume is missing where a candle of the window is. Where the slide is no multiple of the interval they are
    refused, as the consumer refuses them: a window would begin within a candle, whose part in it nobody knows.
    """
    size, slide = windows(window)
    if length(slide) % length(interval) != pd.Timedelta(0):
        raise CandlestreamError(
            f"Cannot make metrics of windows of {window} out of candles of {interval}: these have to lie within a"
            f" window, and windows begin each {slide}"
        )
    candles = candles.sort_index()
    last = pd.DatetimeIndex(candles.index).floor(frequency(slide))
    pressure = candles["taker_buy_quote_volume"] / candles["quote_volume"].where(candles["quote_volume"] > 0)
    told = pd.DataFrame(
        {"current_price": candles["close"], "total_usdt_volume": candles["quote_volume"], "current_sentiment": pressure}
    )
    before = [number * length(slide) for number in range(length(size) // length(slide))]
    # In the order of their candles within each window: the later a candle, the later the part that has it.
    within = pd.concat([told.set_axis(last - earlier, axis=0) for earlier in before])
    volumes = within["total_usdt_volume"].groupby(level=0)
    made = within[~within.index.duplicated(keep="last")].sort_index()
    made["total_usdt_volume"] = volumes.sum().where(volumes.count() * length(interval) == length(size))
    made.index.name = "timestamp"
    return made.reindex(columns=METRICS).astype("float64")


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({"ticks": "Int64"})
