"""Follows the newest candles: a query by key now and then."""

import time
from collections.abc import Iterator

import pandas as pd

from candlestream.candles import latest
from candlestream.connection import Connection


def follow(
    asset: str,
    count: int,
    *,
    window: int = 60,
    rewind: int = 0,
    patience: float = 30.0,
    poll: float = 1.0,
    connection: Connection | None = None,
) -> Iterator[pd.DataFrame]:
    """For each of the next count candles that close: the newest candles up to and with it.

    It begins with the newest rewind candles that have closed already, and ends early when none has closed for patience
    seconds, so that it ends on a table that does not move.

    :param window: how many candles each frame holds, as far as the table has them
    :param poll: seconds between two queries
    """
    candles = latest(asset, window + rewind, connection=connection)
    last = candles.index[-rewind - 1] if rewind < len(candles) else candles.index[0]
    waited_since = time.monotonic()
    while True:
        for closed in candles.index[candles.index > last]:
            yield candles.loc[:closed].tail(window)
            last, waited_since, count = closed, time.monotonic(), count - 1
            if count == 0:
                return
        if time.monotonic() - waited_since > patience:
            return
        time.sleep(poll)
        candles = latest(asset, window + rewind, connection=connection)
