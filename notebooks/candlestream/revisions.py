"""What became of candles that were corrected: the table of revisions."""

from datetime import datetime

import pandas as pd

from candlestream.candles import resolved
from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.gaps import pair
from candlestream.past import require_revisions
from candlestream.times import moment

_VALUES = [
    "open",
    "high",
    "low",
    "close",
    "volume",
    "quote_volume",
    "taker_buy_volume",
    "taker_buy_quote_volume",
    "trades",
    "source",
    "event_time",
    "collected_at",
]
_COLUMNS = ["timestamp", *[f"{side}_{name}" for side in ("old", "new") for name in _VALUES], "revised_at"]


def revisions(
    asset: str,
    start: str | datetime | None = None,
    end: str | datetime | None = None,
    *,
    connection: Connection | None = None,
) -> pd.DataFrame:
    """The closed candles of an asset that were corrected and open from start until before end, oldest first.

    Of each the old and the new values, who said them (source), when (event_time), and when we knew it (collected_at).
    """
    source = opened(connection)
    (name,) = resolved(asset, source)
    _, interval = pair(name, source)
    require_revisions(source)
    rows = source.rows(
        f"SELECT {', '.join(_COLUMNS)} FROM {{revisions}}"
        " WHERE asset_name = ? AND interval = ? AND timestamp >= ? AND timestamp < ?"
        " ORDER BY timestamp ASC, new_version ASC",
        name,
        interval,
        moment(start if start is not None else "1970-01-01").to_pydatetime(),
        moment(end if end is not None else "2200-01-01").to_pydatetime(),
    )
    frame = pd.DataFrame.from_records(list(rows), columns=_COLUMNS)
    for column in frame.columns:
        if column == "timestamp" or column.endswith(("_at", "_time")):
            frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame
