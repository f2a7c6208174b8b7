"""Pictures of candles: time in UTC, in colours that everybody can tell apart (Okabe and Ito's)."""

from typing import Any

import matplotlib.dates as dates
import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

UP, DOWN = "#0072B2", "#D55E00"
LINES = ["#000000", "#E69F00", "#009E73", "#CC79A7"]
#: How a gap is shaded, by its state; the hatching tells them apart in grey as well.
_SHADES: dict[str, dict[str, Any]] = {
    "healed": {"facecolor": "#56B4E9", "alpha": 0.25},
    "empty": {"facecolor": "#999999", "alpha": 0.35, "hatch": "////"},
    "open": {"facecolor": "#F0E442", "alpha": 0.45, "hatch": "...."},
}
#: Colour and name of each status of a day.
_DAYS = {
    "certified": ("#0072B2", "certified"),
    "whole": ("#009E73", "whole"),
    "healed": ("#56B4E9", "healed"),
    "hole": ("#D55E00", "a hole"),
    "no_data": ("#DDDDDD", "no data"),
}
_LEGENDS = {"healed": "gap, healed", "empty": "gap, empty at the exchange", "open": "gap, open"}


def chart(candles: pd.DataFrame, gaps: pd.DataFrame, title: str, coin: str) -> Figure:
    """Candlesticks above, volume below, gaps shaded in both."""
    figure, (prices, volumes) = plt.subplots(
        2, 1, figsize=(11, 6), sharex=True, height_ratios=[3, 1], layout="constrained"
    )
    candlesticks(prices, candles)
    volume(volumes, candles)
    prices.set(title=title, ylabel="price (quote currency)")
    prices.yaxis.set_major_formatter("{x:,.10g}")
    volumes.set(ylabel=f"volume ({coin})")
    shade(volumes, gaps, legend=False)
    shade(prices, gaps)
    utc(volumes)
    return figure


def candlesticks(axes: Axes, candles: pd.DataFrame) -> None:
    """A body from open to close, a wick from low to high, centred in the candle's time."""
    axes.use_sticky_edges = False  # or the lowest body would stand on the frame
    middle, width = _slots(candles)
    colours = _colours(candles)
    axes.vlines(middle, candles["low"], candles["high"], colors=colours, linewidth=0.8)
    bottom = candles[["open", "close"]].min(axis=1)
    height = (candles["close"] - candles["open"]).abs()
    axes.bar(middle, height, 0.7 * width, bottom, color=colours, edgecolor=colours, linewidth=0.6)


def volume(axes: Axes, candles: pd.DataFrame) -> None:
    middle, width = _slots(candles)
    axes.bar(middle, candles["volume"], 0.7 * width, color=_colours(candles))


def shade(axes: Axes, gaps: pd.DataFrame, *, legend: bool = True) -> None:
    """Bands where candles were missing, as far as the axes reach."""
    left, right = axes.get_xlim()
    shown = set()
    for first, behind, state in gaps[["from_time", "to_time", "state"]].itertuples(index=False, name=None):
        start, end = float(dates.date2num(first)), float(dates.date2num(behind))
        if start < right and end > left:
            axes.axvspan(max(start, left), min(end, right), zorder=0, linewidth=0, **_SHADES[state])
            shown.add(state)
    axes.set_xlim(left, right)
    if legend and shown:
        axes.legend(handles=[Patch(label=_LEGENDS[state], **_SHADES[state]) for state in _SHADES if state in shown])


def calendar(days: pd.DataFrame) -> Figure:
    """A cell for each asset and day of candlestream.calendar()."""
    codes = {status: i for i, status in enumerate(_DAYS)}
    figure, axes = plt.subplots(figsize=(11, 0.8 + 0.3 * len(days)), layout="constrained")
    colours = ListedColormap([colour for colour, _ in _DAYS.values()])
    axes.pcolormesh(
        np.array([[codes[status] for status in row] for row in days.to_numpy()]),
        cmap=colours,
        vmin=0,
        vmax=len(_DAYS),
        edgecolor="white",
    )
    axes.invert_yaxis()
    axes.set_yticks(np.arange(len(days)) + 0.5, [str(name) for name in days.index])
    shown = np.unique(np.linspace(0, days.shape[1] - 1, min(days.shape[1], 8)).astype(int))
    axes.set_xticks(shown + 0.5, [str(days.columns[i].date()) for i in shown])
    axes.set_xlabel("day (UTC)")
    figure.legend(
        handles=[Patch(color=colour, label=label) for colour, label in _DAYS.values()],
        loc="outside upper right",
        ncols=len(_DAYS),
        fontsize="small",
    )
    return figure


def lines(axes: Axes, columns: pd.DataFrame) -> None:
    """A line for each column; where values are missing it is broken."""
    for colour, (name, values) in zip(LINES, columns.items(), strict=False):
        axes.plot(values.index, values, color=colour, linewidth=1, label=name)
    axes.margins(y=0.2)  # for the legend
    axes.legend(loc="upper left", fontsize="small", ncols=len(columns.columns))


def utc(axes: Axes) -> None:
    """Times as short as they are clear, and the zone."""
    locator = dates.AutoDateLocator(tz="UTC")
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, tz="UTC"))
    axes.set_xlabel("time (UTC)")


def _slots(candles: pd.DataFrame) -> tuple[npt.NDArray[np.float64], float]:
    starts = np.asarray(dates.date2num(pd.DatetimeIndex(candles.index).to_pydatetime()))
    width = float(np.min(np.diff(starts))) if len(starts) > 1 else 1 / 1440
    return starts + width / 2, width


def _colours(candles: pd.DataFrame) -> list[str]:
    return [UP if rose else DOWN for rose in candles["close"] >= candles["open"]]
