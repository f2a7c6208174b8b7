"""The bytes of certificates are those of the vectors that the Java program is held to as well."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import candlestream as cs
from candlestream.certificates import FORMAT, check, day_hash, read, root, row_bytes
from lakes import NUMBERS, made_lake, put

VECTORS = json.loads(
    (Path(__file__).parents[2] / "certify/src/test/resources/certificate-vectors.json").read_text("utf-8")
)
WHOLE = {"klines": {0, 1, 10}, "trades": {0, 1}, "agg_trades": {0, 1, 4, 5}}


def typed(stream: str, row: list[Any]) -> tuple[Any, ...]:
    number: Any = float if stream == "klines" else Decimal
    return tuple(
        value if value is None or isinstance(value, bool) else int(value) if i in WHOLE[stream] else number(value)
        for i, value in enumerate(row)
    )


@pytest.mark.parametrize("day", VECTORS["days"], ids=lambda day: f"{day['stream']}-{day['symbol']}")
def test_rows_and_days_have_the_bytes_of_the_vectors(day: dict[str, Any]) -> None:
    rows = [typed(day["stream"], row) for row in day["rows"]]

    assert [row_bytes(day["stream"], row).hex() for row in rows] == day["bytes"]
    found = day_hash(day["stream"], day["symbol"], day["interval"], day["day"], rows)
    assert found == (day["sha256"], day["hours"])


@pytest.mark.parametrize("tree", VECTORS["roots"], ids=lambda tree: str(len(tree["leaves"])))
def test_the_root_is_that_of_the_vectors(tree: dict[str, Any]) -> None:
    assert root([bytes.fromhex(leaf) for leaf in tree["leaves"]]).hex() == tree["root"]


def written(folder: Path, name: str = "2024-02-29.json", **other: Any) -> Path:
    file = folder / name
    file.write_text(json.dumps(VECTORS["certificate"] | other, indent=1), "utf-8")
    return file


def test_a_certificate_is_read_and_one_that_cannot_be_trusted_is_refused(tmp_path: Path) -> None:
    assert read(written(tmp_path), VECTORS["certificate"]["key"])["day"] == "2024-02-29"

    with pytest.raises(cs.CandlestreamError, match="signature is not that of its key"):
        read(written(tmp_path, certificate=VECTORS["certificate"]["certificate"] | {"unproved": [1]}))
    with pytest.raises(cs.CandlestreamError, match="signed by another key"):
        read(written(tmp_path), "ed25519:" + "0" * 64)
    with pytest.raises(cs.CandlestreamError, match="is the certificate of 2024-02-29"):
        read(written(tmp_path, "2024-03-01.json"))
    with pytest.raises(cs.CandlestreamError, match="cannot be read as a certificate"):
        read(written(tmp_path, key=None))


def test_as_a_program_it_says_nothing_of_itself() -> None:
    command = [sys.executable, "-m", "candlestream.certificates", "--help"]
    run = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - it is ours

    assert run.stderr == b""
    assert b"Check a certificate." in run.stdout


def signed(file: Path, body: dict[str, Any]) -> Path:
    key = Ed25519PrivateKey.generate()
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    file.write_text(
        json.dumps({"certificate": body, "key": f"ed25519:{public}", "signature": key.sign(text.encode()).hex()})
    )
    return file


def test_each_change_in_the_lake_is_named(tmp_path: Path) -> None:
    lake = made_lake(tmp_path)
    start = datetime(2026, 3, 1, tzinfo=UTC)

    def candle(minute: int, version: int, close: str) -> dict[str, Any]:
        opened = start + timedelta(minutes=minute)
        return (
            {"asset_name": "bitcoin", "symbol": "BTCUSDT", "interval": "1m", "timestamp": opened}
            | dict.fromkeys(NUMBERS, Decimal(close))
            | {"trades": 1, "is_closed": True, "version": version, "close_time": opened + timedelta(seconds=59)}
        )

    put(lake, [candle(minute, 1, "1.5") for minute in range(1440)])
    rows = [
        (opened, opened + timedelta(seconds=59), *([1.5] * 8), 1)
        for opened in (start + timedelta(minutes=minute) for minute in range(1440))
    ]
    sha256, hours = day_hash("klines", "BTCUSDT", "1m", "2026-03-01", rows)
    entry = {"stream": "klines", "symbol": "BTCUSDT", "interval": "1m", "rows": 1440, "sha256": sha256, "hours": hours}
    body = {"format": FORMAT, "day": "2026-03-01", "certified": [entry], "unproved": []}
    file = signed(tmp_path / "2026-03-01.json", body | {"root": root([bytes.fromhex(sha256)]).hex()})

    assert check(file, lake=lake) == []
    put(lake, [candle(601, 2, "1.6")])
    assert check(file, lake=lake) == [
        "BTCUSDT klines 1m 2026-03-01: certified 1440 rows, stored 1440, hours that differ: [10]"
    ]
