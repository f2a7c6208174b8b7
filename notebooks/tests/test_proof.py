import os
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from candlestream import CandlestreamError, place, proof
from candlestream.gaps import slots
from market import candles

mpl.use("Agg")

SOUND = {"asset": "bitcoin", "expected": 100, "missing": 0, "extra": 0, "differing": 0, "chainBreaks": 0}
FROM, TO = "2026-03-01", "2026-03-02"


def table(missing: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "symbol": ["BTCUSDT"],
            "expected": [101],
            "of them fetched later": [7],
            "the exchange has none": [1],
            "missing": [missing],
        },
        index=["bitcoin"],
    )


def test_findings_are_equal_only_where_nothing_differs() -> None:
    report = {"equal": False, "assets": [SOUND, {**SOUND, "asset": "ethereum", "differing": 2}]}

    found = proof.findings(report)

    assert list(found["equal"]) == [True, False]
    assert list(found["compared"]) == [100, 100]
    assert found.loc["ethereum", "with another value"] == 2


def test_the_sentence_is_made_of_the_numbers() -> None:
    right = proof.sentence(table(0), proof.findings({"assets": [SOUND]}), FROM, TO)
    wrong = proof.sentence(table(3), proof.findings({"assets": [{**SOUND, "extra": 1}]}), FROM, TO)

    assert "101 candles of BTCUSDT that open from 2026-03-01T00:00:00Z" in right
    assert "0 are missing; 1 do not exist" in right
    assert right.endswith("100 candles were compared with the exchange: every value equals the exchange's.")
    assert "3 are missing" in wrong
    assert wrong.endswith("1 of 1 assets differ from the exchange.")


def test_one_missing_minute_of_three_days_is_seen_in_the_picture() -> None:
    whole = candles(3 * 1440, seed=1)
    none = pd.DataFrame(columns=["from_time", "to_time", "state"])
    states = slots(whole.drop(whole.index[1000]), none, pd.DatetimeIndex(whole.index))

    figure = proof.strips({"bitcoin": states}, whole.index[0], whole.index[-1])
    cells = figure.axes[0].collections[0].get_array()

    assert cells is not None
    assert (cells == 3).sum() == 1
    assert (cells == 0).sum() == 239
    assert [text.get_text() for text in figure.legends[0].get_texts()][-1] == "missing: 1"
    plt.close(figure)


def test_without_the_built_tools_one_line_says_how_to_build_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(place, "PROJECT", tmp_path)

    with pytest.raises(CandlestreamError, match=r"tools.jar is not there .\./candlestream build makes it"):
        proof.verify(["BTCUSDT"], FROM, TO)


def test_the_tools_start_fast_until_a_jar_is_newer(tmp_path: Path) -> None:
    target = tmp_path / "tools/target"
    (target / "lib").mkdir(parents=True)
    jar, library, fast = target / "tools.jar", target / "lib/library.jar", target / "java.args"
    for file, time in ((jar, 1), (library, 2)):
        file.touch()
        os.utime(file, (time, time))
    assert proof._start(tmp_path) == ["-jar", str(jar)]

    fast.touch()
    assert proof._start(tmp_path) == [f"@{fast}"]

    os.utime(fast, (1, 1))
    assert proof._start(tmp_path) == ["-jar", str(jar)]
