"""Pages of bytes become the values that the driver itself makes of them."""

import random
import struct
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from cassandra import ProtocolVersion
from cassandra.cqltypes import BooleanType, DateType, DoubleType, FloatType, Int32Type, LongType

from candlestream.pages import Column, Page, together

SEED = 20_261_128
TYPES = {
    "timestamp": ("timestamp", DateType, lambda r: datetime.fromtimestamp(r.randrange(2**31), UTC)),
    "open": ("double", DoubleType, lambda r: r.choice([0.0, -0.0, r.uniform(-1e9, 1e9), 1e-300])),
    "share": ("float", FloatType, lambda r: 0.5 * r.randrange(1000)),
    "trades": ("int", Int32Type, lambda r: r.randrange(-(2**31), 2**31)),
    "id": ("bigint", LongType, lambda r: r.randrange(-(2**63), 2**63)),
    "is_closed": ("boolean", BooleanType, lambda r: r.random() < 0.5),
}


def page(rows: list[list[bytes | None]]) -> Page:
    data = b"".join(
        struct.pack(">i", -1 if value is None else len(value)) + (value or b"") for row in rows for value in row
    )
    return Page(list(TYPES), [kind for kind, _, _ in TYPES.values()], len(rows), data)


def driver_reads(kind: Any, value: bytes | None) -> Any:
    return kind.from_binary(value, ProtocolVersion.V5)


def assert_same(column: Column, name: str, values: list[bytes | None]) -> None:
    wanted = [driver_reads(TYPES[name][1], value) for value in values]
    assert column.absent.tolist() == [value is None for value in wanted]
    there = [value for value in wanted if value is not None]
    if name == "timestamp":
        there = [round((time - datetime(1970, 1, 1)).total_seconds() * 1000) for time in there]  # noqa: DTZ001 - UTC
    assert column.cells[~column.absent].tolist() == there


@pytest.mark.parametrize("lacking", ["nothing", "always the same", "any", "all"])
@pytest.mark.parametrize("sizes", [[1], [7, 3], [0], [500, 0, 1]])
def test_columns_are_what_the_driver_reads(lacking: str, sizes: list[int]) -> None:
    chance = random.Random(SEED)
    lacks = {
        "nothing": lambda _: False,
        "always the same": lambda name: name in ("share", "is_closed"),
        "any": lambda _: chance.random() < 0.2,
        "all": lambda _: True,
    }[lacking]
    pages = [
        [
            [None if lacks(name) else kind.to_binary(make(chance), 5) for name, (_, kind, make) in TYPES.items()]
            for _ in range(size)
        ]
        for size in sizes
    ]

    found = together([page(rows) for rows in pages], list(TYPES))

    rows = [row for rows in pages for row in rows]
    for number, name in enumerate(TYPES):
        assert_same(found[name], name, [row[number] for row in rows])
        assert found[name].cells.dtype.isnative


def test_an_empty_value_is_none() -> None:
    rows: list[list[bytes | None]] = [
        [kind.to_binary(make(random.Random(SEED)), 5) for _, kind, make in TYPES.values()] for _ in range(3)
    ]
    rows[1][3] = b""

    trades = together([page(rows)], ["trades"])["trades"]

    assert trades.absent.tolist() == [False, True, False]
    assert np.array_equal(trades.cells[[0, 2]], trades.cells[[0, 0]])
