"""Text and pictures of features.ipynb follow the candles: it runs here on frames, with a hole and without one."""

import json
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

import candlestream as cs
from candlestream.gaps import Completeness
from market import MINUTE, candles

mpl.use("Agg")
NOTEBOOK = Path(__file__).parents[1] / "features.ipynb"


@pytest.fixture(autouse=True)
def figures() -> Iterator[None]:
    plt.close("all")
    yield
    plt.close("all")


def run(frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Runs every code cell on the frame in place of the table's candles, and returns the figures."""
    row = {"symbol": "BTCUSDT", "interval": "1m", "first": frame.index[0], "newest": frame.index[-1]}
    gaps = pd.DataFrame(columns=["from_time", "to_time", "state", "cause", "found_at", "healed_at"])
    none = Completeness(len(frame), len(frame), 0, pd.DatetimeIndex([], tz="UTC"))

    class Closed:
        def close(self) -> None:
            pass

    monkeypatch.setattr(cs, "connect", Closed)
    monkeypatch.setattr(cs, "assets", lambda: pd.DataFrame([row], index=["bitcoin"]))
    monkeypatch.setattr(cs, "load", lambda *_: frame)
    monkeypatch.setattr(cs, "gaps", lambda *_: gaps)
    monkeypatch.setattr(cs, "completeness", lambda *_: none)
    monkeypatch.setattr(plt, "show", lambda: None)
    code = [cell["source"] for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    names: dict[str, object] = {}
    for source in code:
        exec("".join(source), names)  # noqa: S102 - the project's own notebook
    return [plt.figure(number) for number in plt.get_fignums()]


def legend(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def test_without_a_hole_none_is_drawn_and_no_mean_is_called_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = run(candles(600, seed=3), monkeypatch)[0]

    assert legend(figure) == ["close", "mean of 5 minutes", "mean of 5 rows"]
    assert figure.axes[0].get_title() == "BTCUSDT: no hole, so five rows are five minutes"
    assert "holes in the whole stretch: 0; means of 5 rows that reach across one: 0" in capsys.readouterr().out


def test_a_hole_is_drawn_where_it_is_and_only_means_across_it_are_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = candles(600, seed=3)
    hole = whole.index[300:310]

    figure = run(whole.drop(hole), monkeypatch)[0]

    assert legend(figure)[-2:] == ["wrong: reaches across a hole", "no candles"]
    wrong = next(line for line in figure.axes[0].lines if str(line.get_label()).startswith("wrong"))
    assert list(pd.DatetimeIndex(wrong.get_xdata())) == [hole[-1] + minutes * MINUTE for minutes in (1, 2, 3, 4)]
    assert "holes in the whole stretch: 1; means of 5 rows that reach across one: 4" in capsys.readouterr().out


def test_of_returns_like_a_bell_it_does_not_say_that_their_tails_are_heavy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(candles(3000, seed=5), monkeypatch)

    assert "Hardly told from a bell" in capsys.readouterr().out
