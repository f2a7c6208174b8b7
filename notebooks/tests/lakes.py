"""A lake of candles as pyiceberg makes one."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.schema import Schema
from pyiceberg.types import (
    BooleanType,
    DecimalType,
    IntegerType,
    LongType,
    NestedField,
    PrimitiveType,
    StringType,
    TimestamptzType,
)

import candlestream as cs
from candlestream.candles import COLUMNS

KEY = ["asset_name", "timestamp"]
NUMBERS = [name for name in COLUMNS if name not in ("trades", "is_closed")]
TYPES: dict[str, PrimitiveType] = {
    "asset_name": StringType(),
    "symbol": StringType(),
    "interval": StringType(),
    "timestamp": TimestamptzType(),
    **dict.fromkeys(NUMBERS, DecimalType(38, 18)),
    "trades": IntegerType(),
    "is_closed": BooleanType(),
    "close_time": TimestamptzType(),
    "collected_at": TimestamptzType(),
    "version": LongType(),
}


def made_lake(folder: Path) -> cs.Lake:
    """A lake in this folder with an empty table of candles."""
    catalog = SqlCatalog("candlestream", uri=f"sqlite:///{folder}/catalog.db", warehouse=folder.as_uri())
    catalog.create_namespace("assets")
    found = cs.Lake.of({"CANDLESTREAM_LAKE_WAREHOUSE": str(folder)})
    assert found
    made_table(found, "candles", TYPES, KEY)
    return found


def made_table(lake: cs.Lake, name: str, types: dict[str, PrimitiveType], key: list[str]) -> None:
    """An empty table, in which key and version are there in each row, as the consumer's lake sink makes one."""
    fields = [
        NestedField(i, column, kind, required=column in [*key, "version"])
        for i, (column, kind) in enumerate(types.items(), 1)
    ]
    lake.catalog.create_table(f"{lake.namespace}.{name}", Schema(*fields))


def put(lake: cs.Lake, rows: list[dict[str, Any]], name: str = "candles") -> None:
    table = lake.table(name)
    table.append(pa.Table.from_pylist(rows, schema=table.schema().as_arrow()))
