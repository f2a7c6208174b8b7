import numpy as np
import pandas as pd
import pytest

import candlestream as cs
from candlestream.times import grid
from market import candles


def test_longer_candles_keep_open_high_low_close_and_mark_what_a_hole_touches() -> None:
    some = candles(90, seed=1)
    holed = some.drop(some.index[20:50])

    longer = cs.resample(holed, "15m")

    assert list(longer["candles"]) == [15, 5, 10, 15, 15]
    assert list(longer["is_complete"]) == [True, False, False, True, True]
    assert longer.index[2] == some.index[45], "the quarter of which nothing is there has no row"
    assert longer["open"].iloc[0] == some["open"].iloc[0]
    assert longer["close"].iloc[0] == some["close"].iloc[14]
    assert longer["high"].iloc[0] == some["high"].iloc[:15].max()
    assert longer["low"].iloc[0] == some["low"].iloc[:15].min()
    assert longer["volume"].iloc[0] == pytest.approx(some["volume"].iloc[:15].sum())
    assert longer["trades"].iloc[1] == 5


def test_what_a_candle_does_not_tell_is_no_zero_of_the_longer_one() -> None:
    some = candles(30, seed=1).assign(taker_buy_volume=np.nan)  # as of a table with the contract's columns alone
    some.loc[some.index[3], "quote_volume"] = np.nan
    some.loc[some.index[20], "trades"] = pd.NA

    longer = cs.resample(some, "15m")

    assert longer["taker_buy_volume"].isna().tolist() == [True, True]
    assert longer["quote_volume"].isna().tolist() == [True, False]
    assert longer["trades"].isna().tolist() == [False, True]
    assert longer["trades"].iloc[0] == 15
    assert list(longer["is_complete"]) == [True, True]
    assert longer["volume"].iloc[0] == pytest.approx(some["volume"].iloc[:15].sum())


def test_the_last_one_is_incomplete_until_all_its_candles_have_closed() -> None:
    some = candles(20, seed=1)
    some.loc[some.index[14], "is_closed"] = False

    longer = cs.resample(some, "15m")

    assert list(longer["is_closed"]) == [False, True]
    assert list(longer["is_complete"]) == [False, False]


def test_days_weeks_and_months_begin_where_the_exchange_has_them_begin() -> None:
    some = candles(3 * 1440, seed=1)  # from Sunday, 2026-03-01

    assert list(cs.resample(some, "1d")["is_complete"]) == [True, True, True]
    weeks = cs.resample(some, "1w")
    assert list(weeks.index) == [pd.Timestamp("2026-02-23T00:00Z"), pd.Timestamp("2026-03-02T00:00Z")]
    assert list(weeks["is_complete"]) == [False, False]
    months = cs.resample(some, "1M")
    assert list(months.index) == [pd.Timestamp("2026-03-01T00:00Z")]
    assert list(months["candles"]) == [3 * 1440]
    assert list(months["is_complete"]) == [False]


@pytest.mark.parametrize(("to", "days"), [("3d", 3), ("2d", 2), ("1w", 7)])
def test_several_days_begin_on_their_grid_wherever_the_candles_begin(to: str, days: int) -> None:
    begin = pd.Timestamp("1970-01-05T00:00Z" if to == "1w" else "1970-01-01T00:00Z")
    some = candles(12 * 1440, seed=1)
    for behind in (0, 300, 1440, 2880):
        longer = cs.resample(some.iloc[behind:], to)

        assert ((longer.index - begin) % pd.Timedelta(days=days) == pd.Timedelta(0)).all()
        assert (longer["is_complete"] == (longer["candles"] == days * 1440)).all()
        assert longer.index[longer["is_complete"]].isin(grid(to, some.index[0], some.index[-1])).all()


def test_each_asset_is_by_itself() -> None:
    both = pd.concat([candles(30, seed=1), candles(30, seed=2)], keys=["a", "b"], names=["asset"])

    longer = cs.resample(both, "15m")

    assert longer.index.names == ["asset", "timestamp"]
    pd.testing.assert_frame_equal(longer.xs("b"), cs.resample(candles(30, seed=2), "15m"), check_freq=False)


@pytest.mark.parametrize(("to", "interval"), [("7m", "5m"), ("1m", "5m"), ("1m", "1m"), ("15min", "1m"), ("2M", "1d")])
def test_what_does_not_fit_is_refused(to: str, interval: str) -> None:
    with pytest.raises(cs.CandlestreamError, match="Cannot"):
        cs.resample(candles(30, seed=1), to, interval)


def test_of_no_candles_none_are_made() -> None:
    assert cs.resample(candles(3, seed=1).iloc[:0], "15m").empty
