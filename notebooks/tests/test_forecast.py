import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from candlestream import CandlestreamError
from candlestream.features import features
from candlestream.forecast import Floats, estimate, folds, gain_a_trade, hit_rate, next_return, skill, walk_forward
from market import candles

MINUTE = pd.Timedelta(minutes=1)
PURGE = 21 * MINUTE
TIMES = pd.DatetimeIndex(candles(300, seed=1).index)
SEED = 20_261_120


def noise(rows: int, seed: int = SEED) -> Floats:
    return np.random.default_rng(seed).normal(size=rows)


def test_the_target_is_the_return_of_the_following_candle() -> None:
    returns = features(candles(50, seed=2, missing=0.1))["log_return"]

    target = next_return(returns, MINUTE)

    for time, value in target.items():
        following = returns.get(time + MINUTE, np.nan)
        assert value == pytest.approx(following * 10_000, nan_ok=True)


def test_no_fold_learns_from_what_its_test_rows_know() -> None:
    parts = folds(TIMES, 5, PURGE)

    assert [time for part in parts for time in part.test] == list(TIMES[150:])
    for part in parts:
        assert part.train[-1] == part.test[0] - PURGE
        assert part.train[0] == TIMES[0]


@pytest.mark.parametrize("rows", [0, 9, 138])
def test_too_few_rows_are_refused_with_the_way_out(rows: int) -> None:
    with pytest.raises(CandlestreamError, match="backfill"):
        folds(TIMES[:rows], 5, PURGE)


def test_a_forecast_that_knows_has_skill_and_one_that_guesses_has_none() -> None:
    known = pd.DataFrame({"x": noise(len(TIMES))}, index=TIMES)
    target = 3 * known["x"] + 0.1 * pd.Series(noise(len(TIMES), 2), index=TIMES)
    unrelated = pd.Series(noise(len(TIMES), 3), index=TIMES)
    parts = folds(TIMES, 5, PURGE)

    knowing = estimate(skill, walk_forward(LinearRegression, known, target, parts))
    guessing = estimate(skill, walk_forward(LinearRegression, known, unrelated, parts))

    assert knowing.low > 0.99
    assert guessing.low < 0.02
    assert guessing.low < guessing.value < guessing.high


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    def mean(target: Floats, _: Floats) -> float:
        return float(np.mean(target))

    held = 0
    for seed in range(100):
        target = noise(400, seed)
        found = estimate(mean, pd.DataFrame({"target": target, "forecast": target}), block=10, draws=200)
        held += found.low <= 0 <= found.high

    assert 85 <= held <= 99, f"{held} of 100 intervals hold the true mean"


def test_measures_of_direction() -> None:
    target, forecast = np.array([1.0, -2.0, 3.0, 0.0]), np.array([2.0, 1.0, 0.5, 1.0])

    assert hit_rate(target, forecast) == pytest.approx(2 / 3)
    assert gain_a_trade(target, forecast) == pytest.approx((1 - 2 + 3) / 4)
    assert skill(target, target) == 1
    assert skill(target, np.zeros(4)) == 0
