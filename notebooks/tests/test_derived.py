"""Features and metrics by their formulas once more in plain Python, candle for candle and update for update."""

import math
import random
import statistics
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

import candlestream as cs
from candlestream.correlation_formulas import CORRELATIONS
from candlestream.feature_formulas import FEATURES, WARM_UP
from candlestream.metric_formulas import METRICS, metrics_of_closed
from market import MINUTE, START, candles

NONE = math.nan


class Plain:
    """Features of the candles that open at whole minutes; NaN where one that is needed is not there."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.rows = {time.to_pydatetime(): row for time, row in frame.astype("float64").iterrows()}

    def window(self, time: pd.Timestamp, count: int, value: Callable[[pd.Timestamp], float]) -> list[float]:
        return [value(time - back * MINUTE) for back in range(count - 1, -1, -1)]

    def cell(self, name: str) -> Callable[[pd.Timestamp], float]:
        return lambda time: float(self.rows[time][name]) if time in self.rows else NONE

    def log_return(self, time: pd.Timestamp) -> float:
        close = self.cell("close")
        return math.log(close(time) / close(time - MINUTE))

    def at(self, time: pd.Timestamp) -> dict[str, float]:
        close, volume, high, low = map(self.cell, ("close", "volume", "high", "low"))
        now, before = close(time), close(time - MINUTE)
        returns = self.window(time, 20, self.log_return)
        closes = self.window(time, WARM_UP, close)
        volumes = self.window(time, 20, volume)
        ranges = [
            math.log(h / w) ** 2 for h, w in zip(self.window(time, 20, high), self.window(time, 20, low), strict=True)
        ]
        moves = [later - earlier for earlier, later in pairwise(closes)]
        reach = [
            max(high(t) - low(t), abs(high(t) - close(t - MINUTE)), abs(low(t) - close(t - MINUTE)))
            + 0 * close(t - MINUTE)
            for t in [time - back * MINUTE for back in range(WARM_UP - 2, -1, -1)]
        ]
        fast, slow = smoothed(closes, 12, 2 / 13), smoothed(closes, 26, 2 / 27)
        macd = [one - other for one, other in zip(fast[-len(slow) :], slow, strict=True)]
        gain = smoothed([max(move, 0.0) if move == move else move for move in moves], 14, 1 / 14)[-1]
        loss = smoothed([max(-move, 0.0) if move == move else move for move in moves], 14, 1 / 14)[-1]
        return {
            "price_change": now - before,
            "price_change_pct": 100 * (now - before) / before,
            "log_return": returns[-1],
            **{f"ma_{n}": sum(closes[-n:]) / n for n in (5, 10, 20)},
            "volatility_10": spread(returns[-10:]),
            "volume_ma_5": sum(volumes[-5:]) / 5,
            "volume_change_pct": 100 * divided(volume(time) - volume(time - MINUTE), volume(time - MINUTE)),
            **{f"momentum_{n}": 100 * (now / closes[-n - 1] - 1) + 0 * sum(closes[-n - 1 :]) for n in (5, 10)},
            "hl_spread": high(time) - low(time),
            "hl_spread_pct": 100 * (high(time) / low(time) - 1),
            "realised_volatility_20": math.sqrt(sum(one * one for one in returns)),
            "range_volatility_20": math.sqrt(sum(ranges) / (80 * math.log(2))),
            "vwap_20": divided(sum(self.window(time, 20, self.cell("quote_volume"))), sum(volumes)),
            "taker_imbalance": divided(2 * self.cell("taker_buy_volume")(time) - volume(time), volume(time)),
            "volume_zscore_20": divided(volume(time) - sum(volumes) / 20, spread(volumes)),
            "ema_12": fast[-1],
            "ema_26": slow[-1],
            "macd": macd[-1],
            "macd_signal": smoothed(macd, 9, 0.2)[-1],
            "rsi_14": 100 - 100 / (1 + divided(gain, loss)),
            "atr_14": smoothed(reach, 14, 1 / 14)[-1],
        }


def divided(value: float, by: float) -> float:
    return NONE if by == 0 else value / by


def spread(values: list[float]) -> float:
    return NONE if any(map(math.isnan, values)) else statistics.stdev(values)


def smoothed(values: list[float], period: int, share: float) -> list[float]:
    means = [sum(values[:period]) / period]
    for value in values[period:]:
        means.append(means[-1] * (1 - share) + value * share)
    return means


@pytest.mark.parametrize(("seed", "missing"), [(1, 0.0), (2, 0.003), (3, 0.1)])
def test_features_are_those_of_the_formulas(seed: int, missing: float) -> None:
    frame = candles(700, seed=seed, missing=missing)
    made = cs.features_of(frame)
    plain = Plain(frame)

    assert list(made.columns) == FEATURES
    assert made.index.equals(frame.index)
    for time, row in made.iterrows():
        for name, value in plain.at(time.to_pydatetime()).items():  # type: ignore[attr-defined]
            # A difference of prices near 100 keeps the last bits of both.
            assert row[name] == pytest.approx(value, rel=1e-12, abs=2e-12, nan_ok=True), f"{name} of {time}"


def test_nothing_of_the_future_counts() -> None:
    frame = candles(400, seed=4)
    other = frame.copy()
    other.iloc[300:, :3] *= 2

    pd.testing.assert_frame_equal(cs.features_of(frame).iloc[:300], cs.features_of(other).iloc[:300], check_exact=True)


def test_candles_off_the_grid_have_no_neighbours() -> None:
    frame = candles(30, seed=5)
    late = frame.iloc[[20]].set_axis(frame.index[[20]] + pd.Timedelta(seconds=14), axis=0)
    made = cs.features_of(pd.concat([frame.iloc[:20], late, frame.iloc[21:]]))

    assert made["hl_spread"].notna().all()
    assert made["log_return"].isna().to_numpy().nonzero()[0].tolist() == [0, 20, 21]


def test_candles_off_the_grid_that_follow_each_other_are_neighbours_as_in_java() -> None:
    frame = candles(11, seed=5).iloc[:10]
    late = pd.Timestamp("2018-02-09T09:43:14.789Z")
    frame.index = pd.DatetimeIndex(
        [late.floor("min") - MINUTE, *(late + number * MINUTE for number in range(5))]
        + [late.floor("min") + number * MINUTE for number in range(6, 10)],
        name="timestamp",
    )
    frame["close"] = [99.0, 100, 101, 103, 102, 106, 107, 107, 107, 107]
    made = cs.features_of(frame)

    assert list(made["price_change"].iloc[1:7].fillna(-99)) == [-99, 1, 2, -1, 4, -99]
    assert made["ma_5"].dropna().tolist() == [102.4]
    # What follows has to be the same there.
    alike = cs.correlations_of(frame, frame, 2)["beta"].notna()
    assert alike.to_numpy().nonzero()[0].tolist() == [3, 4, 5]


@pytest.mark.parametrize(("seed", "missing", "window"), [(9, 0.0, 60), (10, 0.01, 20), (11, 0.2, 2)])
def test_correlations_are_those_of_the_formulas(seed: int, missing: float, window: int) -> None:
    frame, reference = candles(400, seed=seed, missing=missing), candles(400, seed=seed + 20, missing=missing)
    made = cs.correlations_of(frame, reference, window)

    assert list(made.columns) == CORRELATIONS
    assert made.index.equals(frame.index)
    own, other = Plain(frame), Plain(reference)
    for time, row in made.iterrows():
        x = own.window(time.to_pydatetime(), window, own.log_return)  # type: ignore[attr-defined]
        y = other.window(time.to_pydatetime(), window, other.log_return)  # type: ignore[attr-defined]
        if any(map(math.isnan, x + y)):
            assert row.isna().all(), str(time)
        else:
            assert row["correlation"] == pytest.approx(statistics.correlation(x, y), rel=1e-9, abs=1e-9), str(time)
            assert row["beta"] == pytest.approx(statistics.linear_regression(y, x).slope, rel=1e-9), str(time)
    assert made["beta"].notna().sum() > 50


def test_a_price_that_rests_has_no_correlation() -> None:
    frame, reference = candles(100, seed=12), candles(100, seed=13)
    resting = frame.assign(close=100.0)

    beside = cs.correlations_of(resting, reference, 10).iloc[10:]
    assert beside["correlation"].isna().all()
    assert beside["beta"].eq(0).all()
    assert cs.correlations_of(reference, resting, 10).isna().all(axis=None)
    assert cs.correlations_of(frame, reference.iloc[:0], 10).isna().all(axis=None)
    with pytest.raises(cs.CandlestreamError, match="2 at least are needed"):
        cs.correlations_of(frame, reference, 1)


def test_correlations_know_nothing_of_the_future_and_break_off_the_grid() -> None:
    frame, reference = candles(200, seed=14), candles(200, seed=15)
    other = reference.copy()
    other.iloc[150:, :4] *= 2
    made = cs.correlations_of(frame, reference, 20)

    pd.testing.assert_frame_equal(made.iloc[:150], cs.correlations_of(frame, other, 20).iloc[:150], check_exact=True)
    late = reference.iloc[[100]].set_axis(reference.index[[100]] + pd.Timedelta(seconds=14), axis=0)
    broken = cs.correlations_of(frame, pd.concat([reference, late]).sort_index(), 20)
    assert (broken["beta"].isna() & made["beta"].notna()).to_numpy().nonzero()[0].tolist() == list(range(101, 121))


def test_metrics_are_those_of_all_updates_whatever_their_order() -> None:
    updates = _updates(random.Random(6))
    made = cs.metrics_of(pd.DataFrame(updates))

    assert list(made.columns) == METRICS
    assert len(made) == 5
    for number, (time, row) in enumerate(made.iterrows()):
        some = [update for update in updates if update["timestamp"] == time]
        assert time == pd.Timestamp(START) + number * MINUTE
        prices = [float(str(update["close"])) for update in some]
        shares = [_share(update) for update in some if update["quote_volume"]]
        assert row["avg_price"] == pytest.approx(statistics.fmean(prices), rel=1e-12)
        assert (row["min_price"], row["max_price"]) == (min(prices), max(prices))
        assert row["current_price"] == prices[-1]
        assert row["volatility"] == pytest.approx(statistics.stdev(prices), rel=1e-12)
        assert row["total_usdt_volume"] == float(str(some[-1]["quote_volume"]))
        assert row["avg_sentiment"] == pytest.approx(statistics.fmean(shares), rel=1e-12)
        assert row["current_sentiment"] == pytest.approx(shares[-1], rel=1e-12)
        assert row["ticks"] == len(some)

    twice = updates + [
        dict(update, event_time=update["event_time"] + MINUTE) for update in updates if update["is_closed"]
    ]
    random.Random(7).shuffle(twice)
    pd.testing.assert_frame_equal(cs.metrics_of(pd.DataFrame(twice + updates)), made, check_exact=True)


def test_metrics_of_windows_that_overlap_are_those_of_all_updates_within_each() -> None:
    updates = _updates(random.Random(6))
    made = cs.metrics_of(pd.DataFrame(updates), "3m/1m")

    assert made.index.tolist() == [pd.Timestamp(START) + number * MINUTE for number in range(-2, 5)]
    for time, row in made.iterrows():
        some = [update for update in updates if time <= update["timestamp"] < time + 3 * MINUTE]
        alone = cs.metrics_of(pd.DataFrame(some), "1m")
        assert row["ticks"] == alone["ticks"].sum()
        assert row["total_usdt_volume"] == pytest.approx(alone["total_usdt_volume"].sum(), rel=1e-12)
        assert row["max_price"] == alone["max_price"].max()
        assert row["current_price"] == alone["current_price"].iloc[-1]
    with pytest.raises(cs.CandlestreamError, match='windows of "5m/2m"'):
        cs.metrics_of(pd.DataFrame(updates), "5m/2m")


def _share(update: dict[str, Any]) -> float:
    return float(str(update["taker_buy_quote_volume"])) / float(str(update["quote_volume"]))


def _updates(of: random.Random) -> list[dict[str, Any]]:
    """Ten a minute; a candle begins without a trade, and its last update comes when it is over."""
    updates: list[dict[str, Any]] = []
    for minute in range(5):
        opened = pd.Timestamp(START) + minute * MINUTE
        volume = taken = Decimal(0)
        for number in range(10):
            if number:
                worth = Decimal(of.randrange(1, 10**10)).scaleb(-8)
                volume, taken = volume + worth, taken + worth * (number % 2)
            closing = number == 9
            updates.append(
                {
                    "timestamp": opened,
                    "close_time": opened + MINUTE - pd.Timedelta(milliseconds=1),
                    "event_time": opened
                    + (MINUTE + pd.Timedelta(milliseconds=700) if closing else number * pd.Timedelta(seconds=5)),
                    "is_closed": closing,
                    "last_trade_id": number or None,
                    "close": Decimal(of.randrange(6_000_000, 6_010_000)).scaleb(-2),
                    "quote_volume": volume,
                    "taker_buy_quote_volume": taken,
                }
            )
    return updates


def test_of_a_window_that_is_not_stored_candles_say_what_they_can() -> None:
    shares = [number / 10 for number in range(10)]
    frame = candles(10, seed=8).assign(volume=range(1, 11), quote_volume=range(100, 110))
    frame["taker_buy_quote_volume"] = frame["quote_volume"] * shares
    made = metrics_of_closed(frame, "5m", "1m")
    assert made["current_sentiment"].tolist() == pytest.approx([0.4, 0.9])

    assert made["total_usdt_volume"].tolist() == pytest.approx(
        [frame["quote_volume"].iloc[:5].sum(), frame["quote_volume"].iloc[5:].sum()]
    )
    assert made["current_price"].tolist() == frame["close"].iloc[[4, 9]].tolist()
    assert made["ticks"].isna().all()
    assert np.isnan(made["avg_price"]).all()

    each = metrics_of_closed(frame, "5m/1m", "1m")
    assert each.index.tolist() == [frame.index[0] + number * MINUTE for number in range(-4, 10)]
    assert each.loc[made.index, "total_usdt_volume"].tolist() == pytest.approx(made["total_usdt_volume"].tolist())
    assert each["total_usdt_volume"].notna().sum() == 6
    newest = [min(number, 9) for number in range(14)]
    assert each["current_sentiment"].tolist() == pytest.approx([shares[number] for number in newest])
    assert each["current_price"].tolist() == frame["close"].iloc[newest].tolist()
    pd.testing.assert_frame_equal(metrics_of_closed(frame.sample(frac=1, random_state=1), "5m/1m", "1m"), each)

    quiet = frame.copy()
    quiet.loc[quiet.index[4], "quote_volume"] = 0.0
    assert np.isnan(metrics_of_closed(quiet, "5m", "1m")["current_sentiment"]).tolist() == [True, False]
    unknown = frame.assign(quote_volume=[np.nan, *frame["quote_volume"].iloc[1:]])
    assert np.isnan(metrics_of_closed(unknown, "5m", "1m")["total_usdt_volume"]).tolist() == [True, False]
    for window, interval in (("5m/1m", "5m"), ("5m", "3m"), ("15m/5m", "3m")):
        refused = f"windows of {window} out of candles of {interval}: these have to lie within"
        with pytest.raises(cs.CandlestreamError, match=refused):
            metrics_of_closed(frame, window, interval)

    short = metrics_of_closed(frame.drop(frame.index[7]), "5m", "1m")
    assert np.isnan(short["total_usdt_volume"]).tolist() == [False, True]
    assert short["current_price"].tolist() == made["current_price"].tolist()
