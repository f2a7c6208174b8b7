"""The consumer's features of closed candles, by the formulas in the Javadoc of Feature in derive/.

Sums are made in the same order, each freshly, so that the numbers are the same but for the last digit of a logarithm.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from candlestream.frames import is_of_several, of_each, require_closed
from candlestream.times import following

Floats = npt.NDArray[np.float64]

#: The features, in the order of their table; all are float64. Prices and their changes are in the quote asset, volumes
#: in the base asset.
FEATURES = [
    "price_change",
    "price_change_pct",
    "log_return",
    "ma_5",
    "ma_10",
    "ma_20",
    "volatility_10",
    "volume_ma_5",
    "volume_change_pct",
    "momentum_5",
    "momentum_10",
    "hl_spread",
    "hl_spread_pct",
    "realised_volatility_20",
    "range_volatility_20",
    "vwap_20",
    "taker_imbalance",
    "volume_zscore_20",
    "ema_12",
    "ema_26",
    "macd",
    "macd_signal",
    "rsi_14",
    "atr_14",
]
#: So many candles a recursive feature runs over, its own the last.
WARM_UP = 250
_FAST, _SLOW, _SIGNAL, _WILDER = 12, 26, 9, 14


def features_of(candles: pd.DataFrame, interval: str = "1m") -> pd.DataFrame:
    """The features of closed candles, a row for each; missing where a candle that one needs is not among them.

    Of several assets each is by itself.
    """
    require_closed(candles, "features")
    if is_of_several(candles):
        return of_each(candles, lambda own: features_of(own, interval))
    return _Features(candles, _runs(pd.DatetimeIndex(candles.index), interval)).frame()


def _runs(times: pd.DatetimeIndex, interval: str) -> npt.NDArray[np.int64]:
    """How many candles stand before each without a gap."""
    places = np.arange(len(times))
    begins = np.append(True, np.asarray(times[1:] != following(times[:-1], interval)))
    begun: npt.NDArray[np.int64] = np.maximum.accumulate(np.where(begins, places, 0))
    return places - begun


@dataclass(frozen=True)
class _Features:
    """The formulas, over candles one after another; whatever reaches across a gap is left out at the end."""

    candles: pd.DataFrame
    runs: npt.NDArray[np.int64]

    def frame(self) -> pd.DataFrame:
        close, volume = self._of("close"), self._of("volume")
        high, low = self._of("high"), self._of("low")
        taken = self._of("taker_buy_volume")
        returns = np.log(_quotient(close, _ago(close, 1)))
        ranges = np.log(_quotient(high, low))
        fast, slow = _ema(close, _FAST), _ema(close, _SLOW)
        made = {
            "price_change": close - _ago(close, 1),
            "price_change_pct": _percent(close, _ago(close, 1)),
            "log_return": returns,
            "ma_5": _mean(close, 5),
            "ma_10": _mean(close, 10),
            "ma_20": _mean(close, 20),
            "volatility_10": _deviation(returns, 10),
            "volume_ma_5": _mean(volume, 5),
            "volume_change_pct": _percent(volume, _ago(volume, 1)),
            "momentum_5": _percent(close, _ago(close, 5)),
            "momentum_10": _percent(close, _ago(close, 10)),
            "hl_spread": high - low,
            "hl_spread_pct": _percent(high, low),
            "realised_volatility_20": np.sqrt(_sum(returns * returns, 20)),
            "range_volatility_20": np.sqrt(_sum(ranges * ranges, 20) / (4 * 20 * np.log(2))),
            "vwap_20": _quotient(_sum(self._of("quote_volume"), 20), _sum(volume, 20)),
            "taker_imbalance": _quotient(2 * taken - volume, volume),
            "volume_zscore_20": _quotient(volume - _mean(volume, 20), _deviation(volume, 20)),
            "ema_12": fast,
            "ema_26": slow,
            "macd": fast - slow,
            "macd_signal": _macd_signal(close),
            "rsi_14": _rsi(close),
            "atr_14": _atr(high, low, close),
        }
        frame = pd.DataFrame(made, index=self.candles.index).replace([np.inf, -np.inf], np.nan)
        return pd.DataFrame({name: frame[name].where(self.runs >= reach) for name, reach in _REACHES.items()})

    def _of(self, column: str) -> Floats:
        return self.candles[column].to_numpy("float64", na_value=np.nan)


#: How many candles before its own each needs.
_REACHES = dict.fromkeys(FEATURES, WARM_UP - 1) | {
    "price_change": 1,
    "price_change_pct": 1,
    "log_return": 1,
    "ma_5": 4,
    "ma_10": 9,
    "ma_20": 19,
    "volatility_10": 10,
    "volume_ma_5": 4,
    "volume_change_pct": 1,
    "momentum_5": 5,
    "momentum_10": 10,
    "hl_spread": 0,
    "hl_spread_pct": 0,
    "realised_volatility_20": 20,
    "range_volatility_20": 19,
    "vwap_20": 19,
    "taker_imbalance": 0,
    "volume_zscore_20": 19,
}


def _ago(values: Floats, count: int) -> Floats:
    """The value so many rows before."""
    return np.concatenate([np.full(min(count, len(values)), np.nan), values[: max(0, len(values) - count)]])


def _quotient(value: Floats, by: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(by == 0, np.nan, value / by)


def _percent(value: Floats, before: Floats) -> Floats:
    return 100 * _quotient(value - before, before)


def _last(values: Floats, count: int) -> Iterator[Floats]:
    """The last so many values of each row, oldest first."""
    return (_ago(values, back) for back in range(count - 1, -1, -1))


def _sum(values: Floats, count: int) -> Floats:
    total: Floats = np.zeros(len(values))
    for value in _last(values, count):
        total = total + value
    return total


def _mean(values: Floats, count: int) -> Floats:
    return _sum(values, count) / count


def _deviation(values: Floats, count: int) -> Floats:
    """The standard deviation of a sample, in two passes."""
    mean = _mean(values, count)
    squares: Floats = np.zeros(len(values))
    for value in _last(values, count):
        squares = squares + (value - mean) * (value - mean)
    return np.sqrt(squares / (count - 1))


def _smoothed(mean: Floats, value: Floats, period: int) -> Floats:
    return mean + 2.0 / (period + 1) * (value - mean)


def _ema(values: Floats, period: int) -> Floats:
    """Over the warm-up, begun with the plain mean of its first values."""
    mean = _ago(_mean(values, period), WARM_UP - period)
    for value in _last(values, WARM_UP - period):
        mean = _smoothed(mean, value, period)
    return mean


def _macd_signal(close: Floats) -> Floats:
    behind = WARM_UP - _SLOW
    fast = _ago(_mean(close, _FAST), WARM_UP - _FAST)
    for back in range(WARM_UP - _FAST - 1, behind - 1, -1):
        fast = _smoothed(fast, _ago(close, back), _FAST)
    slow = _ago(_mean(close, _SLOW), behind)
    total: Floats = fast - slow
    mean: Floats = np.full(len(close), np.nan)
    for number, value in enumerate(_last(close, behind), 1):
        fast, slow = _smoothed(fast, value, _FAST), _smoothed(slow, value, _SLOW)
        if number < _SIGNAL:
            total = total + (fast - slow)
            mean = total / _SIGNAL
        else:
            mean = _smoothed(mean, fast - slow, _SIGNAL)
    return mean


def _wilder(values: Floats) -> Floats:
    """The plain mean of the first values of the warm-up as it grows, then a share of each new one."""
    mean: Floats = np.zeros(len(values))
    for seen, value in enumerate(_last(values, WARM_UP - 1), 1):
        mean = mean + (value - mean) / min(seen, _WILDER)
    return mean


def _rsi(close: Floats) -> Floats:
    change = close - _ago(close, 1)
    gain = _wilder(np.where(np.isnan(change), np.nan, np.maximum(change, 0)))
    loss = _wilder(np.where(np.isnan(change), np.nan, np.maximum(-change, 0)))
    return _quotient(100 * gain, gain + loss)


def _atr(high: Floats, low: Floats, close: Floats) -> Floats:
    before = _ago(close, 1)
    return _wilder(np.maximum(high, before) - np.minimum(low, before))
