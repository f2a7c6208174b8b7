"""Judges a forecast of the next candle's return as it would have been made: on what was known then, fold after fold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd

from candlestream.errors import CandlestreamError
from candlestream.features import Floats, before

_BASIS_POINTS = 10_000
_LEVEL = 0.95
_LEAST_TO_LEARN_FROM = 50


class Model(Protocol):
    """What scikit-learn calls a regressor."""

    def fit(self, known: Any, target: Any) -> Any: ...

    def predict(self, known: Any) -> Any: ...


@dataclass(frozen=True)
class Fold:
    """Rows to learn from, and later rows to be judged on."""

    train: pd.DatetimeIndex
    test: pd.DatetimeIndex


@dataclass(frozen=True)
class Estimate:
    """A figure with the interval that holds it in 95 of 100 resamples."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.4f} [{self.low:.4f}, {self.high:.4f}]"


def next_return(log_return: pd.Series, candle: pd.Timedelta) -> pd.Series:
    """The target: the log return of the candle that follows, in basis points; missing where that candle is."""
    return before(log_return, -candle) * _BASIS_POINTS


def folds(times: pd.DatetimeIndex, count: int, purge: pd.Timedelta) -> list[Fold]:
    """Expanding windows: the first half of the rows is only learnt from, the rest is judged in equal parts.

    Rows less than purge before a part are left out of what is learnt: their targets and windows reach into it.
    """
    behind = len(times) // 2
    if behind < count or np.sum(times <= times[behind] - purge) < _LEAST_TO_LEARN_FROM:
        raise CandlestreamError(
            f"Cannot judge a forecast on {len(times)} rows: some hundreds, and better thousands, are needed"
            " (let the demo run on, or ./candlestream backfill)"
        )
    tests = np.array_split(np.arange(behind, len(times)), count)
    return [Fold(times[times <= times[test[0]] - purge], times[test]) for test in tests]


def walk_forward(make: Callable[[], Model], known: pd.DataFrame, target: pd.Series, parts: list[Fold]) -> pd.DataFrame:
    """The target and the forecast of a model that was fitted again for each fold, on the rows that are judged."""
    judged = []
    for number, fold in enumerate(parts):
        model = make().fit(known.loc[fold.train], target.loc[fold.train])
        forecast = model.predict(known.loc[fold.test])
        judged.append(
            pd.DataFrame({"target": target.loc[fold.test], "forecast": forecast, "fold": number}, index=fold.test)
        )
    return pd.concat(judged)


def skill(target: Floats, forecast: Floats) -> float:
    """How much smaller the squared error is than that of the forecast "nothing happens": 1 perfect, 0 no better."""
    return float(1 - np.sum((target - forecast) ** 2) / np.sum(target**2))


def hit_rate(target: Floats, forecast: Floats) -> float:
    """How often the direction was right, where there was one and one was forecast."""
    told = (target != 0) & (forecast != 0)
    return float(np.mean(np.sign(target[told]) == np.sign(forecast[told]))) if told.any() else float("nan")


def mean_absolute_error(target: Floats, forecast: Floats) -> float:
    return float(np.mean(np.abs(target - forecast)))


def gain_a_trade(target: Floats, forecast: Floats) -> float:
    """Basis points that a trade in the forecast's direction, held for one candle, gains before costs."""
    return float(np.mean(np.sign(forecast) * target))


def estimate(
    statistic: Callable[[Floats, Floats], float], judged: pd.DataFrame, block: int = 30, draws: int = 500, seed: int = 0
) -> Estimate:
    """The statistic and its interval, by a bootstrap of blocks: neighbours, which are alike, stay together."""
    target, forecast = judged["target"].to_numpy(), judged["forecast"].to_numpy()
    rows, random = len(judged), np.random.default_rng(seed)
    block = min(block, rows)
    starts = random.integers(0, rows - block + 1, size=(draws, -(-rows // block)))
    picks = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :rows]
    values = [statistic(target[pick], forecast[pick]) for pick in picks]
    low, high = np.nanquantile(values, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return Estimate(statistic(target, forecast), float(low), float(high))
