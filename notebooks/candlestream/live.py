"""Follows the newest candles: a query by key now and then."""

import time
from collections.abc import Iterator

import pandas as pd

from candlestream.candles import latest
from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.gaps import pair
from candlestream.times import length

_BEFORE_ALL = pd.Timestamp(0, tz="UTC")
#: Seconds; candles of a second may come late.
_LEAST_PATIENCE = 30.0


def follow(
    asset: str,
    count: int,
    *,
    window: int = 60,
    rewind: int = 0,
    patience: float | None = None,
    poll: float = 1.0,
    connection: Connection | None = None,
) -> Iterator[pd.DataFrame]:
    """For each of the next count candles that close: the newest candles up to and with it.

    It begins with the newest rewind candles that have closed already, and ends early when none has closed for patience
    seconds, so that it ends on a table that does not move.

    :param window: how many candles each frame holds, as far as the table has them
    :param patience: None for 1.5 times the interval, and 30 seconds at least
    :param poll: seconds between two queries
    """
    source = opened(connection)
    wait = _patience(asset, source) if patience is None else patience
    newest = latest(asset, rewind + 1, connection=source).index
    last = newest[0] if len(newest) > rewind else _BEFORE_ALL
    waited_since = time.monotonic()
    while True:
        candles = _since(last, asset, window, source)
        for closed in candles.index[candles.index > last]:
            yield candles.loc[:closed].tail(window)
            last, waited_since, count = closed, time.monotonic(), count - 1
            if count == 0:
                return
        if time.monotonic() - waited_since > wait:
            return
        time.sleep(poll)


def _patience(asset: str, source: Connection) -> float:
    interval = pair(asset, source)[1] or "1m"
    longest = length("31d" if interval.endswith("M") else interval)
    return max(_LEAST_PATIENCE, 1.5 * longest.total_seconds())


def _since(last: pd.Timestamp, asset: str, window: int, source: Connection) -> pd.DataFrame:
    """The closed candles after a time, and as many before them as a window holds."""
    count = window + 1
    while True:
        candles = latest(asset, count, connection=source)
        if len(candles) < count or (candles.index <= last).sum() >= window:
            return candles
        count *= 2
