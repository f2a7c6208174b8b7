"""What is missing and what became of it: the table of gaps, and how complete the candles are."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from candlestream.candles import load, resolved, unknown
from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.times import grid, moment

_COLUMNS = ["from_time", "to_time", "state", "cause", "found_at", "healed_at"]
#: Of a slot of the grid: stored as it came, fetched later, empty at the exchange as well, or not (yet) there.
STATES = ["stored", "healed", "empty", "missing"]


@dataclass(frozen=True)
class Completeness:
    """How many candles a stretch should have, and has; what the exchange has not either is not missed."""

    expected: int
    stored: int
    empty: int
    missing: pd.DatetimeIndex

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing was expected."""
        return (self.stored + self.empty) / self.expected if self.expected else 1.0

    def __str__(self) -> str:
        return (
            f"{self.share:.4%} complete: {self.stored} stored, {self.empty} empty at the exchange as well,"
            f" {len(self.missing)} missing, of {self.expected}"
        )


def gaps(
    asset: str, start: str | datetime, end: str | datetime, *, connection: Connection | None = None
) -> pd.DataFrame:
    """The stretches that were missing and touch the time from start until before end, oldest first."""
    source = opened(connection)
    symbol, interval = pair(asset, source)
    rows = source.rows(
        f"SELECT {', '.join(_COLUMNS)} FROM {{gaps}} WHERE symbol = ? AND interval = ? AND from_time < ?",
        symbol,
        interval,
        moment(end).to_pydatetime(),
    )
    frame = pd.DataFrame.from_records(list(rows), columns=_COLUMNS)
    for column in ("from_time", "to_time", "found_at", "healed_at"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame[frame["to_time"] > moment(start)].sort_values("from_time", ignore_index=True)


def pair(asset: str, source: Connection) -> tuple[str, str]:
    """The exchange's symbol and the interval of an asset's candles, by its newest row."""
    (name,) = resolved(asset, source)
    newest = source.rows("SELECT symbol, interval FROM {table} WHERE asset_name = ? LIMIT 1", name)
    for symbol, interval in newest:
        return symbol, interval
    raise unknown(asset, source)


def slots(candles: pd.DataFrame, gaps_of_it: pd.DataFrame, times: pd.DatetimeIndex) -> pd.Series:
    """What is known of each open time: one of STATES. Where gaps overlap, what is stored counts."""
    inside = {state: np.zeros(len(times), dtype=bool) for state in ("healed", "empty")}
    for first, behind, state in gaps_of_it[["from_time", "to_time", "state"]].itertuples(index=False, name=None):
        if state in inside:
            inside[state] |= (times >= first) & (times < behind)
    # A candle of the exchange's past may open off the grid: it stands in the slot in which it opens.
    places = times.searchsorted(candles.index, side="right") - 1
    there = np.zeros(len(times), dtype=bool)
    there[places[places >= 0]] = True
    states = np.select([there & inside["healed"], there, inside["empty"]], ["healed", "stored", "empty"], "missing")
    return pd.Series(pd.Categorical(states, categories=STATES), index=times, name="slot")


def states_of(
    asset: str, start: str | datetime, end: str | datetime, *, connection: Connection | None = None
) -> pd.Series:
    """What is known of each open time from start until before end: one of STATES."""
    source = opened(connection)
    times = grid(pair(asset, source)[1], moment(start), moment(end))
    return slots(
        load(asset, start, end, connection=source, certified=False), gaps(asset, start, end, connection=source), times
    )


def completeness(
    asset: str, start: str | datetime, end: str | datetime, *, connection: Connection | None = None
) -> Completeness:
    """How many of the closed candles from start until before end are stored."""
    states = states_of(asset, start, end, connection=connection)
    counts = states.value_counts()
    return Completeness(
        expected=len(states),
        stored=int(counts["stored"] + counts["healed"]),
        empty=int(counts["empty"]),
        missing=pd.DatetimeIndex(states.index[states == "missing"]),
    )
