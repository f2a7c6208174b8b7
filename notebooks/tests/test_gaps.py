import pandas as pd
import pytest

from candlestream.gaps import Completeness, slots
from candlestream.times import grid
from market import candles

COLUMNS = ["from_time", "to_time", "state"]


def test_each_open_time_is_stored_healed_empty_or_missing() -> None:
    whole = candles(10, seed=1)
    times = whole.index
    gaps = pd.DataFrame([(times[2], times[4], "healed"), (times[5], times[7], "empty")], columns=COLUMNS)

    states = slots(whole.drop(times[[5, 6, 8]]), gaps, pd.DatetimeIndex(times))

    assert list(states) == ["stored"] * 2 + ["healed"] * 2 + ["stored", "empty", "empty", "stored", "missing", "stored"]


def test_a_stored_candle_in_a_gap_that_was_called_empty_counts_as_stored() -> None:
    whole = candles(4, seed=1)
    gaps = pd.DataFrame([(whole.index[0], whole.index[2], "empty")], columns=COLUMNS)

    assert list(slots(whole, gaps, pd.DatetimeIndex(whole.index))) == ["stored"] * 4


def test_an_open_gap_is_missing() -> None:
    whole = candles(4, seed=1)
    gaps = pd.DataFrame([(whole.index[1], whole.index[2], "open")], columns=COLUMNS)

    assert list(slots(whole.drop(whole.index[1]), gaps, pd.DatetimeIndex(whole.index)))[1] == "missing"


def test_what_the_exchange_has_not_either_is_not_missed() -> None:
    none = grid("1m", pd.Timestamp("2026-03-01T00:00Z"), pd.Timestamp("2026-03-01T00:00Z"))
    some = Completeness(expected=200, stored=150, empty=30, missing=none)

    assert some.share == pytest.approx(0.9)
    assert str(some) == "90.0000% complete: 150 stored, 30 empty at the exchange as well, 0 missing, of 200"
    assert Completeness(0, 0, 0, none).share == 1
