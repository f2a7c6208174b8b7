import math
import statistics
from collections.abc import Callable
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candlestream import CandlestreamError, correlations_of, features_of
from candlestream.features import WINDOWS, features, holes, on_grid, tails
from market import MINUTE, START, candles

Values = dict[datetime, dict[str, float]]


def expected(stored: Values, time: datetime) -> dict[str, float]:
    """The features of one minute in plain Python, NaN where one of the minutes that it needs is missing."""

    def at(column: str, minutes_ago: int = 0) -> float:
        return stored[time - minutes_ago * MINUTE][column]

    def last(column: str, minutes: int) -> list[float]:
        return [at(column, ago) for ago in range(minutes)]

    def log_return(ago: int = 0) -> float:
        return math.log(at("close", ago) / at("close", ago + 1))

    formulas: dict[str, Callable[[], float]] = {
        "log_return": log_return,
        "price_volatility": lambda: statistics.stdev(last("close", 5)),
        "volume_5min_avg": lambda: statistics.fmean(last("volume", 5)),
        "high_low_spread": lambda: (at("high") - at("low")) / at("close"),
        "taker_buy_share": lambda: at("taker_buy_volume") / at("volume"),
        "taker_buy_share_5min": lambda: sum(last("taker_buy_volume", 5)) / sum(last("volume", 5)),
        "volume_change": lambda: at("volume") / at("volume", 1) - 1,
    }
    for n in WINDOWS:
        formulas[f"price_{n}min_avg"] = lambda n=n: statistics.fmean(last("close", n))
        formulas[f"momentum_{n}min"] = lambda n=n: at("close") / at("close", n) - 1
        formulas[f"volatility_{n}min"] = lambda n=n: statistics.stdev(log_return(ago) for ago in range(n))
    return {name: value_of(formula) for name, formula in formulas.items()}


def value_of(formula: Callable[[], float]) -> float:
    try:
        return formula()
    except (KeyError, ZeroDivisionError):
        return math.nan


@given(seed=st.integers(0, 2**32), missing=st.sampled_from([0.0, 0.02, 0.2]))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_every_feature_is_what_plain_loops_over_the_stored_minutes_make(seed: int, missing: float) -> None:
    stored = candles(120, seed, missing)
    by_minute: Values = {time: {name: float(value) for name, value in row.items()} for time, row in stored.iterrows()}

    made = features(stored)

    assert list(made.index) == [START + minute * MINUTE for minute in range(120)]
    for time, row in made.iterrows():
        assert dict(row) == pytest.approx(expected(by_minute, time), rel=1e-6, abs=1e-9, nan_ok=True)


def test_a_gap_makes_every_window_that_it_touches_missing_and_no_other() -> None:
    whole = candles(60, seed=1)
    holed = whole.drop(whole.index[30])

    averages = features(holed)["price_5min_avg"]

    assert list(averages.index[averages.isna()]) == list(whole.index[:4]) + list(whole.index[30:35])
    pd.testing.assert_series_equal(averages.dropna(), features(whole)["price_5min_avg"][averages.notna()])


def test_coverage_says_how_much_of_a_window_may_be_missing() -> None:
    whole = candles(60, seed=1)
    holed = whole.drop(whole.index[30])

    averages = features(holed, coverage=0.8)["price_5min_avg"]

    assert list(averages.index[averages.isna()]) == list(whole.index[:3])


def test_rows_of_ten_windows_never_reach_across_a_halt_of_hours() -> None:
    whole = candles(400, seed=3)
    halted = whole.drop(whole.index[100:384])

    made = features(halted)

    assert made["momentum_20min"].iloc[100:].isna().all()
    assert made["price_10min_avg"].iloc[384:393].isna().all()
    assert made["price_10min_avg"].iloc[393:].notna().all()


def test_open_candles_are_refused() -> None:
    still_open = candles(30, seed=1)
    still_open.iloc[-1, still_open.columns.get_loc("is_closed")] = False

    with pytest.raises(CandlestreamError, match="closed_only=True"):
        features(still_open)


MAKERS: list[Callable[[pd.DataFrame], pd.DataFrame]] = [
    features,
    features_of,
    lambda frame: correlations_of(frame, candles(300, seed=3), 20),
]


@pytest.mark.parametrize("make", MAKERS)
def test_of_several_assets_each_is_by_itself(make: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    assets = {"b": candles(300, seed=1, missing=0.01), "a": candles(300, seed=2)}

    made = make(pd.concat(assets, names=["asset"]))

    assert made.index.names == ["asset", "timestamp"]
    assert list(made.index.unique("asset")) == ["b", "a"]
    for name, own in assets.items():
        pd.testing.assert_frame_equal(made.loc[name], make(own), check_freq=False)


@pytest.mark.parametrize("make", MAKERS)
def test_candles_out_of_order_or_twice_are_refused_as_are_none(make: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    some = candles(30, seed=1)
    for wrong in (some[::-1], pd.concat([some, some.tail(1)]), pd.concat({"a": some[::-1]}, names=["asset"])):
        with pytest.raises(CandlestreamError, match=r"not in the order of their times, each once .sort_index"):
            make(wrong)
    with pytest.raises(CandlestreamError, match="there are no candles"):
        make(pd.concat({"a": some.iloc[:0]}, names=["asset"]))


def test_a_reference_is_one_asset_in_order() -> None:
    some = candles(30, seed=1)
    with pytest.raises(CandlestreamError, match=r"reference has to be one asset .reference.loc"):
        correlations_of(some, pd.concat({"a": some}, names=["asset"]))
    with pytest.raises(CandlestreamError, match="order of their times"):
        correlations_of(some, some[::-1])


@pytest.mark.parametrize(("interval", "coverage", "words"), [("5m", 1.0, "shorter candles"), ("1m", 0.0, "coverage 0")])
def test_windows_that_mean_nothing_are_refused(interval: str, coverage: float, words: str) -> None:
    with pytest.raises(CandlestreamError, match=words):
        features(candles(30, seed=1), interval, coverage)


def test_holes_are_the_stretches_without_a_candle_and_only_those() -> None:
    whole = candles(60, seed=1)
    times = whole.index

    assert holes(on_grid(whole)).empty
    found = holes(on_grid(whole.drop(times[[5, 20, 21, 22]])))

    assert list(found["from_time"]) == [times[5], times[20]]
    assert list(found["to_time"]) == [times[6], times[23]]


def test_tails_are_called_heavy_only_where_they_are() -> None:
    random = np.random.default_rng(1)

    assert tails(pd.Series(random.normal(size=5_000))).startswith("Hardly told from a bell")
    assert tails(pd.Series(random.standard_t(3, size=5_000))).startswith("Heavier tails than a bell's")
