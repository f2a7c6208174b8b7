"""Two programs of other people play a stored day on each exchange that is made of it, and get what is stored.

clients.py FOLDER STREAM REST CONTROL ...: the folder with the archive files of what is played, and the three addresses
of each paused ``exchange --from ...`` that begins with the day. No test of pytest: it needs those exchanges.
"""

import asyncio
import csv
import json
import sys
import urllib.request
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import ccxt
from binance import AsyncClient, BinanceSocketManager, Client

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PAIRS = {"BTCUSDT": "BTC/USDT", "ETHUSDT": "ETH/USDT"}
FOLDER, *ADDRESSES = sys.argv[1:]
#: The addresses of the exchange that is played on: stream, rest and control.
AT_EXCHANGE: dict[str, str] = {}
AT = int(datetime(2025, 10, 30, tzinfo=UTC).timestamp() * 1000)
TRADED = "2024-08-08T23:56Z"
# A library that is slower than the exchange at full speed gathers, and gives up when it has gathered too much.
GATHERED = 1_000_000


class OurClient(Client):
    pass


class OurAsyncClient(AsyncClient):
    pass


def ccxt_client() -> Any:
    exchange = ccxt.binance(
        {"options": {"fetchMarkets": {"types": ["spot"]}, "fetchCurrencies": False}, "enableRateLimit": False}
    )
    exchange.urls["api"]["public"] = AT_EXCHANGE["rest"] + "/api/v3"
    return exchange


def control(what: str = "") -> dict[str, Any]:
    request = urllib.request.Request(f"{AT_EXCHANGE['control']}/{what}", method="POST" if what else "GET")  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return json.load(answer)


def rows(content: str, symbol: str, month: str) -> list[list[str]]:
    with (Path(FOLDER) / f"{symbol}-{content}-{month}.csv").open() as lines:
        return list(csv.reader(lines))


def stored_day(symbol: str) -> list[list[str]]:
    return [row for row in rows("1m", symbol, "2025-10") if AT <= int(row[0]) < AT + DAY]


def plain(row: list[Any]) -> list[Decimal]:
    """A row of klines without its last column, which means nothing."""
    return [Decimal(str(cell)) for cell in row[:11]]


def of_socket(k: dict[str, Any]) -> list[Decimal]:
    return [Decimal(str(k[key])) for key in "tohlcvTqnVQ"]


def longer(minutes: list[list[str]], length: int) -> dict[int, list[Decimal]]:
    """Candles of ``length`` milliseconds, by their open time."""
    groups = defaultdict(list)
    for row in map(plain, minutes):
        groups[int(row[0]) // length * length].append(row)
    return {
        opened: [
            Decimal(opened),
            some[0][1],
            max(row[2] for row in some),
            min(row[3] for row in some),
            some[-1][4],
            sum(row[5] for row in some),
            Decimal(opened + length - 1),
            *(sum(row[i] for row in some) for i in range(7, 11)),
        ]
        for opened, some in groups.items()
    }


def nothing_of_the_future() -> None:
    """As of the begin there is no candle of the day; an hour later there are sixty, of which REST tells no more."""
    client, other = OurClient(), ccxt_client()
    assert client.get_server_time()["serverTime"] == AT
    assert {info["symbol"] for info in client.get_exchange_info()["symbols"]} == set(PAIRS)
    other.load_markets()
    for symbol, pair in PAIRS.items():
        assert client.get_klines(symbol=symbol, interval="1m", startTime=AT) == []
        assert other.fetch_ohlcv(pair, "1m", since=AT) == []
        last = client.get_klines(symbol=symbol, interval="1h", limit=1)[0]
        assert last[0] == AT - HOUR
    control("step?by=1h")
    assert client.get_server_time()["serverTime"] == AT + HOUR
    for symbol, pair in PAIRS.items():
        hour = stored_day(symbol)[:60]
        told = client.get_klines(symbol=symbol, interval="1m", startTime=AT, endTime=AT + DAY, limit=1000)
        assert list(map(plain, told)) == list(map(plain, hour))
        assert other.fetch_ohlcv(pair, "1m", since=AT, limit=1000) == [list(map(float, row[:6])) for row in hour]
        assert Decimal(client.get_symbol_ticker(symbol=symbol)["price"]) == Decimal(hour[-1][4])
        assert other.fetch_ticker(pair)["last"] == float(hour[-1][4])
        # Half a day is no whole one: what REST says of it is what has been.
        day = client.get_klines(symbol=symbol, interval="1d", limit=1)[0]
        assert plain(day) == longer(hour, DAY)[AT]
        assert client.get_klines(symbol=symbol, interval="1m", startTime=AT + HOUR) == []


async def told(streams: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What the socket tells from now to the end, at full speed."""
    client = await OurAsyncClient.create()
    manager = BinanceSocketManager(client, max_queue_size=GATHERED)
    manager.STREAM_URL = AT_EXCHANGE["stream"] + "/"
    events = defaultdict(list)
    socket = manager.multiplex_socket(streams)
    await socket.connect()
    await asyncio.to_thread(control, "speed?to=max")
    await asyncio.to_thread(control, "resume")
    ended = False
    while not ended:
        try:
            message = await asyncio.wait_for(socket.recv(), 0.5)
            assert "data" in message, message
            events[message["stream"]].append(message["data"])
        except TimeoutError:
            ended = (await asyncio.to_thread(control))["state"] == "ended"
    # Not by its own way out, which waits up to ten seconds for a message that will not come.
    await socket.ws.close()
    await client.close_connection()
    return events


def the_day_on_the_socket() -> None:
    streams = [f"{symbol.lower()}@kline_{interval}" for symbol in PAIRS for interval in ("1m", "15m", "1h")]
    events = asyncio.run(told(streams))
    for symbol in PAIRS:
        day = stored_day(symbol)
        for interval, length in (("1m", MINUTE), ("15m", 15 * MINUTE), ("1h", HOUR)):
            expected = longer(day, length)
            closed = [
                of_socket(event["k"]) for event in events[f"{symbol.lower()}@kline_{interval}"] if event["k"]["x"]
            ]
            of_day = [row for row in closed if row[0] < AT + DAY]
            assert of_day == [row for opened, row in expected.items() if opened >= AT + HOUR], (symbol, interval)
    times = [event["E"] for event in events["btcusdt@kline_1m"]]
    assert times == sorted(times)


def the_day_by_rest() -> None:
    client, other = OurClient(), ccxt_client()
    for symbol, pair in PAIRS.items():
        day = stored_day(symbol)
        told = client.get_historical_klines(symbol, "1m", AT, AT + DAY - 1)
        assert list(map(plain, told)) == list(map(plain, day))
        pages = [other.fetch_ohlcv(pair, "1m", since=AT + first * MINUTE, limit=720) for first in (0, 720)]
        assert pages[0] + pages[1] == [list(map(float, row[:6])) for row in day]


def the_trades() -> None:
    """From a moment amid the stored trades on: each of them, and candles in the making as far as they say."""
    control("pause")
    control("seek?at=" + TRADED)
    start = control()["time"]
    client, other = OurClient(), ccxt_client()
    past = client.get_recent_trades(symbol="BTCUSDT", limit=1000)
    stored = rows("trades", "BTCUSDT", "2024-08")
    known = [row for row in stored if int(row[4]) <= start]
    assert [trade["id"] for trade in past] == [int(row[0]) for row in known[-1000:]]
    newer = client.get_historical_trades(symbol="BTCUSDT", fromId=int(known[-1][0]) + 1, limit=10)
    assert newer == []

    events = asyncio.run(told(["btcusdt@trade", "btcusdt@aggTrade", "btcusdt@kline_1m", "btcusdt@kline_5m"]))
    trades = [[e["t"], Decimal(e["p"]), Decimal(e["q"]), e["T"], e["m"]] for e in events["btcusdt@trade"]]
    assert trades == [
        [int(row[0]), Decimal(row[1]), Decimal(row[2]), int(row[4]), row[5] == "True"]
        for row in stored
        if int(row[4]) > start
    ]
    by_id = {trade[0]: trade for trade in trades}
    pushes = [e for e in events["btcusdt@kline_1m"] if not e["k"]["x"] and e["k"]["L"] in by_id]
    assert len(pushes) > 100
    for push in pushes:
        last = by_id[push["k"]["L"]]
        assert last[3] <= push["E"]
        assert Decimal(push["k"]["c"]) == last[1]
    page = client.get_historical_trades(symbol="BTCUSDT", fromId=trades[0][0], limit=1000)
    assert [trade["id"] for trade in page] == [trade[0] for trade in trades[:1000]]
    aggregated = rows("aggTrades", "BTCUSDT", "2024-08")
    at = int(aggregated[500][5])
    told_by_ccxt = other.fetch_trades("BTC/USDT", since=at, limit=1000)
    assert [(trade["id"], trade["price"], trade["amount"], trade["timestamp"]) for trade in told_by_ccxt] == [
        (row[0], float(row[1]), float(row[2]), int(row[5])) for row in aggregated if int(row[5]) >= at
    ][:1000]
    heard = [(e["a"], Decimal(e["p"]), Decimal(e["q"]), e["f"], e["l"], e["T"]) for e in events["btcusdt@aggTrade"]]
    assert heard == [
        (int(row[0]), Decimal(row[1]), Decimal(row[2]), int(row[3]), int(row[4]), int(row[5]))
        for row in aggregated
        if int(row[5]) > start
    ]


for stream, rest, control_url in zip(ADDRESSES[::3], ADDRESSES[1::3], ADDRESSES[2::3], strict=True):
    AT_EXCHANGE.update(stream=stream, rest=rest, control=control_url)
    OurClient.API_URL = OurAsyncClient.API_URL = rest + "/api"
    nothing_of_the_future()
    the_day_on_the_socket()
    the_day_by_rest()
    the_trades()
    print(f"equal: a day of klines, trades, nothing of the future, of {control_url}", flush=True)
