"""The consumer's correlations of closed candles, by the formulas in the Javadoc of PairFeature in derive/.

Sums are made in the same order, each freshly, so that the numbers are the same but for the last digits of a logarithm.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

from candlestream.errors import CandlestreamError
from candlestream.frames import is_of_several, of_each, require_closed
from candlestream.times import following

Floats = npt.NDArray[np.float64]

#: What is made of two assets, in the order of their table; all are float64.
CORRELATIONS = ["correlation", "beta"]
#: How many log returns are compared, as the consumer has it.
RETURNS = 60
#: A window of fewer returns has no deviation.
_LEAST = 2
#: Bounds what windows of a long stretch take of memory.
_ROWS_AT_A_TIME = 10_000


def correlations_of(
    candles: pd.DataFrame, reference: pd.DataFrame, window: int = RETURNS, interval: str = "1m"
) -> pd.DataFrame:
    """Correlation and beta of closed candles with those of a reference, over the last log returns of both.

    There is a row for each candle; the values are missing where a candle of either that they need is, and where the
    formula would divide by 0. Of several assets each is by itself.
    """
    require_closed(candles, "correlations")
    if is_of_several(reference):
        raise CandlestreamError(
            'Cannot make correlations: the reference has to be one asset (reference.loc["bitcoin"])'
        )
    if not reference.empty:
        require_closed(reference, "correlations")
    if window < _LEAST:
        raise CandlestreamError(f"Cannot make correlations over {window} returns: {_LEAST} at least are needed")
    if is_of_several(candles):
        return of_each(candles, lambda own: correlations_of(own, reference, window, interval))
    # One candle, of whichever, that is not where the other's is breaks a window, as one off the grid does.
    times = pd.DatetimeIndex(candles.index.union(reference.index))
    x, y = _returns(candles, times), _returns(reference, times)
    follows = np.append(False, np.asarray(times[1:] == following(times[:-1], interval)))
    whole = follows & ~np.isnan(x) & ~np.isnan(y)
    made = np.full((len(times), len(CORRELATIONS)), np.nan)
    for start in range(window, len(times), _ROWS_AT_A_TIME):
        end = min(start + _ROWS_AT_A_TIME, len(times))
        part = slice(start - window + 1, end)
        kept = sliding_window_view(whole[part], window).all(axis=1)
        made[start:end][kept] = _made(
            sliding_window_view(x[part], window)[kept], sliding_window_view(y[part], window)[kept]
        )
    return pd.DataFrame(made, index=times, columns=CORRELATIONS).loc[candles.index].rename_axis("timestamp")


def _returns(candles: pd.DataFrame, times: pd.Index) -> Floats:
    """The log return of each time; missing where there is no candle then, or none at the time before."""
    close = candles["close"].reindex(times).to_numpy("float64", na_value=np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = np.where(close[:-1] == 0, np.nan, close[1:] / close[:-1])
        return np.append(np.nan, np.log(quotient))


def _made(x: Floats, y: Floats) -> Floats:
    """Means first, then the deviations from them, each summed oldest first."""
    count = x.shape[1]
    from_x = x - (_sum(x) / count)[:, None]
    from_y = y - (_sum(y) / count)[:, None]
    products, of_x, of_y = (_sum(some) / (count - 1) for some in (from_x * from_y, from_x * from_x, from_y * from_y))
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = np.where(of_x * of_y == 0, np.nan, products / (np.sqrt(of_x) * np.sqrt(of_y)))
        beta = np.where(of_y == 0, np.nan, products / of_y)
    made = np.stack([correlation, beta], axis=1)
    return np.where(np.isfinite(made), made, np.nan)


def _sum(windows: Floats) -> Floats:
    total: Floats = np.zeros(len(windows))
    for column in windows.T:
        total = total + column
    return total
