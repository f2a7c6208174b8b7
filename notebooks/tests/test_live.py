"""Following candles as they close, in whatever steps the table shows them."""

from collections.abc import Callable

import pandas as pd
import pytest

from candlestream import live
from market import candles

Show = Callable[..., list[float]]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Lets a table have so many closed candles at first, and so many more after each sleep; gives when that was."""

    def shown(*counts: int) -> list[float]:
        some, now = candles(counts[-1], seed=1), [0.0]
        steps = list(counts)

        def sleep(seconds: float) -> None:
            now[0] += seconds
            if len(steps) > 1:
                steps.pop(0)

        monkeypatch.setattr(live, "latest", lambda _, count, **__: some.iloc[: steps[0]].tail(count))
        monkeypatch.setattr(live, "opened", lambda connection: connection)
        monkeypatch.setattr(live, "pair", lambda *_: ("BTCUSDT", "1m"))
        monkeypatch.setattr(live.time, "sleep", sleep)
        monkeypatch.setattr(live.time, "monotonic", lambda: now[0])
        return now

    return shown


@pytest.mark.parametrize(("rewind", "window"), [(0, 60), (3, 60), (70, 60), (2, 1)])
def test_of_many_that_close_between_two_queries_each_is_given_with_its_whole_window(
    show: Show, rewind: int, window: int
) -> None:
    show(200, 290, 290, 291, 500)
    every = candles(500, seed=1)

    frames = list(live.follow("bitcoin", 130 + rewind, rewind=rewind, window=window))

    for number, frame in enumerate(frames, 201 - rewind):
        pd.testing.assert_frame_equal(frame, every.iloc[number - window : number], check_freq=False)
    assert len(frames) == 130 + rewind


def test_of_an_asset_whose_first_candle_has_not_closed_it_is_waited_for(show: Show) -> None:
    show(0, 0, 1, 3)

    assert list(map(len, live.follow("bitcoin", 3))) == [1, 2, 3]
    show(2)
    assert list(map(len, live.follow("bitcoin", 2, rewind=5))) == [1, 2]


def test_the_next_candle_is_waited_for_longer_than_one_lasts_and_not_for_ever(show: Show) -> None:
    now = show(*[100] * 60, *[101] * 60, 102)

    assert len(list(live.follow("bitcoin", 10))) == 2
    assert now[0] == pytest.approx(120 + 90, abs=2)
    now = show(100)
    assert list(live.follow("bitcoin", 10, patience=5)) == []
    assert now[0] == pytest.approx(5, abs=2)
