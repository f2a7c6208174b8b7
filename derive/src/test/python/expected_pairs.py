"""Writes expected-pairs.csv: correlation and beta of made-up markets by numpy.

It shares no code with the Java classes that the file is to test. Needs numpy:
python expected_pairs.py > ../resources/expected-pairs.csv
"""

import numpy as np

CANDLES = 260
WINDOWS = (2, 20, 60)


def markets() -> tuple[list[float], list[float]]:
    """As the test makes them, by a generator of few words; the asset rests from the 120th candle on, the reference from the 180th."""
    state = 3
    asset, reference = 10_000, 6_000_000
    prices: tuple[list[float], list[float]] = ([], [])
    for i in range(CANDLES):
        draws = []
        for _ in range(2):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            draws.append(state // 65_536 % 1000)
        common = (draws[0] - 499) * 40
        if not 180 <= i < 210:
            reference += common
        if not 120 <= i < 150:
            asset += common // 50 + draws[1] // 10 - 49
        prices[0].append(asset / 100)
        prices[1].append(reference / 100)
    return prices


def main() -> None:
    asset, reference = (np.log(np.divide(closes[1:], closes[:-1])) for closes in markets())
    print("window,index,correlation,beta")
    for window in WINDOWS:
        for i in range(window, CANDLES):
            x, y = asset[i - window : i], reference[i - window : i]
            cells = ["", ""]
            if y.any():
                cells[1] = repr(float(np.cov(x, y)[0, 1] / np.var(y, ddof=1)))
                if x.any():
                    cells[0] = repr(float(np.corrcoef(x, y)[0, 1]))
            print(",".join([str(window), str(i), *cells]))


main()
