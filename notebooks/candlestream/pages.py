"""Pages of a query as they came over the wire, and columns of numbers made of them without a Python object for a value.

The driver's own way makes a tuple of each row, which is half of all the time that a year of candles takes.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from cassandra.protocol import ResultMessage, _ProtocolHandler, read_int
from numpy.typing import NDArray

#: What Cassandra sends of each type (native protocol, v5, section 6): big-endian, always so many bytes.
_TYPES = {"double": ">f8", "float": ">f4", "int": ">i4", "bigint": ">i8", "timestamp": ">i8", "boolean": "?"}
_LENGTH = struct.Struct(">i")


@dataclass(frozen=True)
class Column:
    """The values of a column, and which of them are none: there the value says nothing."""

    cells: NDArray[Any]
    absent: NDArray[np.bool_]


@dataclass(frozen=True)
class Page:
    """The rows of a page as bytes: of each value its length, then itself; a length below 1 says that there is none."""

    names: list[str]
    types: list[str]
    count: int
    data: bytes

    def columns(self) -> dict[str, Column]:
        made = (self._alike() or self._each()) if self.count else [self._none(kind) for kind in self.types]
        return dict(zip(self.names, made, strict=True))

    def _alike(self) -> list[Column] | None:
        """The columns, if every row lacks the same values as the first: then each row has as many bytes."""
        lengths = self._lengths(0)
        layout, at = [], 0
        for number, (kind, length) in enumerate(zip(self.types, lengths, strict=True)):
            layout.append((f"length{number}", ">i4", at))
            if length > 0:
                layout.append((f"value{number}", _TYPES[kind], at + 4))
            at += 4 + max(length, 0)
        if at * self.count != len(self.data):
            return None
        names, formats, offsets = zip(*layout, strict=True)
        row = np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": at})
        rows = np.frombuffer(self.data, row)
        if any((rows[f"length{number}"] != length).any() for number, length in enumerate(lengths)):
            return None
        return [
            Column(rows[f"value{number}"], np.zeros(self.count, np.bool_)) if length > 0 else self._none(kind)
            for number, (kind, length) in enumerate(zip(self.types, lengths, strict=True))
        ]

    def _lengths(self, at: int) -> list[int]:
        """The lengths of the values of the row that begins at this byte."""
        lengths = []
        for _ in self.types:
            (length,) = _LENGTH.unpack_from(self.data, at)
            lengths.append(length)
            at += _LENGTH.size + max(length, 0)
        return lengths

    def _none(self, kind: str) -> Column:
        return Column(np.zeros(self.count, _TYPES[kind]), np.ones(self.count, np.bool_))

    def _each(self) -> list[Column]:
        """The columns, whichever values a row lacks."""
        places, at = [], 0
        for _ in range(self.count * len(self.types)):
            (length,) = _LENGTH.unpack_from(self.data, at)
            at += _LENGTH.size
            places.append(at if length > 0 else -1)
            at += max(length, 0)
        by_column = np.array(places, np.int64).reshape(self.count, len(self.types))
        return [self._at(by_column[:, number], kind) for number, kind in enumerate(self.types)]

    def _at(self, places: NDArray[np.int64], kind: str) -> Column:
        width = np.dtype(_TYPES[kind]).itemsize
        there = places >= 0
        column = Column(np.zeros(self.count, _TYPES[kind]), ~there)
        bytes_of_each = np.frombuffer(self.data, np.uint8)[places[there][:, None] + np.arange(width)]
        column.cells[there] = bytes_of_each.copy().view(_TYPES[kind])[:, 0]
        return column


def together(pages: Sequence[Page], names: Sequence[str]) -> dict[str, Column]:
    """The columns of all pages, one behind the other, in the byte order of this machine."""
    of_each = [page.columns() for page in pages]
    return {
        name: Column(
            _joined([columns[name].cells for columns in of_each]),
            _joined([columns[name].absent for columns in of_each]),
        )
        for name in names
    }


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    joined: NDArray[Any] = np.concatenate(parts)
    native: NDArray[Any] = joined.astype(joined.dtype.newbyteorder("="), copy=False)
    return native


class _RawResult(ResultMessage):  # type: ignore[misc] # the driver has no types
    """The answer to a query, whose rows are one page."""

    def recv_results_rows(
        self, f: Any, _protocol_version: int, user_type_map: Any, result_metadata: Any, _policy: Any
    ) -> None:
        self.recv_results_metadata(f, user_type_map)
        columns = self.column_metadata or result_metadata
        self.column_names = [name for _, _, name, _ in columns]
        self.column_types = [kind for _, _, _, kind in columns]
        types = [kind.cql_parameterized_type() for kind in self.column_types]
        count = read_int(f)
        self.parsed_rows = [Page(self.column_names, types, count, f.read())]


class RawPages(_ProtocolHandler):  # type: ignore[misc]
    """The driver's protocol, but that the rows of an answer are one Page."""

    message_types_by_opcode = _ProtocolHandler.message_types_by_opcode | {ResultMessage.opcode: _RawResult}
