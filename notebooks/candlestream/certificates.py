"""Checks a certificate of a day against Cassandra or the lake; shares no code with the program that made it.

docs/certificates.md says what is hashed. As a command: python -m candlestream.certificates FILE [--lake] [--trust KEY]
"""

import argparse
import hashlib
import json
import struct
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from candlestream.connection import Connection
from candlestream.default import opened
from candlestream.errors import CandlestreamError
from candlestream.lake import Lake

FORMAT = "candlestream certificate 1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_HOURS = 24
_CANDLE = "close_time open high low close volume quote_volume taker_buy_volume taker_buy_quote_volume trades"
#: Of each stream its table in Cassandra and in the lake, the fields of a row behind its keys, and their kinds.
_STREAMS: dict[str, tuple[str, str, list[str], str]] = {
    "klines": ("{table}", "candles", ["timestamp", *_CANDLE.split()], "kwffffffffw"),
    "trades": (
        "{trades}",
        "trades",
        ["trade_id", "trade_time", "price", "quantity", "quote_quantity", "is_buyer_maker"],
        "kkdddb",
    ),
    "agg_trades": (
        "",
        "agg_trades",
        ["agg_trade_id", "trade_time", "price", "quantity", "first_trade_id", "last_trade_id", "is_buyer_maker"],
        "kkddwwb",
    ),
}


def whole(value: Any) -> int:
    """A number as it is, a time in milliseconds since 1970."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).__sub__(_EPOCH) // _MILLISECOND
    return int(value)


def field(kind: str, value: Any) -> bytes:
    """The bytes of one field: k a key, w whole, f the nearest double, d an exact decimal, b true or false."""
    if kind == "k":
        return struct.pack(">q", whole(value))
    if value is None:
        return b"\0"
    if kind == "d":
        plain = format(Decimal(value), "f")  # normalize() would round to 28 digits
        text = ((plain.rstrip("0").rstrip(".") if "." in plain else plain) if value else "0").encode()
        return b"\1" + bytes([len(text)]) + text
    if kind == "f":
        return b"\1" + struct.pack(">d", float(value) or 0.0)
    return b"\1" + (struct.pack(">q", whole(value)) if kind == "w" else bytes([bool(value)]))


def row_bytes(stream: str, row: Iterable[Any]) -> bytes:
    return b"".join(field(kind, value) for kind, value in zip(_STREAMS[stream][3], row, strict=True))


def day_hash(stream: str, symbol: str, interval: str, day: str, rows: Iterable[tuple[Any, ...]]) -> tuple[str, str]:
    """The hash of a day's rows, which are in their order, and the beginnings of those of its hours."""
    hours = [hashlib.sha256() for _ in range(_HOURS)]
    for row in rows:
        time = whole(row[0] if stream == "klines" else row[1])
        hours[time // 3_600_000 % _HOURS].update(row_bytes(stream, row))
    head = f"candlestream day 1\n{stream}\n{symbol}\n{interval}\n{day}\n".encode()
    whole_day = hashlib.sha256(head + b"".join(hour.digest() for hour in hours))
    return whole_day.hexdigest(), "".join(hour.hexdigest()[:16] for hour in hours)


def root(leaves: list[bytes]) -> bytes:
    """The root of RFC 6962 over the hashes of the days."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0] if leaves else b"").digest()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:left]) + root(leaves[left:])).digest()


def read(file: Path, trust: str = "") -> dict[str, Any]:
    """What a certificate says, once its signature, its day and its root are right."""
    try:
        whole_file = json.loads(file.read_text("utf-8"))
        body, key = whole_file["certificate"], whole_file["key"]
        signed = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        if body["format"] != FORMAT:
            raise CandlestreamError(f"Cannot check {file}: it is no certificate ({FORMAT})")
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(key).removeprefix("ed25519:")))
        public.verify(bytes.fromhex(whole_file["signature"]), signed)
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise CandlestreamError(f"Cannot check {file}: it cannot be read as a certificate ({e})") from e
    except InvalidSignature as e:
        raise CandlestreamError(f"Cannot trust {file}: its signature is not that of its key over what it says") from e
    if trust and trust != key:
        raise CandlestreamError(f"Cannot trust {file}: it is signed by another key, {key}")
    if file.name[:10].count("-") == 2 and not file.name.startswith(body["day"]):
        raise CandlestreamError(f"Cannot trust {file}: it is the certificate of {body['day']}")
    if root([bytes.fromhex(entry["sha256"]) for entry in body["certified"]]).hex() != body["root"]:
        raise CandlestreamError(f"Cannot trust {file}: its root is not that of its days")
    return dict(body)


def of_cassandra(source: Connection, entry: dict[str, Any], day: date) -> Iterator[tuple[Any, ...]]:
    """The rows of one pair and day, in their order."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    table, name, columns, _ = _STREAMS[entry["stream"]]
    query = f"SELECT {', '.join(columns)} FROM {table or f'{source.place.keyspace}.{name}'} WHERE "
    if entry["stream"] != "klines":
        for hour in range(_HOURS):
            at = begin + timedelta(hours=hour)
            yield from source.rows(f"{query}symbol = ? AND hour = ? ORDER BY {columns[0]} ASC", entry["symbol"], at)
        return
    pairs = source.rows("SELECT asset_name, symbol, interval FROM {table} PER PARTITION LIMIT 1")
    closed = query.replace(" FROM", ", is_closed FROM") + "asset_name = ? AND timestamp >= ? AND timestamp < ?"
    for asset in sorted(asset for asset, *pair in pairs if pair == [entry["symbol"], entry["interval"]])[:1]:
        rows = source.rows(f"{closed} ORDER BY timestamp ASC", asset, begin, begin + timedelta(days=1))
        yield from (row[:-1] for row in rows if row[-1])


def of_lake(lake: Lake, entry: dict[str, Any], day: date) -> Iterator[tuple[Any, ...]]:
    """The same in the lake, of each row its newest version."""
    by: Any = import_module("pyiceberg.expressions")
    _, name, columns, _ = _STREAMS[entry["stream"]]
    time = "timestamp" if entry["stream"] == "klines" else "hour"
    wanted = by.And(
        by.EqualTo("symbol", entry["symbol"]),
        by.GreaterThanOrEqual(time, f"{day}T00:00:00+00:00"),
        by.LessThan(time, f"{day + timedelta(days=1)}T00:00:00+00:00"),
    )
    if "interval" in entry:
        wanted = by.And(wanted, by.EqualTo("interval", entry["interval"]))
    fields = [*dict.fromkeys([*columns, time, "version"])]
    rows = lake.table(name).scan(wanted, tuple(fields)).to_arrow().select(fields).to_pylist()
    newest = {(row[time], row[columns[0]]): row for row in sorted(rows, key=lambda row: row["version"])}
    for _, row in sorted(newest.items()):
        yield tuple(row[column] for column in columns)


def check(
    file: str | Path, *, trust: str = "", lake: Lake | None = None, connection: Connection | None = None
) -> list[str]:
    """What of a certificate is not so in the lake, if one is given, else in Cassandra; nothing when all is."""
    body = read(Path(file), trust)
    day = date.fromisoformat(body["day"])
    stored = partial(of_lake, lake) if lake else partial(of_cassandra, opened(connection))
    lines = []
    for entry in body["certified"] + body["unproved"]:
        rows = list(stored(entry, day))
        interval = entry.get("interval", "")
        sha256, hours = day_hash(entry["stream"], entry["symbol"], interval, body["day"], rows)
        if (sha256 if rows else "") != entry["sha256"]:
            cut = range(0, 16 * _HOURS, 16)
            differing = [i // 16 for i in cut if hours[i : i + 16] != entry["hours"][i : i + 16]]
            what = f"certified {entry['rows']} rows, stored {len(rows)}, hours that differ: {differing}"
            lines.append(f"{entry['symbol']} {entry['stream']} {interval} {day}: {what}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser("python -m candlestream.certificates", description="Check a certificate.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--trust", default="", metavar="KEY", help="the key that has to have signed it, ed25519:...")
    parser.add_argument("--lake", action="store_true", help="read the lake, CANDLESTREAM_LAKE_WAREHOUSE")
    options = parser.parse_args()
    try:
        lines = check(options.file, trust=options.trust, lake=Lake.find() if options.lake else None)
        print("\n".join(lines) or f"equal: {options.file}, root {read(options.file)['root']}")
    except CandlestreamError as e:
        print(e, file=sys.stderr)
        return 2
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
