"""What is known of each day of a pair: a calendar, and the line for a paper's appendix."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import pandas as pd

from candlestream.candles import assets as stored_assets
from candlestream.candles import resolved
from candlestream.certified import certificates
from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.place import environment
from candlestream.settings import Settings
from candlestream.times import grid, moment

#: What a day of a pair is, as ./candlestream list --days calls it.
STATUSES = ["certified", "whole", "healed", "hole", "no_data"]
_USUAL_DAYS = 60
_DAY = pd.Timedelta(days=1)
_NAMED = 3
_END = pd.Timestamp("2262-01-01", tz="UTC")


def calendar(
    assets: str | Sequence[str] | None = None,
    start: str | datetime | None = None,
    end: str | datetime | None = None,
    *,
    connection: Connection | None = None,
) -> pd.DataFrame:
    """Of each asset and day (UTC) whether its candles are certified, whole, healed, have a hole, or are not there.

    A row for each asset, a column for each day from start until before end; without a range the 60 days that have
    ended. It is what ./candlestream list --days shows; plots.calendar() makes a picture of it.
    """
    source = opened(connection)
    behind = moment(end).floor("D") if end is not None else pd.Timestamp.now(tz="UTC").floor("D")
    first = moment(start).floor("D") if start is not None else behind - _USUAL_DAYS * _DAY
    if first >= behind:
        raise CandlestreamError(f"Cannot show days: {first.date()} is not before {behind.date()}")
    days = pd.date_range(first, behind, freq="D", inclusive="left", name="day")
    there = stored_assets(connection=source)
    names = list(there.index) if assets is None else sorted(resolved(assets, source))
    default = Settings(environment()).text("ASSET_INTERVAL", "1m")
    pairs = {
        name: (str(there.loc[name, "symbol"] or ""), str(there.loc[name, "interval"] or default)) for name in names
    }
    rows = {name: _statuses(source, name, *pair, days) for name, pair in pairs.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=days).rename_axis("asset")


def _statuses(source: Connection, name: str, symbol: str, interval: str, days: pd.DatetimeIndex) -> list[str]:
    first, behind = days[0], days[-1] + _DAY
    certified = set()
    if source.has("certificates"):
        found = certificates(source, symbol, interval, first, behind)
        certified = set(found.index[found["state"] == "certified"])
    gaps = _gaps(source, symbol, interval)
    asked = [day for day in days if day not in certified]
    empty = {
        day: _merged((begin, end) for begin, end, state in _within(gaps, day) if state == "empty") for day in asked
    }
    spans = [span for day in asked for span in [(day, day + _DAY), *empty[day]]]
    counts = source.row_of_each(
        "SELECT COUNT(*) FROM {table} WHERE asset_name = ? AND timestamp >= ? AND timestamp < ?"
        " AND is_closed = true ALLOW FILTERING",
        [(name, begin.to_pydatetime(), end.to_pydatetime()) for begin, end in spans],
    )
    stored = {span: int(count) for span, (count,) in zip(spans, counts, strict=True)}

    def lacking(begin: pd.Timestamp, end: pd.Timestamp) -> int:
        return len(grid(interval, begin, end)) - stored[(begin, end)]

    def status(day: pd.Timestamp) -> str:
        # A candle may have come into what was empty: it is no empty slot, else it would hide a hole elsewhere.
        known = sum(max(0, lacking(*span)) for span in empty[day])
        span = (day, day + _DAY)
        return _status(stored[span], lacking(*span) - known, {state for *_, state in _within(gaps, day)})

    return ["certified" if day in certified else status(day) for day in days]


def _gaps(source: Connection, symbol: str, interval: str) -> list[tuple[pd.Timestamp, pd.Timestamp, str]]:
    if not source.has("gaps"):
        return []
    rows = source.rows(
        "SELECT from_time, to_time, state FROM {gaps} WHERE symbol = ? AND interval = ?", symbol, interval
    )
    return [(_time(begin), _time(end) if end else _END, state) for begin, end, state in rows]


def _time(value: datetime) -> pd.Timestamp:
    return pd.Timestamp(value, tz="UTC")


def _within(
    gaps: list[tuple[pd.Timestamp, pd.Timestamp, str]], day: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp, str]]:
    """What the gaps take of the day."""
    end = day + _DAY
    return [(max(first, day), min(behind, end), state) for first, behind, state in gaps if first < end and behind > day]


def _merged(spans: Iterable[tuple[pd.Timestamp, pd.Timestamp]]) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The same time, in spans that do not overlap."""
    merged: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for first, behind in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(behind, merged[-1][1]))
        else:
            merged.append((first, behind))
    return merged


def _status(rows: int, missing: int, states: set[str]) -> str:
    """Of a day that is not certified: what is missing and not known to be empty at the exchange is a hole."""
    if rows == 0 and "open" not in states:
        return "no_data"
    if "open" in states or missing > 0:
        return "hole"
    return "healed" if "healed" in states else "whole"


def citation(
    asset: str | Sequence[str],
    start: str | datetime,
    end: str | datetime,
    *,
    connection: Connection | None = None,
) -> str:
    """The line for a paper's appendix: pairs, range, interval, root, version of the tool, and when it was certified.

    The root is that of the data set of these pairs and days, over the hashes in their certificates, so that
    ./candlestream certify --dataset writes the same; a day without a certificate is refused.
    """
    from candlestream.certificates import root  # a program of its own, which is not loaded twice

    source = opened(connection)
    first, behind = moment(start).floor("D"), moment(end).ceil("D")
    if first >= behind:
        raise CandlestreamError(f"Cannot cite: {first.date()} is not before {behind.date()}")
    if not source.has("certificates"):
        raise CandlestreamError(
            "Cannot cite: there is no table of certificates (./candlestream prepare makes it, certify fills it)"
        )
    there = stored_assets(connection=source)
    pairs = sorted(
        (str(there.loc[name, "symbol"]), str(there.loc[name, "interval"])) for name in resolved(asset, source)
    )
    intervals = sorted({interval for _, interval in pairs})
    if len(intervals) > 1:
        raise CandlestreamError(f"Cannot cite candles of several intervals in one line: {', '.join(intervals)}")
    days = pd.date_range(first, behind, freq="D", inclusive="left")
    found = {symbol: certificates(source, symbol, interval, first, behind) for symbol, interval in pairs}
    absent = [f"{symbol} {day.date()}" for symbol, own in found.items() for day in days if day not in own.index]
    if absent:
        more = f" and {len(absent) - _NAMED} more" if len(absent) > _NAMED else ""
        raise CandlestreamError(
            f"Cannot cite: {len(absent)} days have no certificate: {', '.join(absent[:_NAMED])}{more}"
            " (./candlestream certify)"
        )
    every = pd.concat(found[symbol] for symbol in sorted(found, key=str.encode))
    leaves = [bytes.fromhex(sha256) for sha256 in every["sha256"] if sha256]
    proved = int((every["state"] == "certified").sum())
    versions = ", ".join(sorted(set(every["tool_version"])))
    made = _time(every["certified_at"].max()).floor("s").isoformat().replace("+00:00", "Z")
    return (
        f"{', '.join(symbol for symbol, _ in pairs)} klines {intervals[0]},"
        f" {first.date()} to {(behind - _DAY).date()} (UTC), {int(every['rows'].sum())} rows,"
        f" {proved} of {len(every)} days certified, root {root(leaves).hex()}, {versions}, {made}"
    )
