"""The files of candles of a lake on this machine: which hold what is asked for, and their rows."""

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, cast

import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table

_NANOS_IN_MICRO = 1000
_PLACE = "file:"
_NAMES = ("asset_name", "symbol")


@dataclass(frozen=True)
class _File:
    path: str
    #: The smallest and the largest text of asset and symbol as the lake knows them, maybe cut; empty where unknown.
    texts: dict[str, tuple[bytes, bytes]]
    #: The first and the last open time, in microseconds; None where unknown.
    times: tuple[int, int] | None

    @staticmethod
    def of(file: "DataFile", fields: dict[str, int]) -> "_File":
        low, high = (bounds or {} for bounds in (file.lower_bounds, file.upper_bounds))
        time = fields["timestamp"]
        known = time in low and time in high
        first, last = (int.from_bytes(bounds.get(time, b""), "little", signed=True) for bounds in (low, high))
        return _File(
            file.file_path.removeprefix(_PLACE).replace("//", "/"),
            {name: (low.get(fields[name], b""), high.get(fields[name], b"")) for name in _NAMES},
            (first, last) if known else None,
        )

    def may_hold(self, field: str, value: str) -> bool:
        low, high = self.texts[field]
        # A bound that was cut is a smaller one, or a larger one.
        return not high or low <= value.encode() <= high

    def may_open(self, first: int, behind: int) -> bool:
        return self.times is None or (self.times[0] < behind and self.times[1] >= first)

    def is_of(self, name: str, first: int, behind: int) -> bool:
        """Whether all rows are of one asset, which a text that was cut never says, and of a range of open times."""
        return (
            self.texts["asset_name"] == (name.encode(), name.encode())
            and self.times is not None
            and first <= self.times[0]
            and self.times[1] < behind
        )


@dataclass(frozen=True)
class LakeFiles:
    """All files of a state of the table, planned once: to plan them for each asset takes longer than to read it."""

    table: "Table"
    files: list[_File]

    @staticmethod
    def of(table: "Table") -> "LakeFiles | None":
        """None where a file lies elsewhere than on this machine, or has deleted rows."""
        tasks = list(table.scan().plan_files())
        if any(task.delete_files or not task.file.file_path.startswith(_PLACE) for task in tasks):
            return None
        fields = {name: table.schema().find_field(name).field_id for name in ("timestamp", *_NAMES)}
        files = [_File.of(task.file, fields) for task in tasks]
        return LakeFiles(table, sorted(files, key=lambda file: file.times or (0, 0)))

    def rows(self, name: str, first: pd.Timestamp, behind: pd.Timestamp, fields: tuple[str, ...]) -> "pa.Table":
        """The rows of an asset that open from first until before behind.

        A file of which the lake knows that all its rows are wanted is read without a look at each.
        """
        import polars as pl

        empty = cast(pl.DataFrame, pl.from_arrow(self.table.schema().as_arrow().empty_table()))
        span = (first.value // _NANOS_IN_MICRO, behind.value // _NANOS_IN_MICRO)
        asked = [file for file in self.files if file.may_hold("asset_name", name) and file.may_open(*span)]
        parts = [empty.select(fields)]
        for whole, group in groupby(asked, lambda file: file.is_of(name, *span)):
            rows = pl.scan_parquet(
                [file.path for file in group],
                schema=empty.schema,
                missing_columns="insert",
                extra_columns="ignore",
                cast_options=pl.ScanCastOptions(integer_cast="upcast"),
                hive_partitioning=False,
                glob=False,
                use_statistics=not whole,
            )
            if not whole:
                rows = rows.filter(
                    pl.col("timestamp").is_between(first.to_pydatetime(), behind.to_pydatetime(), closed="left"),
                    pl.col("asset_name") == name,
                )
            parts.append(rows.select(fields).collect())
        return pl.concat(parts, rechunk=False).to_arrow()

    def first(self, field: str, value: str, fields: tuple[str, ...]) -> list[tuple[str | None, ...]]:
        """The first row that has this asset or symbol, or none."""
        from pyarrow import dataset

        for file in self.files:
            if file.may_hold(field, value):
                read = dataset.dataset([file.path], schema=self.table.schema().as_arrow(), format="parquet")
                for row in read.head(1, columns=list(fields), filter=dataset.field(field) == value).to_pylist():
                    return [tuple(row[name] for name in fields)]
        return []
