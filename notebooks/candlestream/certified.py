"""Which days have a certificate: from the table of certificates, or from a folder of them."""

import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from candlestream.connection import Connection
from candlestream.errors import CandlestreamError

_COLUMNS = "day, state, sha256, rows, tool_version, certified_at"
_DAY_SECONDS = 86_400
_DAY_MILLIS = 1000 * _DAY_SECONDS
_NAMED = 3


class UncertifiedWarning(UserWarning):
    """Some of the days that were loaded have no certificate."""


def days_of(times: NDArray[np.int64]) -> NDArray[np.int64]:
    """The days, since 1970, of times in milliseconds that are in their order."""
    days = times // _DAY_MILLIS
    return days[np.append(True, days[1:] != days[:-1])] if len(days) else days


def certificates(
    source: Connection, symbol: str, interval: str, first: pd.Timestamp, behind: pd.Timestamp
) -> pd.DataFrame:
    """What the table of certificates says of the days of a pair's candles, by day."""
    rows = source.rows(
        f"SELECT {_COLUMNS} FROM {{certificates}}"
        " WHERE stream = 'klines' AND symbol = ? AND interval = ? AND day >= ? AND day < ?",
        symbol,
        interval,
        first.to_pydatetime(),
        behind.to_pydatetime(),
    )
    frame = pd.DataFrame.from_records(list(rows), columns=_COLUMNS.split(", "))
    return frame.set_index(pd.DatetimeIndex(pd.to_datetime(frame.pop("day"), utc=True), name="day")).sort_index()


def is_known(source: Connection | None) -> bool:
    """Whether anybody certifies days here: there is a table with certificates."""
    return bool(source and source.has("certificates") and any(source.rows("SELECT day FROM {certificates} LIMIT 1")))


def certified_days(source: Connection | Path | None, symbol: str, interval: str, days: NDArray[np.int64]) -> set[int]:
    """Those of the days of a pair's candles that are certified, in the table or in the files of a folder."""
    if not source or not len(days):
        return set()
    if isinstance(source, Path):
        return {int(day) for day in days if _in_folder(source, symbol, interval, int(day))}
    if not source.has("certificates"):
        return set()
    first, behind = (pd.Timestamp(int(day), unit="D", tz="UTC") for day in (days[0], days[-1] + 1))
    found = certificates(source, symbol, interval, first, behind)
    times = pd.DatetimeIndex(found.index[found["state"] == "certified"])
    return {int(time.timestamp()) // _DAY_SECONDS for time in times}


def _in_folder(folder: Path, symbol: str, interval: str, day: int) -> bool:
    from candlestream.certificates import read

    file = folder / f"{pd.Timestamp(day, unit='D').date()}.json"
    entries: list[dict[str, Any]] = read(file)["certified"] if file.is_file() else []
    return any((one["stream"], one["symbol"], one.get("interval")) == ("klines", symbol, interval) for one in entries)


def tell(lacking: dict[str, list[int]], count: int, *, refuse: bool) -> None:
    """Says which of the days that were loaded are not certified, or refuses them.

    The day that has not ended is no reason to warn: nobody can have certified it.
    """
    today = datetime.now(UTC).timestamp() // _DAY_SECONDS
    days = [
        f"{name} {pd.Timestamp(day, unit='D').date()}"
        for name, own in lacking.items()
        for day in own
        if refuse or day < today
    ]
    if not days:
        return
    more = f" and {len(days) - _NAMED} more" if len(days) > _NAMED else ""
    words = f"{len(days)} of {count} days have no certificate: {', '.join(days[:_NAMED])}{more}"
    if refuse:
        raise CandlestreamError(f"Cannot load certified days alone: {words} (./candlestream certify)")
    warnings.warn(f"{words} (certified=False says nothing of it)", UncertifiedWarning, stacklevel=3)
