"""Calendar, citation and the warning of days without a certificate, on a session that answers from lists."""

import json
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from test_certificates import VECTORS

import candlestream as cs
from candlestream import plots
from candlestream.certificates import root
from candlestream.certified import certified_days, days_of, is_known, tell

DAY = datetime(2026, 3, 1)  # noqa: DTZ001 - as the driver gives times
HASHES = {day: f"{day:064x}" for day in range(1, 4)}


class Listed:
    """Stands where a Connection does: what it is asked for is looked up by the table that the query names."""

    def __init__(self) -> None:
        #: Of the pair BTCUSDT: state by day of March.
        self.states: dict[int, str] = {}
        #: Stored candles by day of March, and gaps.
        self.counts: dict[int, int] = {}
        self.gaps: list[tuple[datetime, datetime | None, str]] = []
        #: Candles that came into what was empty.
        self.filled: list[datetime] = []
        self.tables = {"table", "gaps", "certificates"}

    def has(self, what: str) -> bool:
        return what in self.tables

    def columns(self) -> set[str]:
        return {"symbol", "interval"}

    def rows(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        if "{gaps}" in query:
            yield from self.gaps
        elif "{certificates}" in query:
            for day, state in self.states.items():
                at = DAY + timedelta(days=day - 1)
                if not values or values[2] <= at.replace(tzinfo=UTC) < values[3]:
                    sha256 = HASHES[day] if state != "empty" else ""
                    yield at, state, sha256, 1440 if sha256 else 0, "candlestream 9", DAY + timedelta(days=9)
        elif "PER PARTITION" in query:
            yield ("bitcoin", "BTCUSDT", "1m", DAY)[: query.count(",") + 1]
        elif values == ("bitcoin",):
            yield ("bitcoin",)

    def row_of_each(self, query: str, keys: Iterable[Any]) -> list[tuple[Any, ...]]:
        return [(self.count(*key[1:]),) if "COUNT" in query else (DAY,) for key in keys]

    def count(self, first: datetime, behind: datetime) -> int:
        """The candles of a day; of a part of one those that the test names."""
        if behind - first == timedelta(days=1):
            return self.counts.get(first.day, 0)
        return sum(first <= minute.replace(tzinfo=UTC) < behind for minute in self.filled)


@pytest.fixture
def source() -> Any:
    return Listed()


def at(day: int, minute: int = 0) -> datetime:
    return DAY + timedelta(days=day - 1, minutes=minute)


def statuses(source: Any, days: int) -> list[str]:
    frame = cs.calendar(start="2026-03-01", end=f"2026-03-{days + 1:02}", connection=source)
    assert list(frame.index) == ["bitcoin"]
    assert list(frame.columns) == list(pd.date_range("2026-03-01", periods=days, tz="UTC"))
    return [str(status) for status in frame.loc["bitcoin"]]


def test_a_day_is_what_its_rows_its_gaps_and_its_certificate_make_of_it(source: Any) -> None:
    source.states = {1: "certified", 2: "unproved"}
    source.counts = {2: 1440, 3: 1440, 4: 1430, 5: 1430, 6: 1440}
    source.gaps = [
        (at(3, 5), at(3, 9), "healed"),
        (at(4, 1435), at(5, 5), "empty"),
        (at(6, 10), None, "open"),
    ]

    assert statuses(source, 7) == ["certified", "whole", "healed", "hole", "hole", "hole", "hole"]
    source.counts |= {4: 1435, 5: 1435}
    source.gaps[2] = (at(6, 10), at(6, 20), "open")
    assert statuses(source, 7) == ["certified", "whole", "healed", "whole", "whole", "hole", "no_data"]
    source.tables = {"table"}
    source.counts |= {1: 1439}
    assert statuses(source, 3) == ["hole", "whole", "whole"]
    with pytest.raises(cs.CandlestreamError, match="2026-03-02 is not before 2026-03-02"):
        cs.calendar(start="2026-03-02", end="2026-03-02", connection=source)


def test_what_is_empty_counts_once_and_only_where_no_candle_is(source: Any) -> None:
    source.gaps = [(at(1, 10), at(1, 20), "empty"), (at(1, 15), at(1, 25), "empty"), (at(1, 25), at(1, 30), "empty")]
    source.counts = {1: 1420}
    assert statuses(source, 1) == ["whole"]
    source.counts = {1: 1415}
    assert statuses(source, 1) == ["hole"], "five are missing, of which the two gaps had ten in common"

    source.counts = {1: 1420}
    source.filled = [at(1, minute) for minute in range(12, 17)]
    assert statuses(source, 1) == ["hole"], "five came later, so five are missing elsewhere"
    source.counts = {1: 1425}
    assert statuses(source, 1) == ["whole"]
    source.gaps.append((at(1, 10), at(1, 30), "empty"))
    assert statuses(source, 1) == ["whole"]


def test_the_picture_has_a_cell_a_day(source: Any) -> None:
    source.counts = dict.fromkeys(range(1, 31), 1440)
    figure = plots.calendar(cs.calendar(start="2026-03-01", end="2026-04-01", connection=source))

    cells = figure.axes[0].collections[0].get_array()
    assert cells is not None
    assert list(np.ravel(cells)) == [1] * 30 + [4]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["bitcoin"]
    plt.close(figure)


def test_a_citation_has_the_root_of_the_data_set(source: Any) -> None:
    source.states = {1: "certified", 2: "unproved", 3: "certified"}

    line = cs.citation("BTCUSDT", "2026-03-01", "2026-03-04", connection=source)

    whole = root([bytes.fromhex(HASHES[day]) for day in (1, 2, 3)]).hex()
    assert line == (
        "BTCUSDT klines 1m, 2026-03-01 to 2026-03-03 (UTC), 4320 rows, 2 of 3 days certified,"
        f" root {whole}, candlestream 9, 2026-03-10T00:00:00Z"
    )
    source.states[2] = "empty"
    without = root([bytes.fromhex(HASHES[day]) for day in (1, 3)]).hex()
    assert f"root {without}," in cs.citation("bitcoin", "2026-03-01", "2026-03-04", connection=source)


def test_days_that_nobody_certified_are_not_cited(source: Any) -> None:
    source.states = {1: "certified"}
    with pytest.raises(cs.CandlestreamError, match="Cannot cite: 2 days have no certificate: BTCUSDT 2026-03-02, BTC"):
        cs.citation("bitcoin", "2026-03-01", "2026-03-04", connection=source)
    with pytest.raises(cs.CandlestreamError, match="2026-03-04 is not before 2026-03-01"):
        cs.citation("bitcoin", "2026-03-04", "2026-03-01", connection=source)
    source.tables = set()
    with pytest.raises(cs.CandlestreamError, match="there is no table of certificates"):
        cs.citation("bitcoin", "2026-03-01", "2026-03-04", connection=source)


def test_the_days_of_times_are_found_in_the_table_and_in_a_folder(source: Any, tmp_path: Path) -> None:
    minutes = np.arange(
        int(at(2, 1439).replace(tzinfo=UTC).timestamp()) * 1000,
        int(at(5).replace(tzinfo=UTC).timestamp()) * 1000,
        60_000,
    )
    days = days_of(minutes)
    assert [str(pd.Timestamp(int(day), unit="D").date()) for day in days] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert not len(days_of(minutes[:0]))

    assert not is_known(source)
    source.states = {2: "certified", 3: "unproved"}
    assert is_known(source)
    assert certified_days(source, "BTCUSDT", "1m", days) == {int(days[0])}
    assert certified_days(source, "BTCUSDT", "1m", days[:0]) == set()

    vector = VECTORS["certificate"]
    (tmp_path / "2024-02-29.json").write_text(json.dumps(vector))
    leap = np.array([19_781, 19_782, 19_783])
    for pair in vector["certificate"]["certified"]:
        found = certified_days(tmp_path, pair["symbol"], pair.get("interval", ""), leap)
        assert found == ({19_782} if pair["stream"] == "klines" else set())
    assert not is_known(None)


def test_what_is_not_certified_is_warned_of_or_refused() -> None:
    today = int(datetime.now(UTC).timestamp() // 86_400)
    with pytest.warns(cs.UncertifiedWarning) as told:
        tell({"bitcoin": [19_000, 19_001, today], "ethereum": [19_002, 19_003]}, 9, refuse=False)
    assert str(told[0].message) == (
        "4 of 9 days have no certificate: bitcoin 2022-01-08, bitcoin 2022-01-09, ethereum 2022-01-10 and 1 more"
        " (certified=False says nothing of it)"
    )
    assert len(told) == 1
    with pytest.raises(cs.CandlestreamError, match="certified days alone: 1 of 1 days have no certificate: bitcoin 2"):
        tell({"bitcoin": [today]}, 1, refuse=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tell({"bitcoin": [today], "ethereum": []}, 2, refuse=False)
