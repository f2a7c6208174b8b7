"""Candles as data frames, each read by its key: one partition, a slice of it."""

import difflib
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from candlestream.certified import certified_days, days_of, is_known, tell
from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.lake import Lake, newest_versions
from candlestream.pages import Column
from candlestream.past import of_lake, of_table
from candlestream.times import length, moment

#: The columns of a frame of candles. All are float64 but the last two: Int64 and boolean.
COLUMNS = [
    "open",
    "high",
    "low",
    "close",
    "volume",
    "quote_volume",
    "taker_buy_volume",
    "taker_buy_quote_volume",
    "trades",
    "is_closed",
]
_INTERVAL = re.compile(r"\d{1,2}[smhdwM]")
_TYPES = dict.fromkeys(COLUMNS, "float64") | {"trades": "Int64", "is_closed": "boolean"}
#: Nanoseconds in a millisecond.
_NANOS = 1_000_000
_CLOSE_MATCHES = 3
#: A closing update may come late, so that more than one of the newest candles may still be open.
_OPEN_AT_MOST = 5
#: A longer range is read in so many parts, so that two at once are busy to the end.
_SHORT = pd.Timedelta(days=7)
_PARTS = 8
#: So many assets are read from the lake at once.
_AT_ONCE = 2
#: The lake follows the table by some minutes; what is corrected later than this is first seen once the lake has it.
_OVERLAP = pd.Timedelta(days=1)
#: With more holes in the lake the whole range is read from the table.
_MOST_HOLES = 64

#: What load() gives, and where it reads.
Output = Literal["pandas", "polars", "arrow"]
Store = Literal["both", "lake", "table"]


def load(
    asset: str | Sequence[str],
    start: str | datetime | None = None,
    end: str | datetime | None = None,
    closed_only: bool = True,
    *,
    to: Output = "pandas",
    interval: str | None = None,
    store: Store = "both",
    connection: Connection | None = None,
    lake: Lake | None = None,
    certified: bool | str | Path | None = None,
    as_of: str | datetime | None = None,
) -> Any:
    """The candles that open from start until before end, by open time in UTC, oldest first.

    Without an end they go up to the newest candle, without a start they are those of the day before the end. An asset
    is named by its name or its symbol; of several the frame is by asset and open time.

    Where there is a lake (CANDLESTREAM_LAKE_WAREHOUSE, or the one given), closed candles come from it, and from the
    table what it lacks: the newest day, and what lies before, between and behind its candles. The store "lake" asks no
    table, the store "table" no lake.

    With an interval such as "1h" they are those of the table of that interval, assets_1h, and of no lake.

    Days without a certificate are warned of, once, where the table of certificates has some; certified=True refuses
    them, certified=False says nothing. A folder refuses days without a certificate there, for a lake without a table.

    With as_of they are what stood at that moment: closed candles that had ended, each in the newest version that was
    known then; from the table and its revisions, or with the store "lake" from the lake's versions.
    """
    seen = _seen(as_of, certified, closed_only=closed_only)
    if seen is not None and interval:
        raise CandlestreamError("Cannot load longer candles as of a time: load those of a minute, and resample() them")
    if to not in get_args(Output):
        raise CandlestreamError(f"Cannot give a frame of {to}: pandas, polars and arrow are")
    there = _lake(
        "table" if (interval or seen is not None) and store == "both" else store, lake, closed_only=closed_only
    )
    source = None if store == "lake" else opened(connection)
    if interval:
        source = _of(interval, source)
    names = resolved(asset, source) if source else _named(asset, there)
    behind = moment(end) if end is not None else _behind_newest(names, source, there)
    if seen is not None and end is None:
        behind = min(behind, seen)
    first = moment(start) if start is not None else behind - pd.Timedelta(days=1)
    if first >= behind:
        raise CandlestreamError(f"Cannot load {_words(asset)}: the start {first} is not before the end {behind}")

    asked = seen is None and (bool(certified) or (certified is None and is_known(source)))
    folder = None if isinstance(certified, bool | None) else Path(certified)
    lacking: dict[str, list[int]] = {}
    counts: list[int] = []

    def read(name: str) -> Any:
        found = (
            _range(source, there, name, first, behind)
            if seen is None
            else _past(source, there, name, first, behind, seen)
        )
        if asked:
            days = days_of(found["timestamp"].cells)
            pair = _pair(source, name) if source else there.pair(name)[1:] if there else ("", "")
            known = certified_days(folder or source, *pair, days)
            lacking[name] = [int(day) for day in days if int(day) not in known]
            counts.append(len(days))
        if to != "pandas":
            return _table_of(found, None if isinstance(asset, str) else name, closed_only=closed_only)
        return _closed(_frame_of(found), closed_only=closed_only)

    # The lake is read by libraries that let go of the interpreter; the table's reader has threads of its own.
    with ThreadPoolExecutor(_AT_ONCE if there else 1) as readers:
        parts = list(readers.map(read, names))
    tell({name: lacking[name] for name in names if asked}, sum(counts), refuse=bool(certified))
    return _together(asset, names, parts) if to == "pandas" else _arrow(to, parts)


def _of(interval: str, source: Connection | None) -> Connection:
    """The connection to the table of the interval."""
    if not source:
        raise CandlestreamError(f"Cannot load candles of {interval} from the lake: it has those of one interval")
    if not _INTERVAL.fullmatch(interval):
        raise CandlestreamError(f"Cannot load candles of {interval!r}: an interval such as 5m, 1h or 1d is needed")
    longer = source.of(interval)
    if not longer.has("table"):
        raise CandlestreamError(
            f"Cannot load candles of {interval}: there is no table {longer.place.keyspace}.{longer.place.table}"
            f" (./candlestream prepare --intervals {interval}, then history build --from-1m {interval})"
        )
    return longer


def _seen(
    as_of: str | datetime | None, certified: bool | str | Path | None, *, closed_only: bool
) -> pd.Timestamp | None:
    """The moment of which candles are asked for."""
    if as_of is None:
        return None
    if not closed_only:
        raise CandlestreamError("Cannot load open candles as of a time: of closed ones alone is known what stood")
    if certified:
        raise CandlestreamError("Cannot load certified candles as of a time: a certificate is of what stands now")
    return moment(as_of)


def _past(
    source: Connection | None,
    lake: Lake | None,
    name: str,
    first: pd.Timestamp,
    behind: pd.Timestamp,
    at: pd.Timestamp,
) -> dict[str, Column]:
    """The columns of one asset's candles as they stood at a time: from the table, or without one from the lake."""
    if source:
        return of_table(source, name, _pair(source, name)[1], first, behind, at)
    if not lake:
        return _table(_needed(source), name, [(first, behind)])
    return of_lake(lake, name, lake.pair(name)[1], first, behind, at)


def _lake(store: Store, lake: Lake | None, *, closed_only: bool) -> Lake | None:
    """The lake to read, which has closed candles alone."""
    if store == "table" or not closed_only:
        if store == "lake":
            raise CandlestreamError(
                "Cannot load open candles from the lake: it has none (closed_only=True, or the table)"
            )
        return None
    there = lake or Lake.find()
    if store == "lake" and not there:
        raise CandlestreamError("Cannot load from the lake: none is named (CANDLESTREAM_LAKE_WAREHOUSE)")
    return there


def _named(asset: str | Sequence[str], lake: Lake | None) -> list[str]:
    wanted = [asset] if isinstance(asset, str) else list(asset)
    return list(dict.fromkeys(lake.pair(name)[0] for name in wanted)) if lake else wanted


def _range(
    source: Connection | None, lake: Lake | None, name: str, first: pd.Timestamp, behind: pd.Timestamp
) -> dict[str, Column]:
    """The columns of one asset's candles: from the lake, and from the table what the lake lacks."""
    if not lake:
        return _table(_needed(source), name, [(first, behind)])
    symbol, interval = _pair(source, name) if source else lake.pair(name)[1:]
    of_lake = newest_versions(lake.candles(name, symbol, first, behind, COLUMNS))
    if not source:
        return of_lake
    lacking = lacked(of_lake["timestamp"].cells, interval, first, behind)
    return newest_versions(of_lake, _table(source, name, lacking, versions=True)) if lacking else of_lake


def _needed(source: Connection | None) -> Connection:
    if not source:
        raise CandlestreamError("Cannot load candles: neither a table nor a lake is there")
    return source


def _pair(source: Connection, name: str) -> tuple[str, str]:
    """Symbol and interval of an asset's candles, empty where the table does not tell."""
    if not {"symbol", "interval"} <= source.columns():
        return "", ""
    for symbol, interval in source.rows("SELECT symbol, interval FROM {table} WHERE asset_name = ? LIMIT 1", name):
        return symbol or "", interval or ""
    return "", ""


def lacked(
    times: NDArray[np.int64], interval: str, first: pd.Timestamp, behind: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The ranges that have to be asked of the table where the lake has candles of these open times, in milliseconds.

    What the lake has of its newest day may be corrected already, and is asked for again.
    """
    if not len(times) or not interval:
        return [(first, behind)]
    seam = max(first, _time(int(times[-1])) - _OVERLAP)
    step = length(interval) if not interval.endswith("M") else pd.Timedelta(days=31)
    holes = np.flatnonzero(np.diff(times) > step // pd.Timedelta(milliseconds=1))
    if len(holes) > _MOST_HOLES:
        return [(first, behind)]
    ranges = [(_time(int(times[at]) + 1), _time(int(times[at + 1]))) for at in holes]
    if _time(int(times[0])) > first:
        ranges.insert(0, (first, _time(int(times[0]))))
    return [(begin, min(end, seam)) for begin, end in ranges if begin < seam] + [(seam, behind)]


def _time(millis: int) -> pd.Timestamp:
    return pd.Timestamp(millis, unit="ms", tz="UTC")


def _table(
    source: Connection, name: str, wanted: list[tuple[pd.Timestamp, pd.Timestamp]], *, versions: bool = False
) -> dict[str, Column]:
    """The columns of the table in these ranges, those it lacks absent; long ranges are read in parts, two at once."""
    stored = ["timestamp", *_stored(source)]
    read = [*stored, "writetime(close) AS version"] if versions else stored
    query = (
        f"SELECT {', '.join(read)} FROM {{table}}"
        " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC"
    )
    ranges = []
    for first, behind in wanted:
        parts = _PARTS if behind - first > _SHORT else 1
        times = [first + (behind - first) * part / parts for part in range(parts)] + [behind]
        ranges += [(name, begin.to_pydatetime(), end.to_pydatetime()) for begin, end in pairwise(times)]
    names = [*stored, "version"] if versions else stored
    found = source.columns_of(query, names, ranges)
    count = len(found["timestamp"].cells)
    none = Column(np.zeros(count), np.ones(count, np.bool_))
    return {column: found.get(column, none) for column in ["timestamp", *COLUMNS, *names[len(stored) :]]}


def _frame_of(found: dict[str, Column]) -> pd.DataFrame:
    """A frame of columns, as frame_of_rows makes one."""
    times = found["timestamp"].cells.astype("int64").view("datetime64[ms]").astype("datetime64[ns]")
    index = pd.DatetimeIndex(times, name="timestamp").tz_localize("UTC")
    return pd.DataFrame({name: _typed(name, found[name]) for name in COLUMNS}, index=index).astype(_TYPES, copy=False)


def _typed(name: str, column: Column) -> Any:
    if name == "trades":
        return pd.arrays.IntegerArray(column.cells.astype("int64"), column.absent)
    if name == "is_closed":
        return pd.arrays.BooleanArray(column.cells.astype("bool"), column.absent)
    return np.where(column.absent, np.nan, column.cells) if column.absent.any() else column.cells


def latest(
    asset: str | Sequence[str], count: int, *, closed_only: bool = True, connection: Connection | None = None
) -> pd.DataFrame:
    """The newest candles of an asset, or of each of several, oldest first."""
    if count < 1:
        raise CandlestreamError(f"Cannot load the newest {count} candles of {_words(asset)}: ask for 1 or more")
    source = opened(connection)
    names = resolved(asset, source)
    columns = _stored(source)
    query = f"SELECT timestamp, {', '.join(columns)} FROM {{table}} WHERE asset_name = ? LIMIT ?"
    frames = [
        frame_of_rows(source.rows(query, name, count + _OPEN_AT_MOST), columns, closed_only=closed_only)
        .sort_index()
        .tail(count)
        for name in names
    ]
    return _together(asset, names, frames)


def resolved(asset: str | Sequence[str], source: Connection) -> list[str]:
    """The names of the assets that are meant, by name or by symbol; one that the table does not hold is refused."""
    wanted = [asset] if isinstance(asset, str) else list(dict.fromkeys(asset))
    if not wanted:
        raise CandlestreamError("Cannot read candles of no asset: name one or several (assets() lists all)")
    return list(dict.fromkeys(_resolved(name, source) for name in wanted))


def _resolved(asset: str, source: Connection) -> str:
    columns = source.columns()  # first, since it refuses a table that is not there
    if any(source.rows("SELECT asset_name FROM {table} WHERE asset_name = ? LIMIT 1", asset)):
        return asset
    if "symbol" in columns:
        for name, symbol in source.rows("SELECT asset_name, symbol FROM {table} PER PARTITION LIMIT 1"):
            if symbol and symbol.upper() == asset.upper():
                return str(name)
    raise unknown(asset, source)


def _behind_newest(names: list[str], source: Connection | None, lake: Lake | None) -> pd.Timestamp:
    if not source:
        of_each = [lake.newest(name, "") for name in names] if lake else []
        return max(of_each) + pd.Timedelta(milliseconds=1)
    newest = source.row_of_each("SELECT timestamp FROM {table} WHERE asset_name = ? LIMIT 1", names)
    return pd.Timestamp(max(time for (time,) in newest), tz="UTC") + pd.Timedelta(milliseconds=1)


def _together(asset: str | Sequence[str], names: list[str], frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One asset's frame as it is, those of several under each other, each row with its asset before its time."""
    return frames[0] if isinstance(asset, str) else pd.concat(frames, keys=names, names=["asset"])


def _table_of(found: dict[str, Column], asset: str | None, *, closed_only: bool) -> Any:
    """The same columns as a table of Arrow, the asset's name before them where one is given; what is absent is null."""
    pa = _module("pyarrow")
    kept = found["is_closed"].cells.astype("bool") & ~found["is_closed"].absent if closed_only else None
    if kept is not None and not kept.all():
        found = {name: Column(column.cells[kept], column.absent[kept]) for name, column in found.items()}
    times = found["timestamp"].cells.astype("int64") * _NANOS
    columns = {} if asset is None else {"asset": pa.repeat(pa.scalar(asset), len(times))}
    columns["timestamp"] = pa.array(times).cast(pa.timestamp("ns", "UTC"))
    for name in COLUMNS:
        column = found[name]
        cells = column.cells.astype({"Int64": "int64", "boolean": "bool"}.get(_TYPES[name], _TYPES[name]), copy=False)
        columns[name] = pa.array(cells, mask=column.absent if column.absent.any() else None)
    return pa.table(columns)


def _arrow(to: Output, parts: list[Any]) -> Any:
    table = _module("pyarrow").concat_tables(parts)
    return table if to == "arrow" else _module("polars").from_arrow(table)


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as e:
        raise CandlestreamError(
            f"Cannot give such a frame: {name} is not installed (pip install './notebooks[lake]')"
        ) from e


def _words(asset: str | Sequence[str]) -> str:
    return asset if isinstance(asset, str) else ", ".join(asset)


def assets(*, connection: Connection | None = None) -> pd.DataFrame:
    """Every asset of the table with its symbol and interval, and the open times of its first and newest candles."""
    source = opened(connection)
    newest = source.rows("SELECT asset_name, symbol, interval, timestamp FROM {table} PER PARTITION LIMIT 1")
    frame = pd.DataFrame(list(newest), columns=["asset", "symbol", "interval", "newest"]).set_index("asset")
    first = "SELECT timestamp FROM {table} WHERE asset_name = ? ORDER BY timestamp ASC LIMIT 1"
    frame.insert(2, "first", [time for (time,) in source.row_of_each(first, frame.index)])
    for column in ("first", "newest"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame.sort_index()


def _stored(source: Connection) -> list[str]:
    there = source.columns()
    return [name for name in COLUMNS if name in there]


def frame_of_rows(rows: Iterable[tuple[Any, ...]], columns: list[str], *, closed_only: bool) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(rows), columns=["timestamp", *columns], index="timestamp")
    frame.index = pd.DatetimeIndex(pd.to_datetime(frame.index, utc=True), name="timestamp").as_unit("ns")
    return _closed(frame.reindex(columns=COLUMNS).astype(_TYPES), closed_only=closed_only)


def _closed(frame: pd.DataFrame, *, closed_only: bool) -> pd.DataFrame:
    if not closed_only:
        return frame
    closed = frame["is_closed"].fillna(False)
    return frame if closed.all() else frame[closed]


def unknown(asset: str, source: Connection) -> CandlestreamError:
    """What to say of an asset that the table does not hold: those that sound alike, else the first ones."""
    names = sorted(name for (name,) in source.rows("SELECT DISTINCT asset_name FROM {table}"))
    close = difflib.get_close_matches(asset.lower(), names, _CLOSE_MATCHES) or names[:_CLOSE_MATCHES]
    hint = f"is it {' or '.join(close)}? assets() lists all" if names else "the table is empty"
    return CandlestreamError(f"Cannot read {asset}: the table has no such asset ({hint})")
