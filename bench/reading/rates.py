"""How fast candlestream.load() reads a lake: three years of one pair, then of all pairs, as a month of merging leaves them.

notebooks/.venv/bin/python bench/reading/rates.py FOLDER [PAIRS]    (50 pairs: 79 million rows, 4 GB in FOLDER, 10 GB of memory)
"""

import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.schema import Schema
from pyiceberg.types import BooleanType, DecimalType, IntegerType, LongType, NestedField, StringType, TimestamptzType

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))
import candlestream as cs  # noqa: E402
from candlestream.candles import COLUMNS  # noqa: E402

NUMBERS = [name for name in COLUMNS if name not in ("trades", "is_closed")]
TYPES = {
    **dict.fromkeys(("asset_name", "symbol", "interval"), StringType()),
    "timestamp": TimestamptzType(),
    **dict.fromkeys(NUMBERS, DecimalType(38, 18)),
    "trades": IntegerType(),
    "is_closed": BooleanType(),
    "version": LongType(),
}
SCHEMA = Schema(*[NestedField(i, name, kind, required=False) for i, (name, kind) in enumerate(TYPES.items(), 1)])
FIRST, LAST = np.datetime64("2021-01", "M"), np.datetime64("2024-01", "M")
MINUTE = 60_000


def decimals(hundreds: np.ndarray) -> pa.Array:
    """Hundredths as decimals of 18 places: 128 bits, the product with 10^16."""
    low, high = (hundreds & 0xFFFFFFFF) * 10**16, (hundreds >> 32) * 10**16
    parts = np.empty((len(hundreds), 2), np.uint64)
    parts[:, 0] = low.astype(np.uint64) + (high.astype(np.uint64) << np.uint64(32))
    parts[:, 1] = [product >> 64 for product in (hundreds.astype(object) * 10**16)]
    return pa.Array.from_buffers(pa.decimal128(38, 18), len(hundreds), [None, pa.py_buffer(parts.tobytes())])


def month(begin: np.datetime64, chance: np.random.Generator) -> dict[str, pa.Array]:
    times = np.arange(*(edge.astype("datetime64[ms]").astype("int64") for edge in (begin, begin + 1)), MINUTE)
    price = 3_000_000 + np.cumsum(chance.integers(-300, 301, len(times)))
    made = {"timestamp": pa.array(times * 1000, pa.timestamp("us", "UTC"))}
    for name in NUMBERS:
        around = chance.integers(1, 50_000_000, len(times)) if "volume" in name else price
        made[name] = decimals(np.abs(around + chance.integers(0, 200, len(times))))
    made["trades"] = pa.array(chance.integers(1, 5000, len(times)).astype("int32"))
    made["is_closed"] = pa.array(np.ones(len(times), bool))
    made["version"] = pa.array(times + MINUTE - 1)
    return made


def lake(folder: Path, symbols: list[str]) -> cs.Lake:
    catalog = SqlCatalog("candlestream", uri=f"sqlite:///{folder}/catalog.db", warehouse=folder.as_uri())
    catalog.create_namespace("assets")
    table = catalog.create_table("assets.candles", SCHEMA)
    chance = np.random.default_rng(1)
    files = []
    for begin in np.arange(FIRST, LAST):
        made = month(begin, chance)  # one for all pairs: what is read does not depend on it
        for symbol in symbols:
            names = {"asset_name": f"{symbol}_1m", "symbol": symbol, "interval": "1m"}
            rows = {name: pa.repeat(text, len(made["timestamp"])) for name, text in names.items()} | made
            files.append(f"{folder}/{symbol}-{begin}.parquet")
            pq.write_table(pa.table({name: rows[name] for name in TYPES}), files[-1], compression="zstd")
    table.add_files([Path(file).as_uri() for file in files])
    found = cs.Lake.of({"CANDLESTREAM_LAKE_WAREHOUSE": str(folder)})
    assert found
    return found


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    symbols = [f"P{number:02d}USDT" for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 50)]
    there = lake(folder, symbols)

    def seconds(asset: str | list[str], to: str) -> tuple[float, int]:
        begin = time.perf_counter()
        rows = cs.load(asset, str(FIRST), str(LAST), store="lake", lake=there, to=to)  # type: ignore[arg-type]
        return time.perf_counter() - begin, len(rows)

    for to in ("pandas", "polars", "arrow"):
        taken = sorted(seconds(f"{symbols[-1]}_1m", to) for _ in range(5))
        print(f"one pair into {to}: {taken[0][1]:,} rows in {taken[2][0]:.2f} s (best {taken[0][0]:.2f} s of five)")
    all_of_them = seconds([f"{symbol}_1m" for symbol in symbols], "arrow")
    print(f"{len(symbols)} pairs into arrow: {all_of_them[1]:,} rows in {all_of_them[0]:.1f} s")


if __name__ == "__main__":
    main()
