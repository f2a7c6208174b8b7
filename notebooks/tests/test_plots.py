import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd

from candlestream import plots
from market import candles

mpl.use("Agg")


def gap(candles_of: pd.DataFrame, first: int, behind: int, state: str) -> tuple[pd.Timestamp, pd.Timestamp, str]:
    return candles_of.index[first], candles_of.index[behind], state


def test_a_chart_has_a_body_and_a_wick_for_each_candle_and_a_band_for_each_gap() -> None:
    some = candles(60, seed=1)
    gaps = pd.DataFrame(
        [gap(some, 5, 8, "healed"), gap(some, 20, 25, "empty")], columns=["from_time", "to_time", "state"]
    )

    figure = plots.chart(some, gaps, "bitcoin", "BTC")
    figure.canvas.draw()
    prices = figure.axes[0]

    assert len(prices.patches) == 60 + 2
    legend = prices.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["gap, healed", "gap, empty at the exchange"]
    assert figure.axes[1].get_xlabel() == "time (UTC)"
    plt.close(figure)


def test_colours_tell_up_from_down() -> None:
    some = candles(2, seed=1)
    some["close"] = some["open"] + [1, -1]
    figure, axes = plt.subplots()

    plots.candlesticks(axes, some)

    assert [mpl.colors.to_hex(body.get_facecolor()).upper() for body in axes.patches] == [plots.UP, plots.DOWN]
    plt.close(figure)
