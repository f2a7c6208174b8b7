"""Features, correlations and metrics as the consumer makes them: from their tables, else by the same formulas."""

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, Literal, get_args

import pandas as pd

from candlestream.candles import Output, load, resolved
from candlestream.connection import Connection
from candlestream.correlation_formulas import CORRELATIONS, correlations_of
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.feature_formulas import FEATURES, WARM_UP, features_of
from candlestream.metric_formulas import METRICS, metrics_of_closed, typed
from candlestream.times import frequency, length, moment, windows

#: Where they come from: the table, or the table and what it lacks computed, or all computed.
Source = Literal["both", "table", "computed"]


def stored_features(
    asset: str,
    start: str | datetime,
    end: str | datetime,
    *,
    interval: str = "1m",
    source: Source = "both",
    to: Output = "pandas",
    connection: Connection | None = None,
) -> Any:
    """The features of the closed candles that open from start until before end, oldest first.

    They are read from the table of the features; what it lacks is computed of the candles. A value is missing where a
    candle that it needs is.
    """
    first, behind = _span("features", asset, start, end, source)
    there = opened(connection)
    (name,) = resolved(asset, there)
    stored = _stored("features", FEATURES, name, interval, first, behind, there, source)
    if source == "table":
        return _given(stored, to)
    begin = first - (WARM_UP - 1) * length(interval)
    if (found := _interval(there, name)) != interval:
        raise CandlestreamError(f"Cannot make features of {interval} candles: those of {name} are of {found}")
    candles = load(name, begin.to_pydatetime(), behind.to_pydatetime(), connection=there, certified=False)
    return _given(_completed(stored, candles, first, source, lambda: features_of(candles, interval)), to)


def stored_correlations(
    asset: str,
    start: str | datetime,
    end: str | datetime,
    *,
    interval: str = "1m",
    source: Source = "both",
    to: Output = "pandas",
    connection: Connection | None = None,
) -> Any:
    """Correlation and beta of the closed candles that open from start until before end, oldest first.

    They are read from the table of the correlations; what it lacks is computed of the candles of both assets. The
    reference and the number of returns are the consumer's (CANDLESTREAM_CONSUMER_CORRELATIONS_REFERENCE and _WINDOW);
    correlations_of compares any two.
    """
    first, behind = _span("correlations", asset, start, end, source)
    there = opened(connection)
    (name,) = resolved(asset, there)
    reference = there.place.reference
    if name == reference:
        raise CandlestreamError(f"Cannot read correlations of {name}: it is the one that others are compared with")
    stored = _stored("correlations", CORRELATIONS, name, interval, first, behind, there, source)
    if not stored.empty:
        _require_reference(there, name, interval, reference)
    if source == "table":
        return _given(stored, to)
    if (found := _interval(there, name)) != interval:
        raise CandlestreamError(f"Cannot make correlations of {interval} candles: those of {name} are of {found}")
    begin = first - there.place.returns * length(interval)

    def candles(one: str) -> Any:
        return load(one, begin.to_pydatetime(), behind.to_pydatetime(), connection=there, certified=False)

    def made() -> pd.DataFrame:
        return correlations_of(own, candles(reference), there.place.returns, interval)

    own = candles(name)
    return _given(_completed(stored, own, first, source, made), to)


def metrics(
    asset: str,
    start: str | datetime,
    end: str | datetime,
    *,
    window: str = "1m",
    source: Source = "both",
    to: Output = "pandas",
    connection: Connection | None = None,
) -> Any:
    """The metrics of the updates of candles in the windows that begin from start until before end, oldest first.

    Windows are named as the consumer's setting names them: 1m, or 5m/1m for those of five minutes one of which begins
    each minute.
    They are read from the table of the metrics. Of a window that it lacks the closed candles tell the last price, the
    volume and the last pressure of the takers; what only all updates say is missing there (metrics_of computes it of
    updates, such as those of the lake's table raw). The slide has to be the candles' interval or a multiple of it.
    """
    first, behind = _span("metrics", asset, start, end, source)
    there = opened(connection)
    (name,) = resolved(asset, there)
    stored = _stored("metrics", METRICS, name, window, first, behind, there, source)
    if source == "table":
        return _given(typed(stored), to)
    size, slide = windows(window)
    begin, last = first.ceil(frequency(slide)), behind.ceil(frequency(slide))
    if begin >= last:
        return _given(typed(stored), to)
    end_of_last = last + (length(size) - length(slide))
    candles = load(name, begin.to_pydatetime(), end_of_last.to_pydatetime(), connection=there, certified=False)
    made = metrics_of_closed(candles, window, _interval(there, name))
    made = made[(made.index >= begin) & (made.index < last)]
    known = stored.index.intersection(made.index)
    both = pd.concat([made.drop(known), stored]).sort_index()
    return _given(typed(both), to)


def _completed(
    stored: pd.DataFrame,
    candles: pd.DataFrame,
    first: pd.Timestamp,
    source: Source,
    made: Callable[[], pd.DataFrame],
) -> pd.DataFrame:
    """What is stored, where each candle from first on has a row; else what is made, overlaid by what is stored."""
    within = candles.index[candles.index >= first]
    if source == "both" and within.difference(stored.index).empty:
        return stored
    frame = made().loc[within]
    known = stored.index.intersection(frame.index)
    frame.loc[known] = stored.loc[known]
    return frame


def _require_reference(there: Connection, name: str, interval: str, reference: str) -> None:
    """Stored rows of another reference are no answer, and do not go with computed ones; the newest row tells."""
    query = "SELECT reference FROM {correlations} WHERE asset_name = ? AND interval = ? ORDER BY timestamp DESC LIMIT 1"
    for (found,) in there.rows(query, name, interval):
        if found != reference:
            raise CandlestreamError(
                f"Cannot read correlations with {reference}: those of {name} are with {found}"
                " (CANDLESTREAM_CONSUMER_CORRELATIONS_REFERENCE has to be the consumer's)"
            )


def _interval(there: Connection, name: str) -> str:
    """The interval of an asset's candles; a minute where the table does not tell."""
    if "interval" in there.columns():
        for (interval,) in there.rows("SELECT interval FROM {table} WHERE asset_name = ? LIMIT 1", name):
            return str(interval or "1m")
    return "1m"


def _span(
    what: str, asset: str, start: str | datetime, end: str | datetime, source: str
) -> tuple[pd.Timestamp, pd.Timestamp]:
    if source not in get_args(Source):
        raise CandlestreamError(f"Cannot read {what} from {source}: both, table and computed are")
    first, behind = moment(start), moment(end)
    if first >= behind:
        raise CandlestreamError(f"Cannot read {what} of {asset}: the start {first} is not before the end {behind}")
    return first, behind


def _stored(
    what: str,
    columns: Sequence[str],
    name: str,
    interval: str,
    first: pd.Timestamp,
    behind: pd.Timestamp,
    there: Connection,
    source: Source,
) -> pd.DataFrame:
    """What the table has; nothing where it is not wanted, or not there."""
    rows: list[tuple[Any, ...]] = []
    if source != "computed" and there.has(what):
        query = (
            f"SELECT timestamp, {', '.join(columns)} FROM {{{what}}}"
            " WHERE asset_name = ? AND interval = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC"
        )
        rows = list(there.rows(query, name, interval, first.to_pydatetime(), behind.to_pydatetime()))
    elif source == "table":
        raise CandlestreamError(
            f"Cannot read {what}: there is no table of them (./candlestream prepare makes it;"
            f" CANDLESTREAM_CONSUMER_{what.upper()}=true fills it)"
        )
    frame = pd.DataFrame.from_records(rows, columns=["timestamp", *columns], index="timestamp")
    frame.index = pd.DatetimeIndex(pd.to_datetime(frame.index, utc=True), name="timestamp").as_unit("ns")
    return frame.astype("float64")


def _given(frame: pd.DataFrame, to: Output) -> Any:
    if to == "pandas":
        return frame
    try:
        table = import_module("pyarrow").Table.from_pandas(frame.reset_index(), preserve_index=False)
        return table if to == "arrow" else import_module("polars").from_arrow(table)
    except ImportError as e:
        raise CandlestreamError(
            f"Cannot give a frame of {to}: it is not installed (pip install './notebooks[lake]')"
        ) from e
