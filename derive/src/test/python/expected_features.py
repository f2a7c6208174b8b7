"""Writes expected-features.csv: the features of a made-up market by pandas, and by TA-Lib where it has them.

It shares no code with the Java classes that the file is to test. Needs numpy, pandas and TA-Lib:
python expected_features.py > ../resources/expected-features.csv
"""

import math

import numpy as np
import pandas as pd
import talib

CANDLES = 300
#: Rows of the file: the beginning, where values are missing, and what has 250 candles.
ROWS = [*range(26), *range(246, CANDLES, 4), CANDLES - 1]


def market() -> pd.DataFrame:
    """As the test makes it, by a generator of few words; the 12th candle has no volume, the price rests from the 14th on."""
    state = 1
    close = 10_000
    rows = []
    for i in range(CANDLES):
        draws = []
        for _ in range(5):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            draws.append(state // 65_536 % 1000)
        opened = close
        if not 13 <= i < 18:
            close += draws[0] - 499
        high = max(opened, close) + draws[1]
        low = min(opened, close) - draws[2]
        volume = 0 if i == 11 else draws[3] + 1
        taken = volume * draws[4] // 1000
        rows.append([v / 100 for v in (opened, high, low, close)] + [volume / 8, (high + low) / 200 * volume / 8, taken / 8])
    return pd.DataFrame(rows, columns=["open", "high", "low", "close", "volume", "quote", "taken"])


def smoothed(values: list[float], period: int, share: float) -> list[float]:
    means = [sum(values[:period]) / period]
    for value in values[period:]:
        means.append(means[-1] * (1 - share) + value * share)
    return means


def recursive(m: pd.DataFrame, last: int) -> dict[str, float]:
    """Over the 250 candles that end with last."""
    w = m.iloc[last - 249 : last + 1]
    close = w["close"].tolist()
    fast, slow = smoothed(close, 12, 2 / 13), smoothed(close, 26, 2 / 27)
    macd = [f - s for f, s in zip(fast[14:], slow, strict=True)]
    moves = np.diff(close)
    gain = smoothed(list(np.clip(moves, 0, None)), 14, 1 / 14)[-1]
    loss = smoothed(list(np.clip(-moves, 0, None)), 14, 1 / 14)[-1]
    before = w["close"].shift()
    ranges = pd.concat([w["high"] - w["low"], (w["high"] - before).abs(), (w["low"] - before).abs()], axis=1)
    return {
        "ema_12": fast[-1],
        "ema_26": slow[-1],
        "macd": macd[-1],
        "macd_signal": smoothed(macd, 9, 2 / 10)[-1],
        "rsi_14": 100 - 100 / (1 + gain / loss),
        "atr_14": smoothed(ranges.max(axis=1).tolist()[1:], 14, 1 / 14)[-1],
    }


def main() -> None:
    m = market()
    close, volume = m["close"], m["volume"]
    returns = np.log(close / close.shift())
    f = pd.DataFrame(
        {
            "price_change": close.diff(),
            "price_change_pct": close.pct_change() * 100,
            "log_return": returns,
            "ma_5": close.rolling(5).apply(math.fsum, raw=True) / 5,
            "ma_10": close.rolling(10).apply(math.fsum, raw=True) / 10,
            "ma_20": close.rolling(20).apply(math.fsum, raw=True) / 20,
            "volatility_10": returns.rolling(10).apply(lambda x: np.std(x, ddof=1), raw=True),
            "volume_ma_5": volume.rolling(5).apply(math.fsum, raw=True) / 5,
            "volume_change_pct": (volume / volume.shift().replace(0, np.nan) - 1) * 100,
            "momentum_5": (close / close.shift(5) - 1) * 100,
            "momentum_10": (close / close.shift(10) - 1) * 100,
            "hl_spread": m["high"] - m["low"],
            "hl_spread_pct": (m["high"] / m["low"] - 1) * 100,
            "realised_volatility_20": returns.rolling(20).apply(lambda x: math.sqrt(math.fsum(x * x)), raw=True),
            "range_volatility_20": np.sqrt(
                (np.log(m["high"] / m["low"]) ** 2).rolling(20).apply(math.fsum, raw=True) / 20 / 4 / math.log(2)
            ),
            "vwap_20": m["quote"].rolling(20).apply(math.fsum, raw=True)
            / volume.rolling(20).apply(math.fsum, raw=True),
            "taker_imbalance": (m["taken"] - (volume - m["taken"])) / volume.replace(0, np.nan),
            "volume_zscore_20": volume.rolling(20).apply(lambda x: (x[-1] - np.mean(x)) / np.std(x, ddof=1), raw=True),
        }
    )
    for i in range(249, CANDLES):
        for name, value in recursive(m, i).items():
            f.loc[i, name] = value
    c, h, low = (m[k].to_numpy() for k in ("close", "high", "low"))
    f["talib_ema_12"], f["talib_ema_26"] = talib.EMA(c, 12), talib.EMA(c, 26)
    f["talib_macd"], f["talib_macd_signal"], _ = talib.MACD(c, 12, 26, 9)
    f["talib_rsi_14"], f["talib_atr_14"] = talib.RSI(c, 14), talib.ATR(h, low, c, 14)
    print("index," + ",".join(f.columns))
    for i in ROWS:
        print(",".join([str(i), *("" if math.isnan(v) else repr(float(v)) for v in f.loc[i])]))


main()
