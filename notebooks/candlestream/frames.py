"""What is asked of a frame of candles before something is made of it."""

from collections.abc import Callable

import pandas as pd

from candlestream.errors import CandlestreamError


def require_closed(candles: pd.DataFrame, what: str) -> None:
    """Refuses to make something of no candles, of open ones, and of an asset's that do not stand oldest first."""
    if candles.empty:
        raise CandlestreamError(f"Cannot make {what}: there are no candles (assets() tells when there are)")
    if not candles["is_closed"].all():
        raise CandlestreamError(f"Cannot make {what} of open candles: their values still change (closed_only=True)")
    times = candles.index
    if not is_of_several(candles) and not (times.is_monotonic_increasing and times.is_unique):
        raise CandlestreamError(
            f"Cannot make {what}: the candles are not in the order of their times, each once (sort_index() sorts them)"
        )


def is_of_several(candles: pd.DataFrame) -> bool:
    """Whether the candles are by asset and open time."""
    return "asset" in candles.index.names


def of_each(candles: pd.DataFrame, make: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    """What is made of each asset's candles by themselves, one asset under the other."""
    names = candles.index.unique("asset")
    frames = [make(candles.loc[name]) for name in names]
    return pd.concat(frames, keys=names, names=["asset"]) if frames else candles
