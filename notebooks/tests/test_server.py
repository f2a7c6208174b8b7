"""What the package reads from the Cassandra that NotebooksIT has filled: BTCUSDT, ETHUSDT, and a month of LINKUSDT."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import candlestream as cs
from candlestream import candles, live, proof
from candlestream.place import PROJECT
from lakes import NUMBERS, made_lake, put

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not os.environ.get("ASSET_CASSANDRA_HOST"), reason="ASSET_CASSANDRA_HOST names no Cassandra"),
]
FROM, TO = "2025-10-29", "2025-11-02"
MINUTE = pd.Timedelta(minutes=1)


@pytest.fixture(scope="module")
def connection() -> Iterator[cs.Connection]:
    with cs.connect() as opened:
        yield opened


def test_a_frame_is_sorted_typed_and_in_utc(connection: cs.Connection) -> None:
    candles = cs.load("bitcoin", FROM, TO, connection=connection)

    assert str(candles.index.dtype) == "datetime64[ns, UTC]"
    assert candles.index.is_monotonic_increasing
    assert candles.index.is_unique
    assert set(map(str, candles.dtypes)) == {"float64", "Int64", "boolean"}
    assert candles["is_closed"].all()
    assert candles["close"].between(90_000, 130_000).all()


def test_the_end_is_left_out_and_the_start_is_not(connection: cs.Connection) -> None:
    candles = cs.load("ethereum", "2025-10-30T00:00", "2025-10-30T00:10", connection=connection)

    assert candles.index[0] == pd.Timestamp("2025-10-30T00:00Z")
    assert candles.index[-1] == pd.Timestamp("2025-10-30T00:09Z")


def test_the_newest_are_the_end_of_all(connection: cs.Connection) -> None:
    every = cs.load("ethereum", FROM, TO, connection=connection)

    pd.testing.assert_frame_equal(cs.latest("ethereum", 7, connection=connection), every.tail(7), check_freq=False)


def test_made_hours_are_the_whole_hours_of_the_minutes(connection: cs.Connection) -> None:
    minutes = cs.resample(cs.load("bitcoin", FROM, TO, connection=connection), "1h")
    whole = minutes[minutes["is_complete"]]
    hours = cs.load("bitcoin", FROM, TO, interval="1h", connection=connection)

    assert len(hours) > 60
    assert list(hours.index) == list(whole.index)
    assert (hours["high"] == whole["high"]).all()
    assert (hours["close"] == whole["close"]).all()
    assert (hours["volume"] - whole["volume"]).abs().max() < 1e-6
    with pytest.raises(cs.CandlestreamError, match=r"there is no table .*_12h .*history build --from-1m 12h"):
        cs.load("bitcoin", FROM, TO, interval="12h", connection=connection)


def test_a_month_of_minutes_is_there_within_two_seconds(connection: cs.Connection) -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        candles = cs.load("chainlink", "2026-02-01", "2026-03-04", connection=connection)
        took.append(time.perf_counter() - started)
        assert len(candles) == 44_640

    print("44,640 rows in " + ", ".join(f"{seconds:.2f} s" for seconds in took))
    assert min(took) < 2


@pytest.mark.parametrize(("asset", "end"), [("bitcoin", TO), ("chainlink", "2026-03-04"), ("chainlink", "2025-10-30")])
def test_raw_pages_give_what_the_rows_of_the_driver_give(connection: cs.Connection, asset: str, end: str) -> None:
    query = (
        f"SELECT timestamp, {', '.join(candles.COLUMNS)} FROM {{table}}"
        " WHERE asset_name = ? AND timestamp >= ? AND timestamp < ? ORDER BY timestamp ASC"
    )
    span = [pd.Timestamp(time, tz="UTC") for time in (FROM, end)]
    rows = connection.rows(query, asset, *(time.to_pydatetime() for time in span))

    by_rows = candles.frame_of_rows(rows, candles.COLUMNS, closed_only=False)

    pd.testing.assert_frame_equal(cs.load(asset, *span, False, connection=connection), by_rows, check_exact=True)


def test_with_a_lake_the_frame_is_the_same_without_a_seam(connection: cs.Connection, tmp_path: Path) -> None:
    span = ("2026-02-01", "2026-03-04")
    by_table = cs.load("chainlink", *span, store="table", connection=connection)
    lake = made_lake(tmp_path)
    there = by_table.drop(by_table.index[5000:5100]).iloc[100:-3000]
    put(lake, lake_rows(there, version=1))
    put(lake, lake_rows(there.iloc[:10], version=2))
    put(lake, lake_rows(there.iloc[-1440:].assign(close=1.0), version=0))

    both = cs.load("chainlink", *span, connection=connection, lake=lake)
    alone = cs.load("LINKUSDT", *span, store="lake", lake=lake)

    pd.testing.assert_frame_equal(both, by_table, check_exact=True)
    pd.testing.assert_frame_equal(alone, there, check_exact=True)
    table = cs.load("chainlink", *span, connection=connection, lake=lake, to="arrow")
    assert table.num_rows == len(by_table)
    assert table["close"].to_pylist() == by_table["close"].tolist()


def test_every_three_lines_of_the_readme_run(
    connection: cs.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lake = made_lake(tmp_path)
    put(lake, lake_rows(cs.load("chainlink", "2026-02-01", "2026-02-02", connection=connection), version=1))
    monkeypatch.setenv("CANDLESTREAM_LAKE_WAREHOUSE", str(tmp_path))
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    blocks = re.findall(r"(?ms)^```python\n(.*?)^```$", readme)
    assert len(blocks) == 4

    for block in blocks:
        assert len([line for line in block.splitlines() if line]) == 3
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - it is ours
        assert len(capfd.readouterr().out.splitlines()) > 3, block


def lake_rows(frame: pd.DataFrame, version: int) -> list[dict[str, Any]]:
    """As the consumer writes them: numbers as decimals, what is absent null."""
    rows = []
    for opened, row in zip(frame.index, frame.astype(object).to_dict("records"), strict=True):
        values = {name: None if pd.isna(row[name]) else row[name] for name in candles.COLUMNS}
        numbers = {
            name: value if value is None else Decimal(repr(value)) for name, value in values.items() if name in NUMBERS
        }
        rows.append(
            {"asset_name": "chainlink", "symbol": "LINKUSDT", "interval": "1m", "timestamp": opened.to_pydatetime()}
            | numbers
            | {"trades": values["trades"], "is_closed": values["is_closed"], "version": version}
        )
    return rows


def test_assets_tell_what_there_is(connection: cs.Connection) -> None:
    overview = cs.assets(connection=connection)

    assert {"bitcoin", "ethereum", "chainlink"} <= set(overview.index)
    assert tuple(overview.loc["bitcoin", ["symbol", "interval"]]) == ("BTCUSDT", "1m")
    assert overview.loc["ethereum", "first"] == pd.Timestamp("2025-10-29T04:22Z")


def test_trades_are_read_over_the_turn_of_an_hour(connection: cs.Connection) -> None:
    trades = cs.trades("bitcoin", "2025-10-30T23:59:30Z", "2025-10-31T00:00:20Z", connection=connection)

    assert list(trades.index) == [4, 5, 6, 7, 8]
    assert trades.index.name == "trade_id"
    assert trades["trade_time"].iloc[0] == pd.Timestamp("2025-10-30T23:59:30Z")
    assert list(trades["taker"]) == ["sold", "bought", "sold", "bought", "sold"]
    assert trades["quote_quantity"].dtype == "float64"
    exact = cs.trades("BTCUSDT", "2025-10-30T23:59:30Z", "2025-10-31", exact=True, connection=connection)
    assert list(exact["price"]) == [Decimal("110000.4"), Decimal("110000.5"), Decimal("110000.6")]
    assert cs.trades("ethereum", FROM, "2025-10-30", connection=connection).empty
    with pytest.raises(cs.CandlestreamError, match="is not before the end"):
        cs.trades("bitcoin", TO, FROM, connection=connection)


def test_gaps_and_completeness_agree_on_what_is_healed_and_what_is_empty(connection: cs.Connection) -> None:
    start, end = cs.assets(connection=connection).loc["bitcoin", ["first", "newest"]]
    gaps = cs.gaps("bitcoin", start, end, connection=connection)
    complete = cs.completeness("bitcoin", start, end, connection=connection)

    assert {"healed", "empty"} <= set(gaps["state"])
    empty = gaps[gaps["state"] == "empty"]
    assert complete.empty == (empty["to_time"] - empty["from_time"]).sum() / MINUTE
    assert complete.share == 1
    assert complete.expected == complete.stored + complete.empty
    assert cs.gaps("bitcoin", end, end + MINUTE, connection=connection).empty


def test_a_stretch_before_the_first_candle_is_missing_and_no_error(connection: cs.Connection) -> None:
    assert cs.load("bitcoin", "2020-01-01", "2020-01-02", connection=connection).empty
    assert len(cs.completeness("bitcoin", "2020-01-01", "2020-01-02", connection=connection).missing) == 1440


def test_an_asset_that_is_not_there_is_refused_with_those_that_sound_alike(connection: cs.Connection) -> None:
    for read in (cs.load, cs.completeness):
        with pytest.raises(cs.CandlestreamError, match="is it bitcoin"):
            read("bitcon", FROM, TO, connection=connection)
    with pytest.raises(cs.CandlestreamError, match="is it ethereum"):
        cs.latest("Etherum", 5, connection=connection)


def test_a_start_behind_the_end_is_refused(connection: cs.Connection) -> None:
    with pytest.raises(cs.CandlestreamError, match="is not before the end"):
        cs.load("bitcoin", TO, FROM, connection=connection)


def test_without_a_range_it_is_the_day_up_to_the_newest_candle(connection: cs.Connection) -> None:
    newest = cs.assets(connection=connection).loc["ethereum", "newest"]

    day = cs.load("ethereum", closed_only=False, connection=connection)

    assert day.index[-1] == newest
    assert day.index[0] > newest - pd.Timedelta(days=1)
    assert len(day) > 1_300
    until_then = cs.load("ethereum", end="2025-10-31", connection=connection)
    assert until_then.index[0] == pd.Timestamp("2025-10-30T00:00Z")
    assert len(until_then) == 1440


@pytest.mark.parametrize("symbol", ["BTCUSDT", "btcusdt"])
def test_a_symbol_is_a_name_too(connection: cs.Connection, symbol: str) -> None:
    by_name = cs.load("bitcoin", FROM, TO, connection=connection)

    pd.testing.assert_frame_equal(cs.load(symbol, FROM, TO, connection=connection), by_name)
    pd.testing.assert_frame_equal(cs.latest(symbol, 3, connection=connection), by_name.tail(3), check_freq=False)
    assert str(cs.completeness(symbol, FROM, TO, connection=connection)) == str(
        cs.completeness("bitcoin", FROM, TO, connection=connection)
    )


def test_of_several_assets_each_row_has_its_asset_before_its_time(connection: cs.Connection) -> None:
    both = cs.load(["bitcoin", "ETHUSDT"], FROM, TO, connection=connection)

    assert both.index.names == ["asset", "timestamp"]
    for name in ("bitcoin", "ethereum"):
        alone = cs.load(name, FROM, TO, connection=connection)
        pd.testing.assert_frame_equal(both.loc[name], alone, check_freq=False)
    newest = cs.latest(["bitcoin", "ethereum"], 2, connection=connection)
    assert list(newest.index.get_level_values("asset")) == ["bitcoin", "bitcoin", "ethereum", "ethereum"]
    hours = cs.resample(both, "1h")
    assert set(hours.index.unique("asset")) == {"bitcoin", "ethereum"}
    assert not hours["is_complete"].all()


@pytest.mark.parametrize("count", [0, -1])
def test_none_or_fewer_of_the_newest_is_refused(connection: cs.Connection, count: int) -> None:
    with pytest.raises(cs.CandlestreamError, match=f"Cannot load the newest {count} candles of bitcoin: ask for 1"):
        cs.latest("bitcoin", count, connection=connection)


def test_no_asset_at_all_is_refused(connection: cs.Connection) -> None:
    with pytest.raises(cs.CandlestreamError, match="name one or several"):
        cs.load([], FROM, TO, connection=connection)


def test_verify_finds_the_table_equal_to_the_exchange(connection: cs.Connection) -> None:
    found = proof.verify(["BTCUSDT", "ETHUSDT"], "2025-10-30", "2025-10-31")
    table = proof.summary(["BTCUSDT"], "2025-10-30", "2025-10-31", connection=connection)

    assert list(found["compared"]) == [1440, 1440]
    assert found["equal"].all()
    assert table["complete"].tolist() == [1.0]


def test_what_verify_refuses_is_one_line(connection: cs.Connection) -> None:  # noqa: ARG001 - where it looks
    with pytest.raises(cs.CandlestreamError, match=r"^Cannot verify: There is no asset NOSUCHUSDT in ") as refused:
        proof.verify(["NOSUCHUSDT"], "2025-10-30", "2025-10-31")
    assert "\n" not in str(refused.value)


def test_following_a_table_that_stands_still_ends(connection: cs.Connection) -> None:
    every = cs.latest("ethereum", 30, connection=connection)

    frames = list(live.follow("ethereum", 10, window=20, rewind=4, patience=0.2, poll=0.1, connection=connection))

    assert [frame.index[-1] for frame in frames] == list(every.index[-4:])
    pd.testing.assert_frame_equal(frames[-1], every.tail(20), check_freq=False)


def test_following_ends_at_its_count(connection: cs.Connection) -> None:
    assert len(list(live.follow("ethereum", 2, rewind=4, connection=connection))) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "wrong"}, "login refused .check ASSET_CASSANDRA_USERNAME"),
        ({"port": 1}, "nobody answers there .start ./candlestream demo"),
        ({"table": "nosuch"}, "no such table that .* may see"),
    ],
)
def test_what_keeps_it_from_reading_is_said_in_one_line(wrong: dict[str, object], words: str) -> None:
    place = replace(cs.Place.of(os.environ), **wrong)  # type: ignore[arg-type]

    with pytest.raises(cs.CandlestreamError, match=words) as refused, cs.Connection(place) as opened:
        cs.load("bitcoin", FROM, TO, connection=opened)
    assert "\n" not in str(refused.value)


def test_the_calendar_is_that_of_list_days(connection: cs.Connection) -> None:
    span = ["--from", "2025-10-28", "--to", "2025-11-03"]
    command = [proof._java(), *proof._start(PROJECT), "list", "--days", "--json", *span]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)  # noqa: S603 - it is ours
    days = cs.calendar(start="2025-10-28", end="2025-11-03", connection=connection)

    days.columns = pd.Index([str(day.date()) for day in days.columns])
    assert days.to_dict("index") == json.loads(listed.stdout)
    assert days["2025-10-28"].eq("no_data").all()
    assert not days.loc["bitcoin", "2025-10-30":"2025-11-01"].eq("no_data").any()


def test_only_certified_days_can_be_asked_for(connection: cs.Connection) -> None:
    with pytest.raises(cs.CandlestreamError, match="of 4 days have no certificate: bitcoin 2025-10-29"):
        cs.load("bitcoin", FROM, TO, connection=connection, certified=True)
    with pytest.raises(cs.CandlestreamError, match="Cannot cite: "):
        cs.citation("bitcoin", FROM, TO, connection=connection)


def test_features_are_computed_as_the_consumer_makes_them(connection: cs.Connection) -> None:
    stored = cs.stored_features("ethereum", FROM, TO, source="table", connection=connection)
    computed = cs.stored_features("ethereum", FROM, TO, source="computed", connection=connection)

    assert len(stored) > 4_000
    assert stored["log_return"].isna().sum() > 1, "behind the halt too"
    pd.testing.assert_index_equal(stored.index, computed.index)
    pd.testing.assert_frame_equal(stored.isna(), computed.isna())
    close = cs.load("ethereum", FROM, TO, connection=connection)["close"]
    for name in stored:
        # A difference of prices keeps the last bits of both.
        scale = close if name in ("price_change", "hl_spread", "macd", "macd_signal", "atr_14") else stored[name].abs()
        assert (((stored[name] - computed[name]).abs() <= 1e-12 * scale) | stored[name].isna()).all(), name

    first = pd.Timestamp("2025-10-31T00:00Z")
    known = cs.stored_features("bitcoin", first, first + 5 * MINUTE, connection=connection)
    assert known["rsi_14"].notna().all(), "computed, since the table has none of it"
    frame = cs.stored_features("ethereum", FROM, TO, to="polars", connection=connection)
    assert frame["ma_20"].fill_null(float("nan")).to_list() == pytest.approx(stored["ma_20"].tolist(), nan_ok=True)


def test_correlations_are_computed_as_the_consumer_makes_them(connection: cs.Connection) -> None:
    stored = cs.stored_correlations("ethereum", FROM, TO, source="table", connection=connection)
    computed = cs.stored_correlations("ethereum", FROM, TO, source="computed", connection=connection)

    assert len(stored) > 4_000
    assert stored["beta"].notna().sum() > 3_000
    pd.testing.assert_index_equal(stored.index, computed.index)
    pd.testing.assert_frame_equal(stored, computed, check_freq=False, rtol=1e-9, atol=1e-12)
    pd.testing.assert_frame_equal(
        cs.stored_correlations("ethereum", FROM, TO, connection=connection), stored, check_freq=False
    )
    with pytest.raises(cs.CandlestreamError, match="the one that others are compared with"):
        cs.stored_correlations("bitcoin", FROM, TO, connection=connection)
    elsewhere = replace(connection.place, reference="solana")
    with (
        cs.Connection(elsewhere) as other,
        pytest.raises(cs.CandlestreamError, match="those of ethereum are with bitcoin"),
    ):
        cs.stored_correlations("ethereum", FROM, TO, connection=other)


def test_metrics_are_those_of_the_table_and_else_what_candles_say(connection: cs.Connection) -> None:
    stored = cs.metrics("bitcoin", FROM, TO, source="table", connection=connection)
    said = cs.metrics("bitcoin", FROM, TO, source="computed", connection=connection)

    assert len(stored) > 4_000
    assert stored["ticks"].ge(1).all()
    both = stored.index.intersection(said.index)
    assert len(both) > 4_000
    for name in ("current_price", "total_usdt_volume", "current_sentiment"):
        there, made = stored.loc[both, name], said.loc[both, name]
        pd.testing.assert_series_equal(there, made, check_freq=False, rtol=1e-12, atol=0)
    assert cs.metrics("ethereum", FROM, TO, connection=connection)["avg_price"].isna().all()
    with pytest.raises(cs.CandlestreamError, match="Cannot read metrics from elsewhere"):
        cs.metrics("bitcoin", FROM, TO, source="elsewhere", connection=connection)  # type: ignore[arg-type]
