"""The lake: Iceberg tables that the consumer's lake sink writes, found by their catalog and read as columns.

A row that was corrected stands there twice; of the rows of one key the one with the larger version counts.
"""

import os
import re
import warnings
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from candlestream.errors import CandlestreamError
from candlestream.lake_files import LakeFiles
from candlestream.pages import Column
from candlestream.settings import Settings

if TYPE_CHECKING:
    import duckdb as duck
    import pyarrow as pa
    from pyiceberg.catalog import Catalog
    from pyiceberg.table import Table

#: So many rows are made into doubles at once.
_BLOCK = 16_384
#: So many columns are made at once.
_AT_ONCE = 2
_SCALE = 18
_PLACES = 8
#: 10^10 is 2^10 times 5^10, and this the inverse of 5^10 modulo 2^64.
_TWOS = np.uint64(_SCALE - _PLACES)
_INVERSE = np.uint64(pow(5**10, -1, 1 << 64))
#: Up to here a double holds each whole number, and a quotient of two of them is the double that is nearest.
_EXACT = 1 << 53


@dataclass(frozen=True)
class Lake:
    """The tables of one namespace of a catalog."""

    catalog: "Catalog"
    namespace: str
    _kept: dict[str, LakeFiles | None] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def find() -> "Lake | None":
        """The lake that the environment names; None where it names none."""
        return Lake.of(os.environ)

    @staticmethod
    def of(environment: Mapping[str, str]) -> "Lake | None":
        settings = Settings(environment)
        warehouse = settings.text("CANDLESTREAM_LAKE_WAREHOUSE")
        if not warehouse:
            return None
        place = warehouse if re.match(r"\w{2,}:", warehouse) else Path(warehouse).resolve().as_uri()
        return Lake(_catalog(settings, warehouse, place), settings.text("CANDLESTREAM_LAKE_NAMESPACE", "assets"))

    def names(self) -> list[str]:
        """The tables that there are."""
        return sorted(name for *_, name in self.catalog.list_tables(self.namespace))

    def table(self, name: str) -> "Table":
        from pyiceberg.exceptions import NoSuchTableError

        try:
            return self.catalog.load_table(f"{self.namespace}.{name}")
        except NoSuchTableError as e:
            raise CandlestreamError(
                f"Cannot read {name}: the lake has no such table (it has {', '.join(self.names()) or 'none'})"
            ) from e

    def candles(
        self, name: str, symbol: str, first: pd.Timestamp, behind: pd.Timestamp, columns: list[str]
    ) -> dict[str, Column]:
        """The closed candles of an asset that open from first until before behind, in every version that is there."""
        fields = ("timestamp", *columns, "version")
        files = self._files()
        if files:
            rows = files.rows(name, first, behind, fields)
            with ThreadPoolExecutor(_AT_ONCE) as workers:  # numpy lets go of the interpreter
                return dict(zip(fields, workers.map(lambda field: _column(rows[field]), fields), strict=True))
        # The files of the past are parted by symbol and month: there neither has to be compared row by row.
        wanted = _expressions().And(
            _expressions().GreaterThanOrEqual("timestamp", first.isoformat()),
            _expressions().LessThan("timestamp", behind.isoformat()),
            _expressions().EqualTo("symbol", symbol) if symbol else _expressions().EqualTo("asset_name", name),
        )
        rows = self.table("candles").scan(row_filter=wanted, selected_fields=("asset_name", *fields)).to_arrow()
        rows = rows.filter(_computing().equal(rows["asset_name"], name))
        return {field: _column(rows[field]) for field in fields}

    def _files(self) -> LakeFiles | None:
        """Those of the table of candles as it is now; those of its last state are kept."""
        table = self.table("candles")
        if table.metadata_location not in self._kept:
            self._kept.clear()
            self._kept[table.metadata_location] = LakeFiles.of(table)
        return self._kept[table.metadata_location]

    def pair(self, asset: str) -> tuple[str, str, str]:
        """The name, symbol and interval of an asset, which is named by its name or symbol."""
        fields = ("asset_name", "symbol", "interval")
        files = self._files()
        for named, value in (("asset_name", asset), ("symbol", asset.upper())):
            if files:
                found = files.first(named, value, fields)
            else:
                scan = self.table("candles").scan(_expressions().EqualTo(named, value), fields, limit=1)
                found = [tuple(row[name] for name in fields) for row in scan.to_arrow().to_pylist()]
            for name, symbol, interval in found:
                return name or "", symbol or "", interval or ""
        raise CandlestreamError(f"Cannot read {asset}: the lake has no candles of such an asset")

    def newest(self, name: str, symbol: str) -> pd.Timestamp:
        """The open time of the newest candle of an asset that is there."""
        first, behind = pd.Timestamp(0, tz="UTC"), pd.Timestamp("2200-01-01", tz="UTC")
        times = self.candles(name, symbol, first, behind, [])["timestamp"].cells
        return pd.Timestamp(times.max(), unit="ms", tz="UTC")

    def connect(self) -> "duck.DuckDBPyConnection":
        """A connection of DuckDB with a view of each table, as it is now, in which each row is there once."""
        import duckdb as duck

        connection = duck.connect()
        connection.execute("SET TimeZone = 'UTC'")
        # Tables promise no order, and many small files are read by all cores only without one.
        connection.execute("SET preserve_insertion_order = false")
        for name in self.names():
            _view(connection, name, self.table(name))
        return connection


def duckdb(lake: Lake | None = None) -> "duck.DuckDBPyConnection":
    """A connection of DuckDB with a view of each table of the lake."""
    found = lake or Lake.find()
    if not found:
        raise CandlestreamError("Cannot open a lake: none is named (CANDLESTREAM_LAKE_WAREHOUSE)")
    return found.connect()


def _expressions() -> Any:
    """What rows are chosen by; the arguments that it takes are not those that its types tell."""
    return import_module("pyiceberg.expressions")


def newest_versions(*parts: dict[str, Column]) -> dict[str, Column]:
    """The rows of all parts by time; of several of one time that of the largest version, or else of the later part."""
    names = list(parts[0])
    joined = (
        parts[0]
        if len(parts) == 1
        else {
            name: Column(
                np.concatenate([part[name].cells for part in parts]),
                np.concatenate([part[name].absent for part in parts]),
            )
            for name in names
        }
    )
    times, versions = joined["timestamp"].cells, joined["version"].cells
    if len(times) < 2 or (np.diff(times) > 0).all():
        return joined
    order = np.lexsort((versions, times))  # which leaves alike ones in their order
    last = np.append(np.diff(times[order]) > 0, True)
    kept = order[last]
    return {name: Column(column.cells[kept], column.absent[kept]) for name, column in joined.items()}


def _catalog(settings: Settings, warehouse: str, place: str) -> "Catalog":
    try:
        from pyiceberg.catalog.sql import SqlCatalog
    except ImportError as e:
        raise CandlestreamError(
            "Cannot read the lake: pyiceberg is not installed (pip install './notebooks[lake]')"
        ) from e
    url = settings.text("CANDLESTREAM_LAKE_CATALOG", f"jdbc:sqlite:{Path(warehouse) / 'catalog.db'}")
    # It would make the tables of a catalog, but a reader makes nothing.
    return SqlCatalog("candlestream", uri=_address(settings, url), warehouse=place, init_catalog_tables="false")


def _address(settings: Settings, url: str) -> str:
    """What SQLAlchemy calls the catalog that the consumer knows by its JDBC URL."""
    kind, _, rest = url.removeprefix("jdbc:").partition(":")
    if kind == "sqlite":
        file = Path(rest.removeprefix("file:"))
        if not file.is_file():
            raise CandlestreamError(
                f"Cannot read the lake: there is no catalog {file}"
                " (CANDLESTREAM_LAKE_WAREHOUSE, CANDLESTREAM_LAKE_CATALOG)"
            )
        return f"sqlite:///{file.resolve()}"
    if kind != "postgresql":
        raise CandlestreamError(
            f"Cannot use CANDLESTREAM_LAKE_CATALOG={url}: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE is needed"
        )
    server = urlsplit(f"postgresql:{rest}")
    login = settings.text("CANDLESTREAM_LAKE_CATALOG_USERNAME")
    password = quote(settings.text("CANDLESTREAM_LAKE_CATALOG_PASSWORD"), safe="")
    return f"postgresql+psycopg2://{quote(login, safe='')}:{password}@{server.netloc}{server.path}"


def _computing() -> Any:
    """What Arrow computes; its functions are made when it is loaded, so that its types do not tell them."""
    return import_module("pyarrow.compute")


def _column(found: "pa.ChunkedArray") -> Column:
    import pyarrow as pa

    if pa.types.is_decimal(found.type):
        return _decimals(found)
    array = found.combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # of several chunks that cannot be one
        array = pa.concat_arrays(array.chunks)
    absent = np.asarray(array.is_null())
    if pa.types.is_timestamp(array.type):
        return Column(np.asarray(array.cast(pa.timestamp("ms", "UTC")).cast(pa.int64()).fill_null(0)), absent)
    return Column(np.asarray(array.fill_null(False if pa.types.is_boolean(array.type) else 0)), absent)


def _decimals(found: "pa.ChunkedArray") -> Column:
    """Made block by block: what is needed on the way then stays in the processor's cache, and takes no new memory."""
    cells, absent = np.empty(len(found)), np.zeros(len(found), np.bool_)
    at = 0
    for chunk in found.chunks:
        for begin in range(0, len(chunk), _BLOCK):
            part = chunk.slice(begin, _BLOCK)
            block = slice(at, at + len(part))
            absent[block] = part.is_null()
            cells[block] = _doubles(part, absent[block])
            at = block.stop
    return Column(cells, absent)


def _doubles(array: "pa.Array", absent: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The doubles that are nearest to decimals, as of the exchange's own text; those of Arrow are not always.

    Of 128 bits with 18 places the whole number of eight places is found by a shift and a product with the inverse of
    5^10 modulo 2^64, since the division is known to be exact; then one division of doubles rounds once.
    """
    if array.type.scale != _SCALE:
        return _one_by_one(array, absent)
    halves = np.frombuffer(cast(Any, array.buffers()[1]), "<u8")[2 * array.offset :][: 2 * len(array)].reshape(-1, 2)
    low, high = halves[:, 0], halves[:, 1]
    whole = (((low >> _TWOS) | (high << (np.uint64(64) - _TWOS))) * _INVERSE).view("<i8")
    made = whole / 10.0**_PLACES
    # Exact modulo 2^74, and within 2^53: then only the bits above can be others.
    wrong = (low & np.uint64(1023)) != 0
    wrong |= (whole > _EXACT) | (whole < -_EXACT)
    wrong |= np.abs(high.view("<i8") - whole * (10.0 ** (_SCALE - _PLACES) / 2.0**64)) > 512
    wrong &= ~absent
    if wrong.any():
        import pyarrow as pa

        made[wrong] = _one_by_one(array.filter(pa.array(wrong)), absent[wrong])
    return made


def _one_by_one(array: "pa.Array", absent: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.array([0.0 if none else float(value) for value, none in zip(array.to_pylist(), absent, strict=True)])


def _key(name: str, table: "Table") -> list[str]:
    """The columns by which rows are told apart: those that the sink wants in each row, which wants the version too."""
    needed = [field.name for field in table.schema().fields if field.required]
    each = name == "raw" or name.endswith("_raw")
    return [column for column in needed if each or column != "version"] if "version" in needed else []


def _view(connection: "duck.DuckDBPyConnection", name: str, table: "Table") -> None:
    key = ", ".join(f'"{column}"' for column in _key(name, table))
    if not key:
        warnings.warn(
            f"Cannot show {name} in DuckDB: the lake sink has not made it, and its key is unknown", stacklevel=4
        )
        return
    files = [task.file.file_path for task in table.scan().plan_files()]
    far = [file for file in files if not file.startswith("file:") and "://" in file]
    if far:
        raise CandlestreamError(
            f"Cannot show {name} in DuckDB: its files are not on this machine ({far[0]}); load() reads them"
        )
    if files:
        names = ", ".join(
            "'" + file.removeprefix("file://").removeprefix("file:").replace("'", "''") + "'" for file in files
        )
        rows = f"SELECT * FROM read_parquet([{names}], union_by_name = true, hive_partitioning = false)"
    else:
        connection.register(f"{name}_empty", table.schema().as_arrow().empty_table())
        rows = f"SELECT * FROM {name}_empty"
    connection.execute(
        f'CREATE VIEW "{name}" AS {rows} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY version DESC) = 1'
    )
