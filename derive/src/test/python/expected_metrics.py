"""Writes expected-metrics.csv: the metrics of a made-up market's minutes, by fractions.

It shares no code with the Java classes that the file is to test. Needs nothing beyond Python:
python expected_metrics.py > ../resources/expected-metrics.csv
"""

from decimal import Decimal, localcontext
from fractions import Fraction

MINUTE = 60_000
MINUTES = 12
START = 1_700_000_040_000


def trades() -> list[dict]:
    """As the test makes them, by a generator of few words: some minutes are quiet, and one has no trade."""
    state = 7
    price = 10_000
    made = []
    for number in range(900):
        draws = []
        for _ in range(4):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            draws.append(state // 65_536 % 1000)
        price += draws[0] - 499
        time = START + number * 800 + draws[1] % 700
        if (time - START) // MINUTE == 5:
            continue
        made.append(
            {
                "id": number,
                "time": time,
                "price": Fraction(price, 100),
                "quantity": Fraction(draws[2] + 1, 8),
                "maker": draws[3] < 450,
            }
        )
    return made


def root(value: Fraction) -> float:
    with localcontext() as context:
        context.prec = 60
        return float((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def deviation(prices: list[Fraction]) -> str:
    if len(prices) < 2:
        return ""
    mean = sum(prices) / len(prices)
    return repr(root(sum((p - mean) ** 2 for p in prices) / (len(prices) - 1)))


def updates_of(made: list[dict], length: int) -> list[dict]:
    """Every third trade gives an update of its candle as it stands then; a candle's last update comes after its end."""
    updates = []
    for opened in range(START, START + MINUTES * MINUTE, length):
        of_candle = [t for t in made if opened <= t["time"] < opened + length]
        for place, trade in enumerate(of_candle):
            last = place == len(of_candle) - 1
            if last or place % 3 == 0:
                until = of_candle[: place + 1]
                updates.append(
                    {
                        "time": opened + length + 400 if last else trade["time"] + 5,
                        "open": opened,
                        "close": opened + length - 1,
                        "closed": last,
                        "price": trade["price"],
                        "volume": sum(t["price"] * t["quantity"] for t in until),
                        "taken": sum(t["price"] * t["quantity"] for t in until if not t["maker"]),
                    }
                )
    return updates


def text(value: Fraction | float | str) -> str:
    return value if isinstance(value, str) else repr(float(value))


def told_again(updates: list[dict]) -> list[dict]:
    """The exchange's history tells each candle again, an hour later, and one in three with another volume: a correction."""
    again = []
    for place, update in enumerate(u for u in updates if u["closed"]):
        more = Fraction(place % 3 == 0)
        again.append({**update, "time": update["time"] + 60 * MINUTE, "volume": update["volume"] + more})
    return updates + again


def once(updates: list[dict]) -> list[dict]:
    """A closing update counts once, as it was told first."""
    closing = {}
    for update in sorted((u for u in updates if u["closed"]), key=lambda u: u["time"]):
        closing.setdefault((update["open"], update["price"], update["volume"], update["taken"]), update)
    return [u for u in updates if not u["closed"]] + list(closing.values())


def of_updates(updates: list[dict], start: int) -> list:
    inside = once([u for u in updates if start <= min(u["time"], u["close"]) < start + MINUTE])
    if not inside:
        return [""] * 10
    earlier = [u for u in updates if min(u["time"], u["close"]) < start]
    volume = Fraction(0)
    for opened in {u["open"] for u in inside}:
        until = max(u["volume"] for u in inside if u["open"] == opened)
        volume += until - max((u["volume"] for u in earlier if u["open"] == opened), default=Fraction(0))
    prices = [u["price"] for u in inside]
    pressed = [u["taken"] / u["volume"] for u in inside]
    newest = max(inside, key=lambda u: (u["close"] if u["closed"] else u["time"], u["open"], u["closed"], u["volume"]))
    return [
        sum(prices) / len(prices),
        min(prices),
        max(prices),
        newest["price"],
        deviation(prices),
        volume,
        sum(pressed) / len(pressed),
        newest["taken"] / newest["volume"],
        str(len(inside)),
        str(max(u["time"] for u in inside)),
    ]


def of_trades(made: list[dict], start: int) -> list:
    inside = [t for t in made if start <= t["time"] < start + MINUTE]
    if not inside:
        return [""] * 10
    prices = [t["price"] for t in inside]
    volume = sum(t["price"] * t["quantity"] for t in inside)
    sold = sum(t["price"] * t["quantity"] for t in inside if t["maker"])
    return [
        sum(prices) / len(prices),
        volume / sum(t["quantity"] for t in inside),
        min(prices),
        max(prices),
        inside[-1]["price"],
        deviation(prices),
        volume,
        volume - sold,
        sold,
        str(len(inside)),
    ]


def main() -> None:
    made = trades()
    of_minutes = updates_of(made, MINUTE)
    of_four = updates_of(made, 4 * MINUTE)
    for start in range(START, START + MINUTES * MINUTE, MINUTE):
        for name, cells in (
            ("1m", of_updates(of_minutes, start)),
            ("4m", of_updates(of_four, start)),
            ("again", of_updates(told_again(of_minutes), start)),
            ("trades", of_trades(made, start)),
        ):
            print(",".join([name, str(start), *(text(cell) for cell in cells)]))


main()
