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
    schema = Schema(*[NestedField(i, name, kind, required=False) for i, (name, kind) in enumerate(TYPES.items(), 1)])
    catalog.create_table("assets.candles", schema)
    found = cs.Lake.of({"CANDLESTREAM_LAKE_WAREHOUSE": str(folder)})
    assert found
    return found


def put(lake: cs.Lake, rows: list[dict[str, Any]]) -> None:
    table = lake.table("candles")
    table.append(pa.Table.from_pylist(rows, schema=table.schema().as_arrow()))
