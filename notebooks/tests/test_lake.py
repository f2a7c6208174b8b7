"""The lake as pyiceberg writes one: the newest version of each row, as exact as the table, and what it lacks."""

import random
import warnings
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyiceberg.types import StringType, TimestamptzType

import candlestream as cs
from candlestream.candles import COLUMNS, lacked
from candlestream.lake import newest_versions
from candlestream.pages import Column
from lakes import KEY, NUMBERS, TYPES, made_lake, made_table, put

SEED = 20_261_128
START = datetime(2026, 3, 1, tzinfo=UTC)
NOTHING_MORE = {"taker_buy_volume": None, "taker_buy_quote_volume": None}


def candle(minute: int, version: int = 1, **other: Any) -> dict[str, Any]:
    chance = random.Random(SEED + minute)
    numbers = {name: Decimal(chance.randrange(10**14)).scaleb(-8) for name in NUMBERS}
    return (
        {"asset_name": "bitcoin", "symbol": "BTCUSDT", "interval": "1m", "timestamp": START + timedelta(minutes=minute)}
        | numbers
        | {"trades": minute, "is_closed": True, "version": version}
        | other
    )


@pytest.fixture
def lake(tmp_path: Path) -> cs.Lake:
    return made_lake(tmp_path)


def minutes(count: int) -> list[dict[str, Any]]:
    return [candle(minute) for minute in range(count)]


def test_each_candle_is_there_once_in_its_newest_version_and_every_number_is_the_nearest_double(lake: cs.Lake) -> None:
    put(lake, minutes(3000))
    put(lake, [candle(7, 3, close=Decimal("123.45")), candle(8, 0, close=Decimal("999")), candle(9, 1)])
    large = Decimal("12345678901234567890.12345678")
    put(lake, [candle(5, 2, volume=large, **NOTHING_MORE)])

    frame = cs.load("BTCUSDT", START, START + timedelta(minutes=3000), store="lake", lake=lake)

    wanted = {row["timestamp"]: row for row in minutes(3000)}
    wanted[START + timedelta(minutes=7)]["close"] = Decimal("123.45")
    wanted[START + timedelta(minutes=5)] |= {"volume": large, **NOTHING_MORE}
    assert len(frame) == 3000
    for name in NUMBERS:
        numbers = [row[name] for row in wanted.values()]
        nearest = [np.nan if number is None else float(str(number)) for number in numbers]
        np.testing.assert_array_equal(frame[name].to_numpy(), np.array(nearest))
    assert frame["trades"].tolist() == list(range(3000))
    assert list(map(str, frame.dtypes)) == ["float64"] * 8 + ["Int64", "boolean"]
    assert str(frame.index.dtype) == "datetime64[ns, UTC]"


def test_more_places_than_eight_keep_every_digit(lake: cs.Lake) -> None:
    put(lake, [candle(0, close=Decimal("0.123456789012345678"))])

    frame = cs.load("bitcoin", START, START + timedelta(minutes=1), store="lake", lake=lake)

    assert frame["close"].tolist() == [0.123456789012345678]


def test_without_a_range_it_is_the_day_up_to_the_newest(lake: cs.Lake) -> None:
    put(lake, minutes(3000))

    assert len(cs.load("bitcoin", store="lake", lake=lake)) == 1440


def test_polars_and_arrow_have_the_same_values(lake: cs.Lake) -> None:
    put(lake, [candle(0), candle(1, **NOTHING_MORE)])
    span = (START, START + timedelta(minutes=2))

    frame = cs.load("bitcoin", *span, store="lake", lake=lake)
    table = cs.load("bitcoin", *span, store="lake", lake=lake, to="arrow")
    polars = cs.load("bitcoin", *span, store="lake", lake=lake, to="polars")

    assert table.column_names == polars.columns == ["timestamp", *COLUMNS]
    assert table["timestamp"].type == pa.timestamp("ns", "UTC")
    assert table["taker_buy_volume"].null_count == polars["taker_buy_volume"].null_count() == 1
    assert table.to_pylist() == polars.to_dicts()
    assert table["close"].to_pylist() == frame["close"].tolist()


def test_duckdb_has_a_view_of_each_table_with_each_row_once(lake: cs.Lake) -> None:
    with cs.duckdb(lake) as empty:
        assert empty.sql("SELECT count(*) FROM candles").fetchall() == [(0,)]
    put(lake, minutes(10))
    put(lake, [candle(7, 3, close=Decimal("123.45"))])

    with cs.duckdb(lake) as connection:
        assert connection.sql("SELECT count(*), max(version) FROM candles").fetchall() == [(10, 3)]
        assert connection.sql("SELECT close FROM candles WHERE version = 3").fetchall() == [(Decimal("123.45"),)]


def test_duckdb_shows_tables_of_any_name_and_names_the_one_whose_key_it_does_not_know(lake: cs.Lake) -> None:
    metrics = {name: TYPES[name] for name in ("symbol", "interval", "timestamp", "close", "version")}
    made_table(lake, "trade_metrics", metrics, ["symbol", "interval", "timestamp"])
    made_table(lake, "assets_1h", TYPES, KEY)
    made_table(lake, "assets_1h_raw", TYPES, KEY)
    put(lake, minutes(2))
    for name in ("trade_metrics", "assets_1h", "assets_1h_raw"):
        rows = [candle(0, 1), candle(0, 2), candle(1, 2), candle(1, 1)]
        columns = lake.table(name).schema().column_names
        put(lake, [{column: row.get(column) for column in columns} for row in rows], name)
    put(lake, [candle(0, 2, symbol=None)], "assets_1h")  # as one of an earlier version

    with warnings.catch_warnings(action="error"), cs.duckdb(lake) as connection:
        for name, count in {"candles": 2, "trade_metrics": 2, "assets_1h": 2, "assets_1h_raw": 4}.items():
            assert connection.sql(f"SELECT count(*) FROM {name}").fetchall() == [(count,)], name

    made_table(lake, "notes", {"time": TimestamptzType(), "text": StringType()}, [])
    with pytest.warns(UserWarning, match="^Cannot show notes in DuckDB: ") as told, cs.duckdb(lake) as connection:
        assert connection.sql("SELECT count(*) FROM trade_metrics").fetchall() == [(2,)]
    assert len(told) == 1


def test_what_keeps_it_from_reading_is_said_with_the_way_out(lake: cs.Lake, tmp_path: Path) -> None:
    put(lake, minutes(1))
    with pytest.raises(cs.CandlestreamError, match="the lake has no candles of such an asset"):
        cs.load("bitcon", store="lake", lake=lake)
    with pytest.raises(cs.CandlestreamError, match=r"has no such table .it has candles"):
        lake.table("trades")
    with pytest.raises(cs.CandlestreamError, match="CANDLESTREAM_LAKE_WAREHOUSE"):
        cs.Lake.of({"CANDLESTREAM_LAKE_WAREHOUSE": str(tmp_path / "nowhere")})
    with pytest.raises(cs.CandlestreamError, match="closed_only=True"):
        cs.load("bitcoin", closed_only=False, store="lake", lake=lake)
    with pytest.raises(cs.CandlestreamError, match="pandas, polars and arrow are"):
        cs.load("bitcoin", store="lake", lake=lake, to="spark")  # type: ignore[arg-type]
    assert cs.Lake.of({}) is None


def known(minute: int, version: int, after: timedelta, close: int) -> dict[str, Any]:
    opened = START + timedelta(minutes=minute)
    times = {"close_time": opened + timedelta(milliseconds=59_999), "collected_at": opened + after}
    return candle(minute, version, close=Decimal(close), **times)


def test_as_of_a_time_each_candle_is_the_newest_version_that_was_known_then(lake: cs.Lake) -> None:
    soon, day, month = timedelta(minutes=1), timedelta(days=1), timedelta(days=30)
    put(lake, [known(minute, 1, soon, 100) for minute in range(3)])
    put(lake, [known(1, 2, day, 200), known(2, 2, day, 100)])
    put(lake, [known(1, 3, month, 300), known(0, 0, month, 900), known(3, 1, month, 400)])

    def closes(as_of: datetime) -> list[float]:
        frame = cs.load("bitcoin", START, START + timedelta(minutes=9), store="lake", lake=lake, as_of=as_of)
        assert frame["is_closed"].all()
        return [float(close) for close in frame["close"]]

    assert closes(START) == []
    assert closes(START + timedelta(seconds=119)) == [100]
    assert closes(START + timedelta(minutes=5)) == [100, 100, 100, 400]
    assert closes(START + timedelta(minutes=1) + day) == [100, 200, 100, 400]
    assert closes(START + timedelta(minutes=9) + month) == [100, 300, 100, 400]
    frame = cs.load("bitcoin", START, START + timedelta(minutes=9), store="lake", lake=lake)
    assert frame["close"].tolist() == [100, 300, 100, 400]


def test_what_cannot_be_told_of_a_time_is_said(lake: cs.Lake) -> None:
    with pytest.raises(cs.CandlestreamError, match="open candles as of a time"):
        cs.load("bitcoin", START, as_of=START, closed_only=False, lake=lake)
    with pytest.raises(cs.CandlestreamError, match="a certificate is of what stands now"):
        cs.load("bitcoin", START, as_of=START, certified=True, lake=lake)


def at(minute: int) -> pd.Timestamp:
    return pd.Timestamp(START) + pd.Timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("there", "ranges"),
    [
        ([], [(0, 5000)]),
        (range(5000), [(3559, 5000)]),
        (range(100, 4000), [(0, 100), (2559, 5000)]),
        ([*range(50), *range(60, 4000)], [(49, 60), (2559, 5000)]),
        (range(100), [(0, 5000)]),
        (range(0, 5000, 2), [(0, 5000)]),
    ],
)
def test_the_table_is_asked_for_what_the_lake_lacks_and_for_its_newest_day(
    there: Any, ranges: list[tuple[int, int]]
) -> None:
    times = np.array([at(minute).value // 1_000_000 for minute in there], np.int64)

    asked = lacked(times, "1m", at(0), at(5000))

    assert [(begin.floor("min"), end) for begin, end in asked] == [(at(begin), at(end)) for begin, end in ranges]


def test_of_two_stores_the_larger_version_counts_and_of_alike_ones_the_later() -> None:
    def part(rows: list[tuple[int, int, float]]) -> dict[str, Column]:
        values = np.array(rows, float).reshape(-1, 3).T
        return {
            name: Column(column, np.zeros(len(rows), np.bool_))
            for name, column in zip(["timestamp", "version", "close"], values, strict=True)
        }

    found = newest_versions(part([(1, 5, 10), (2, 9, 20), (3, 1, 30)]), part([(2, 8, 21), (3, 1, 31), (4, 1, 40)]))

    assert found["close"].cells.tolist() == [10, 20, 31, 40]


def test_of_files_that_hold_more_the_wanted_rows_are_taken_and_what_is_new_is_seen(lake: cs.Lake) -> None:
    long_name = "a_name_that_is_longer_than_a_bound"
    put(lake, [candle(minute) for minute in range(0, 60)])
    put(lake, [candle(minute, asset_name=long_name, symbol="LONGUSDT") for minute in range(30, 90)])
    put(lake, [candle(minute, asset_name="bitcoin_5m", interval="5m") for minute in range(0, 60, 5)])

    def minutes_of(asset: str, first: int, behind: int) -> list[int]:
        start, end = (START + timedelta(minutes=minute) for minute in (first, behind))
        return list(cs.load(asset, start, end, store="lake", lake=lake)["trades"])

    assert minutes_of("bitcoin", 0, 60) == list(range(60))
    assert minutes_of("bitcoin", 10, 20) == list(range(10, 20))
    assert minutes_of("LONGUSDT", 0, 40) == list(range(30, 40))
    assert minutes_of("bitcoin_5m", 0, 60) == list(range(0, 60, 5))
    put(lake, [candle(minute) for minute in range(60, 70)])
    assert minutes_of("bitcoin", 50, 100) == list(range(50, 70))
