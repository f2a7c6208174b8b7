"""Made-up candles: a seeded walk, with holes."""

import random
from datetime import UTC, datetime, timedelta

import pandas as pd

START = datetime(2026, 3, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def candles(count: int, seed: int, missing: float = 0.0) -> pd.DataFrame:
    """Closed candles of a minute, each left out with the probability missing, but neither the first nor the last."""
    random_of = random.Random(seed)
    price, rows = 100.0, {}
    for minute in range(count):
        opened, price = price, price * (1 + random_of.gauss(0, 0.001))
        if 0 < minute < count - 1 and random_of.random() < missing:
            continue
        volume = random_of.choice([0.0, random_of.uniform(1, 50)])
        rows[START + minute * MINUTE] = {
            "open": opened,
            "high": max(opened, price) * 1.0005,
            "low": min(opened, price) * 0.9995,
            "close": price,
            "volume": volume,
            "quote_volume": volume * price,
            "taker_buy_volume": volume * random_of.random(),
            "taker_buy_quote_volume": 0.0,
            "trades": 1,
            "is_closed": True,
        }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index = pd.DatetimeIndex(frame.index, name="timestamp").as_unit("ns")
    return frame.astype({"trades": "Int64", "is_closed": "boolean"})
