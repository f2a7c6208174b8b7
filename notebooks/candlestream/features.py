"""Features of closed candles, on windows of time.

A window of rows would silently reach across a gap: the fifth row before may be five hours old. Here candles are first
laid on the grid of their interval, so that a hole is a row of missing values, and a window is a stretch of time that
counts the candles in it. What a gap touches is missing, never wrong.
"""

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

from candlestream.errors import CandlestreamError
from candlestream.frames import is_of_several, of_each, require_closed
from candlestream.times import grid, length

#: The windows, in minutes.
WINDOWS = (5, 10, 20)
#: Of a return, in standard deviations.
_FAR = 4
#: How many standard errors are no chance.
_SURE = 4
_MINUTE = pd.Timedelta(minutes=1)
#: Bounds what windows of a long stretch take of memory.
_ROWS_AT_A_TIME = 10_000

Floats = npt.NDArray[np.float64]


def features(candles: pd.DataFrame, interval: str = "1m", coverage: float = 1.0) -> pd.DataFrame:
    """All features, one row for each open time from the first to the last candle, in gaps as well.

    A window counts the candles that closed in the time up to and with the row's own. It has a value where at least the
    share coverage of its candles is there. Of several assets each is by itself.
    """
    require_closed(candles, "features")
    if is_of_several(candles):
        return of_each(candles, lambda own: features(own, interval, coverage))
    on = on_grid(candles, interval)
    candle = length(interval)
    close, volume = on["close"], on["volume"]
    columns = {"log_return": pd.Series(np.log(close / before(close, candle)), index=on.index)}
    for minutes in WINDOWS:
        window = Window(minutes, candle, coverage)
        columns[f"price_{minutes}min_avg"] = window.over(close, np.nanmean)
        columns[f"momentum_{minutes}min"] = close / before(close, minutes * _MINUTE) - 1
        columns[f"volatility_{minutes}min"] = window.over(columns["log_return"], deviation)
    short = Window(WINDOWS[0], candle, coverage)
    bought = on["taker_buy_volume"]
    columns["price_volatility"] = short.over(close, deviation)
    columns["volume_5min_avg"] = short.over(volume, np.nanmean)
    columns["high_low_spread"] = (on["high"] - on["low"]) / close
    columns["taker_buy_share"] = share(bought, volume)
    columns["taker_buy_share_5min"] = share(short.over(bought, np.nansum), short.over(volume, np.nansum))
    columns["volume_change"] = share(volume, before(volume, candle)) - 1
    return pd.DataFrame(columns)


def on_grid(candles: pd.DataFrame, interval: str = "1m") -> pd.DataFrame:
    """The candles with a row for every open time between the first and the last: missing values where there is none."""
    require_closed(candles, "features")
    return candles.reindex(grid(interval, candles.index[0], candles.index[-1] + length(interval)))


def holes(on: pd.DataFrame) -> pd.DataFrame:
    """The stretches of a grid without a candle, oldest first: from_time until before to_time."""
    missing = on["close"].isna()
    runs = (missing != missing.shift()).cumsum()[missing]
    step = on.index[1] - on.index[0] if len(on) > 1 else pd.Timedelta(0)
    spans = [(run.index[0], run.index[-1] + step) for _, run in runs.groupby(runs)]
    return pd.DataFrame(spans, columns=["from_time", "to_time"])


def tails(returns: pd.Series) -> str:
    """A sentence on the tails of the returns, by their excess kurtosis, of which a bell has 0."""
    kurtosis = float(returns.astype("float64").kurt())  # type: ignore[arg-type]
    far = float((returns.sub(returns.mean()).abs() > _FAR * returns.std()).mean())
    error = math.sqrt(24 / len(returns)) if len(returns) else math.nan
    if not kurtosis > _SURE * error:
        return f"Hardly told from a bell: excess kurtosis {kurtosis:.1f}, where chance alone makes {error:.1f}."
    return (
        f"Heavier tails than a bell's: excess kurtosis {kurtosis:.1f}, and {far:.2%} of the candles move by more than"
        f" {_FAR} standard deviations (of a bell's 0.01%)."
    )


def before(values: pd.Series, ago: pd.Timedelta) -> pd.Series:
    """The value that long ago by the clock; missing where there was none."""
    return values.shift(freq=ago).reindex(values.index)


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """The quotient; missing where there is nothing to divide by."""
    return part / whole.where(whole != 0)


class Window:
    """A stretch of time that ends with each row of the grid, and how many candles it needs for a value.

    Each is computed from its own values. pandas updates a running sum instead, and its error stays: at prices of
    100,000 the deviation of quiet minutes came out wrong in the fifth digit.
    """

    def __init__(self, minutes: int, candle: pd.Timedelta, coverage: float) -> None:
        self._slots = int(minutes * _MINUTE / candle)
        if self._slots < 2:
            raise CandlestreamError(
                f"Cannot make windows of {minutes} minutes of candles of {candle}: take shorter candles"
            )
        if not 0 < coverage <= 1:
            raise CandlestreamError(f"Cannot use coverage {coverage}: a share above 0, at most 1, is needed")
        self._needed = max(2, math.ceil(self._slots * coverage))

    def over(self, values: pd.Series, statistic: Callable[..., Floats]) -> pd.Series:
        """The statistic of each window's values, such as numpy.nanmean."""
        windows = sliding_window_view(np.append(np.full(self._slots - 1, np.nan), values.to_numpy()), self._slots)
        starts = range(0, len(windows), _ROWS_AT_A_TIME)
        made = [self._of(windows[start : start + _ROWS_AT_A_TIME], statistic) for start in starts]
        return pd.Series(np.concatenate(made), index=values.index)

    def _of(self, windows: Floats, statistic: Callable[..., Floats]) -> Floats:
        enough = np.count_nonzero(~np.isnan(windows), axis=1) >= self._needed
        made = np.full(len(windows), np.nan)
        made[enough] = statistic(windows[enough], axis=1)
        return made


def deviation(windows: Floats, axis: int) -> Floats:
    """The standard deviation of a sample."""
    return np.asarray(np.nanstd(windows, axis=axis, ddof=1))
